package edgecomet.domain.policy;

import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.header.SafeHeaders;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.TrackingParams;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the three levels say about one rule of one host, merged once at load (spec 01 §7, 02 §12).
 *
 * @param ruleId the value of {@code X-Matched-Rule}; null for the policy of a host without a matching rule
 * @param rulePattern the bare pattern for events; null without a rule
 * @param status the fixed answer of a status action; null for render and bypass
 */
public record EffectivePolicy(
        @Nullable String ruleId,
        @Nullable String rulePattern,
        Action action,
        @Nullable StatusAction status,
        RenderPolicy render,
        BypassPolicy bypass,
        TrackingParams tracking,
        BotHitPolicy botHits,
        ShardingPolicy sharding,
        SafeHeaders safeHeaders) {

    /** Returns what happens to a page in a dimension: what the rule says, or without one what the dimension does. */
    public Action actionIn(Dimension dimension) {
        return ruleId == null && dimension.action() != DimensionAction.RENDER ? Action.BYPASS : action;
    }
}
