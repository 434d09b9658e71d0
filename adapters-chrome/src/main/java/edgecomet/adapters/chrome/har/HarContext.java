package edgecomet.adapters.chrome.har;

import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a recording says besides the page's requests.
 *
 * @param startedAt when the render began
 * @param timedOut whether the page was taken before it was ready
 * @param browserId which browser of the pool it was
 * @param product what that browser calls itself
 * @param readiness why the page was taken; null if it was not
 */
public record HarContext(
        RenderRequest request,
        Instant startedAt,
        Duration renderTime,
        boolean timedOut,
        String browserId,
        String product,
        List<LifecycleEvent> lifecycle,
        List<ConsoleMessage> console,
        @Nullable Readiness readiness) {
    public HarContext {
        lifecycle = List.copyOf(lifecycle);
        console = List.copyOf(console);
    }
}
