package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tells those who watch what became of each request for a page, whoever answered it. Safe for concurrent use; does not
 * block.
 */
@Singleton
@Requires(beans = ServePageUseCase.class)
final class AnsweredRequests {

    private static final Logger LOG = LoggerFactory.getLogger(AnsweredRequests.class);

    private final GatewayMetrics metrics;

    AnsweredRequests(GatewayMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * How an answer went out.
     *
     * @param source the value of {@code X-Render-Source}; empty where there is none
     * @param bodyBytes those of a GET, also for HEAD
     */
    record Delivery(String method, int statusCode, String source, int bodyBytes) {}

    /** A request began. */
    void began() {
        metrics.began();
    }

    /** A request that began has its answer. */
    void answered(String requestId, PageAnswer answer, Delivery delivery, Duration duration) {
        metrics.ended(answer, duration);
        if (LOG.isInfoEnabled()) {
            try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", requestId)) {
                LOG.atInfo()
                        .addKeyValue("method", delivery.method())
                        .addKeyValue("status_code", delivery.statusCode())
                        .addKeyValue("source", delivery.source())
                        .addKeyValue("bytes_served", delivery.bodyBytes())
                        .addKeyValue("process_duration", duration)
                        .log("END Request completed");
            }
        }
    }
}
