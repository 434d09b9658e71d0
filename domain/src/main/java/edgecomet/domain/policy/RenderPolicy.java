package edgecomet.domain.policy;

import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import edgecomet.domain.render.WaitCondition;
import edgecomet.domain.url.NormalizedUrl;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a page is rendered and how long the result is kept (spec 01 §4.2, {@code render.*}).
 *
 * @param timeout how long to wait for {@code waitFor} before the page is taken as it is
 * @param additionalWait extra time after the awaited event
 * @param dimension forces a dimension; only a rule can
 * @param awaitedContent what must be there too; only where {@code waitFor} is {@link WaitCondition#SETTLED}
 * @param partialTtl lifetime of an incomplete or empty result; zero stores none
 */
public record RenderPolicy(
        Duration timeout,
        CachePolicy cache,
        WaitCondition waitFor,
        Duration additionalWait,
        Set<String> blockedResourceTypes,
        List<String> blockedPatterns,
        boolean stripScripts,
        @Nullable String dimension,
        Duration partialTtl,
        AwaitedContent awaitedContent,
        Serialization serialization) {
    public RenderPolicy {
        blockedResourceTypes = Set.copyOf(blockedResourceTypes);
        blockedPatterns = List.copyOf(blockedPatterns);
    }

    /** Returns how long an incomplete page is kept: never longer than a whole one. */
    public Duration partialLifetime() {
        return partialTtl.compareTo(cache.ttl()) < 0 ? partialTtl : cache.ttl();
    }

    /**
     * Returns what a render service is asked for a page in a dimension.
     *
     * @param forwarded the client's headers that go to the page's own site
     * @param includeHar whether all requests of the page shall be recorded
     */
    public RenderRequest request(
            String requestId, NormalizedUrl url, Dimension in, Headers forwarded, boolean includeHar) {
        return new RenderRequest(
                requestId,
                url.value(),
                new Viewport(in.width(), in.height()),
                in.renderUserAgent(),
                timeout,
                waitFor.label(),
                additionalWait,
                blockedPatterns,
                List.copyOf(blockedResourceTypes),
                includeHar,
                false,
                forwarded,
                stripScripts,
                waitFor == WaitCondition.SETTLED ? awaitedContent : AwaitedContent.NONE,
                serialization);
    }
}
