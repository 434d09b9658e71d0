package edgecomet.domain.policy;

import edgecomet.domain.render.WaitCondition;
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
        Duration partialTtl) {
    public RenderPolicy {
        blockedResourceTypes = Set.copyOf(blockedResourceTypes);
        blockedPatterns = List.copyOf(blockedPatterns);
    }
}
