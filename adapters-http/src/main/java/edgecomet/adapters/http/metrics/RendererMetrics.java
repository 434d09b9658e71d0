package edgecomet.adapters.http.metrics;

import edgecomet.adapters.http.egress.EgressProxy;
import edgecomet.application.port.Browser;
import edgecomet.application.port.RenderTelemetry;
import edgecomet.domain.render.RenderError;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/**
 * Counts what a render service does (spec 05 §13).
 *
 * <p>Safe for concurrent use; never blocks.
 */
public final class RendererMetrics implements RenderTelemetry {

    private static final Set<String> ENDPOINTS = Set.of("/render", "/health");
    private static final String OTHER = "other";

    private final Timer duration;
    private final Counter rejections;
    private final Series<String, Counter> renders;
    private final Series<String, Counter> errors;
    private final Series<HttpLabels, Counter> answers;

    /** Creates the metrics; those without labels are there from now on. */
    public RendererMetrics(Meters meters, Browser browser, EgressProxy egress) {
        this.duration = meters.timer(Metric.RENDER_DURATION);
        this.rejections = meters.counter(Metric.QUEUE_REJECTIONS);
        this.renders = new Series<>(status -> meters.counter(Metric.RENDERS, status));
        this.errors = new Series<>(type -> meters.counter(Metric.RENDERER_ERRORS, type));
        this.answers = new Series<>(
                labels -> meters.counter(Metric.HTTP_REQUESTS, labels.endpoint(), Integer.toString(labels.status())));
        meters.gauge(Metric.POOL_SIZE, browser, b -> b.pool().size());
        meters.gauge(Metric.POOL_AVAILABLE, browser, b -> b.pool().available());
        meters.gauge(Metric.QUEUE_DEPTH, browser, b -> b.pool().waiting());
        meters.counter(Metric.BROWSER_RESTARTS, browser, b -> b.pool().restarts());
        meters.counter(Metric.EGRESS_REFUSED, egress, EgressProxy::refused);
    }

    private record HttpLabels(String endpoint, int status) {}

    @Override
    public void rendered(boolean inTime, Duration time) {
        ended(inTime ? "success" : "timeout", time);
    }

    @Override
    public void failed(RenderError error, Duration time) {
        switch (error) {
            case INVALID_URL -> refused();
            case POOL_UNAVAILABLE -> {
                rejections.increment();
                broke();
            }
            case CHROME_RESTART_FAILED -> broke();
            case HARD_TIMEOUT -> {
                renders.of("hard_timeout").increment();
                failedInBrowser(time);
            }
            case CHROME_CRASH,
                    SOFT_TIMEOUT,
                    NAVIGATION_FAILED,
                    NETWORK_ERROR,
                    HTML_EXTRACTION_FAILED,
                    STATUS_CAPTURE_FAILED,
                    EMPTY_RESPONSE,
                    RESPONSE_TOO_LARGE -> failedInBrowser(time);
        }
    }

    @Override
    public void refused() {
        errors.of("validation").increment();
    }

    @Override
    public void broke() {
        errors.of("internal").increment();
    }

    /** An answer left the render service; paths that it does not know count as one. */
    public void answered(String path, int status) {
        answers.of(new HttpLabels(ENDPOINTS.contains(path) ? path : OTHER, status))
                .increment();
    }

    private void failedInBrowser(Duration time) {
        ended("error", time);
        errors.of("render").increment();
    }

    private void ended(String status, Duration time) {
        renders.of(status).increment();
        duration.record(time);
    }
}
