package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.application.bothit.BotHits;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
    private final RequestEvents events;
    private final @Nullable BotHits botHits;

    AnsweredRequests(GatewayMetrics metrics, RequestEvents events, @Nullable BotHits botHits) {
        this.metrics = metrics;
        this.events = events;
        this.botHits = botHits;
    }

    /**
     * How an answer went out.
     *
     * @param source the value of {@code X-Render-Source}; empty where there is none
     * @param bodyBytes those of a GET, also for HEAD, as far as they are known; fewer where an answer was cut
     * @param redirectTo where a redirect leads; empty for all others
     */
    record Delivery(String method, int statusCode, String source, long bodyBytes, String redirectTo) {}

    /** A request began. */
    void began() {
        metrics.began();
    }

    /** A request that began failed where nobody expected it. */
    void failed(ServePageCommand command, RuntimeException cause, Duration duration) {
        metrics.failed(duration);
        events.failed(command, cause);
    }

    /** A request that began has its answer. */
    void answered(ServePageCommand command, PageAnswer answer, Delivery delivery, Duration duration) {
        metrics.ended(answer, duration);
        if (answer instanceof PageAnswer.Cached cached) {
            hit(cached);
        }
        tell(command, answer, delivery, duration);
    }

    /** A page was answered from the cache. */
    void hit(PageAnswer.Cached answer) {
        if (botHits != null) {
            botHits.hit(answer);
        }
    }

    /** Returns whether {@link #tell} has anybody to tell. */
    boolean areTold() {
        return events.areKept() || LOG.isInfoEnabled();
    }

    /** Tells event log and log of a request that has its answer. */
    void tell(ServePageCommand command, PageAnswer answer, Delivery delivery, Duration duration) {
        events.answered(
                command,
                answer,
                new RequestEvents.Delivery(
                        delivery.statusCode(), delivery.bodyBytes(), delivery.redirectTo(), duration));
        if (LOG.isInfoEnabled()) {
            try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", command.requestId())) {
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
