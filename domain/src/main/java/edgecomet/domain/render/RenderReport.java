package edgecomet.domain.render;

import edgecomet.domain.header.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a render went (spec 05 §2.2).
 *
 * @param statusCode of the main document
 * @param finalUrl where the browser ended; for a redirect the next hop, which was not followed
 * @param headers of the main document
 * @param qualifier {@link RenderError#SOFT_TIMEOUT} or {@link RenderError#EMPTY_RESPONSE} where the page is
 *     incomplete; null where it is not
 * @param startedAt when the render began
 * @param renderTime from then to the capture
 * @param browserId which browser did it, for the log
 * @param lifecycle the lifecycle events seen, in order
 * @param console what the page complained about, in order
 * @param network what the page loaded; {@link NetworkMetrics#NONE} for a redirect
 * @param readiness why the page was taken; null if the render service does not say
 */
public record RenderReport(
        int statusCode,
        String finalUrl,
        Headers headers,
        @Nullable RenderError qualifier,
        Instant startedAt,
        Duration renderTime,
        String browserId,
        List<LifecycleEvent> lifecycle,
        List<ConsoleMessage> console,
        NetworkMetrics network,
        @Nullable Readiness readiness) {
    public RenderReport {
        lifecycle = List.copyOf(lifecycle);
        console = List.copyOf(console);
    }

    /** Returns whether the main document answered with a redirect, which is reported and not followed. */
    public boolean isRedirect() {
        return statusCode >= 300 && statusCode < 400;
    }

    /** One lifecycle event of the main frame and when it came, counted from the start of the render. */
    public record LifecycleEvent(String name, Duration at) {}
}
