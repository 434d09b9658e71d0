package edgecomet.adapters.http.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.nio.charset.StandardCharsets;

/** What Prometheus reads, on the port and path of the configuration. */
@Controller(port = MetricsEndpoint.PORT)
@Requires(property = "edgecomet.metrics.port")
class MetricsEndpoint {

    /** The listener that is for metrics alone. */
    static final String PORT = "${edgecomet.metrics.port}";

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsEndpoint(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Get("${edgecomet.metrics.path}")
    HttpResponse<byte[]> scrape() {
        return HttpResponse.ok(registry.scrape().getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", TEXT);
    }
}
