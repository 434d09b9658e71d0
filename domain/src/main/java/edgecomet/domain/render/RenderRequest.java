package edgecomet.domain.render;

import edgecomet.domain.header.Headers;
import java.time.Duration;
import java.util.List;

/**
 * What a gateway asks of a render service (spec 04 §8, 05 §2.1).
 *
 * @param waitFor what to wait for: {@code settled}, or the name of a lifecycle event; unknown names run into
 *     {@code timeout}
 * @param timeout soft limit: afterwards the page is taken as it is
 * @param extraWait time after the awaited event
 * @param includeHar whether all requests of the page shall be recorded
 * @param publicOnly whether nothing in the page may reach an address that is not public (spec 02 §6)
 * @param headers the client's headers to forward to the page's own site
 * @param awaitedContent what must be there too; only with {@code settled}
 */
public record RenderRequest(
        String requestId,
        String url,
        Viewport viewport,
        String userAgent,
        Duration timeout,
        String waitFor,
        Duration extraWait,
        List<String> blockedPatterns,
        List<String> blockedResourceTypes,
        boolean includeHar,
        boolean publicOnly,
        Headers headers,
        boolean stripScripts,
        AwaitedContent awaitedContent,
        Serialization serialization) {
    public RenderRequest {
        blockedPatterns = List.copyOf(blockedPatterns);
        blockedResourceTypes = List.copyOf(blockedResourceTypes);
    }

    /** Returns the same request with another soft limit. */
    public RenderRequest within(Duration softLimit) {
        return with(softLimit, publicOnly);
    }

    /** Returns the same request for a page in which nothing may reach an address that is not public. */
    public RenderRequest guarded() {
        return with(timeout, true);
    }

    private RenderRequest with(Duration softLimit, boolean reachesPublicOnly) {
        return new RenderRequest(
                requestId,
                url,
                viewport,
                userAgent,
                softLimit,
                waitFor,
                extraWait,
                blockedPatterns,
                blockedResourceTypes,
                includeHar,
                reachesPublicOnly,
                headers,
                stripScripts,
                awaitedContent,
                serialization);
    }
}
