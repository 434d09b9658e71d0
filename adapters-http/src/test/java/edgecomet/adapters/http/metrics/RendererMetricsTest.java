package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.egress.EgressProxy;
import edgecomet.application.port.Browser;
import edgecomet.application.port.Deadline;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendererMetricsTest {

    private static final Duration TIME = Duration.ofMillis(300);

    private final Exposition exposition = new Exposition();
    private volatile Browser.Pool pool = new Browser.Pool(4, 0, 0, 0);
    private final RendererMetrics metrics = new RendererMetrics(
            exposition.meters("edgecomet"),
            new Browser() {
                @Override
                public Capture capture(RenderRequest request, Deadline deadline) {
                    throw new IllegalStateException("metrics do not render");
                }

                @Override
                public Pool pool() {
                    return pool;
                }
            },
            egress());

    private EgressProxy egress() {
        try {
            return EgressProxy.open(AddressResolver.SYSTEM, AddressPolicy.PUBLIC_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_pool_is_asked_at_each_scrape() {
        pool = new Browser.Pool(4, 4, 3, 7);
        exposition.assertSamples("edgecomet_rs_chrome_pool_size", "4");
        exposition.assertSamples("edgecomet_rs_chrome_available", "0");
        exposition.assertSamples("edgecomet_rs_queue_depth", "3");
        exposition.assertSamples("edgecomet_rs_chrome_restarts_total", "7");
        pool = new Browser.Pool(4, 1, 0, 7);
        exposition.assertSamples("edgecomet_rs_chrome_available", "3");
    }

    @ParameterizedTest
    @CsvSource({"true, success", "false, timeout"})
    void a_render_is_counted_by_whether_it_was_in_time(boolean inTime, String status) {
        metrics.rendered(inTime, TIME);
        exposition.assertSamples("edgecomet_rs_renders_total", "{status=\"" + status + "\"} 1");
        exposition.assertSamples("edgecomet_rs_render_duration_seconds_sum", "0.3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "HARD_TIMEOUT           | error hard_timeout | render     | 1 | 0",
                "CHROME_CRASH           | error              | render     | 1 | 0",
                "NAVIGATION_FAILED      | error              | render     | 1 | 0",
                "NETWORK_ERROR          | error              | render     | 1 | 0",
                "HTML_EXTRACTION_FAILED | error              | render     | 1 | 0",
                "STATUS_CAPTURE_FAILED  | error              | render     | 1 | 0",
                "EMPTY_RESPONSE         | error              | render     | 1 | 0",
                "RESPONSE_TOO_LARGE     | error              | render     | 1 | 0",
                "SOFT_TIMEOUT           | error              | render     | 1 | 0",
                "INVALID_URL            | -                  | validation | 0 | 0",
                "POOL_UNAVAILABLE       | -                  | internal   | 0 | 1",
                "CHROME_RESTART_FAILED  | -                  | internal   | 0 | 0",
            })
    void a_failure_is_counted_by_what_failed(
            RenderError error, String renders, String type, int durations, int rejections) {
        metrics.failed(error, TIME);
        exposition.assertSamples(
                "edgecomet_rs_renders_total",
                renders == null
                        ? new String[0]
                        : Arrays.stream(renders.split(" "))
                                .sorted(Comparator.naturalOrder())
                                .map(status -> "{status=\"" + status + "\"} 1")
                                .toArray(String[]::new));
        exposition.assertSamples("edgecomet_rs_errors_total", "{type=\"" + type + "\"} 1");
        exposition.assertSamples("edgecomet_rs_render_duration_seconds_count", String.valueOf(durations));
        exposition.assertSamples("edgecomet_rs_queue_rejections_total", String.valueOf(rejections));
    }

    @Test
    void paths_that_nobody_serves_are_one() {
        metrics.answered("/render", 200);
        metrics.answered("/health", 200);
        for (int i = 0; i < 1000; i++) {
            metrics.answered("/scan/" + i, 404);
        }
        assertEquals(3, exposition.samples("edgecomet_rs_http_requests_total").size());
        exposition.assertSamples(
                "edgecomet_rs_http_requests_total",
                "{endpoint=\"/health\",status=\"200\"} 1",
                "{endpoint=\"/render\",status=\"200\"} 1",
                "{endpoint=\"other\",status=\"404\"} 1000");
    }
}
