package edgecomet.domain.fallback;

import static edgecomet.domain.fallback.Step.BYPASS;
import static edgecomet.domain.fallback.Step.FRESH_LOCAL;
import static edgecomet.domain.fallback.Step.FRESH_REMOTE;
import static edgecomet.domain.fallback.Step.RENDER;
import static edgecomet.domain.fallback.Step.RENDERED_ERROR;
import static edgecomet.domain.fallback.Step.STALE_LOCAL;
import static edgecomet.domain.fallback.Step.STALE_REMOTE;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which step follows when one could not answer: the mission's fallback chain as a table. The use case that serves a
 * page walks it in one loop and knows no other order; {@code docs/fallback.md} is printed from it.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class FallbackChain {

    /** Where every request for a page begins. */
    public static final Step START = FRESH_LOCAL;

    private static final Map<Step, Map<Trigger, Step>> NEXT = table();

    /** Why a render that did not come about ends in a bypass. */
    private static final Map<Trigger, BypassReason> REASONS = new EnumMap<>(Map.of(
            Trigger.COORDINATION_DOWN, BypassReason.LOCK_ERROR,
            Trigger.LOCK_WAIT_TIMEOUT, BypassReason.CONCURRENT_RENDER_TIMEOUT,
            Trigger.BUDGET_SPENT, BypassReason.REQUEST_TIMEOUT,
            Trigger.NO_RENDERER, BypassReason.NO_SERVICES,
            Trigger.OVERLOADED, BypassReason.OVERLOADED,
            Trigger.RENDER_FAILED, BypassReason.SERVICE_FAILED));

    private FallbackChain() {}

    /** Returns the step that follows; empty where the trigger cannot come from the step. */
    public static Optional<Step> next(Step step, Trigger trigger) {
        return Optional.ofNullable(NEXT.getOrDefault(step, Map.of()).get(trigger));
    }

    /**
     * Returns the label of a bypass that a failed render led to.
     *
     * @throws IllegalArgumentException if the trigger does not end a render
     */
    public static BypassReason reason(Trigger endOfRender) {
        BypassReason reason = REASONS.get(endOfRender);
        if (reason == null) {
            throw new IllegalArgumentException("not the end of a render: " + endOfRender);
        }
        return reason;
    }

    private static Map<Step, Map<Trigger, Step>> table() {
        Map<Step, Map<Trigger, Step>> table = new EnumMap<>(Step.class);
        put(table, FRESH_LOCAL, Trigger.NO_ENTRY, FRESH_REMOTE);
        put(table, FRESH_LOCAL, Trigger.STORAGE_FAILED, FRESH_REMOTE);
        put(table, FRESH_REMOTE, Trigger.NO_ENTRY, RENDER);
        put(table, FRESH_REMOTE, Trigger.REPLICAS_DOWN, RENDER);
        put(table, RENDER, Trigger.COORDINATION_DOWN, STALE_LOCAL);
        put(table, RENDER, Trigger.LOCK_WAIT_TIMEOUT, STALE_LOCAL);
        put(table, RENDER, Trigger.BUDGET_SPENT, STALE_LOCAL);
        put(table, RENDER, Trigger.NO_RENDERER, STALE_LOCAL);
        put(table, RENDER, Trigger.OVERLOADED, STALE_LOCAL);
        put(table, RENDER, Trigger.RENDER_FAILED, STALE_LOCAL);
        put(table, RENDER, Trigger.ORIGIN_5XX, STALE_LOCAL);
        put(table, STALE_LOCAL, Trigger.NO_ENTRY, STALE_REMOTE);
        put(table, STALE_LOCAL, Trigger.STORAGE_FAILED, STALE_REMOTE);
        put(table, STALE_REMOTE, Trigger.NO_ENTRY, BYPASS);
        put(table, STALE_REMOTE, Trigger.REPLICAS_DOWN, BYPASS);
        put(table, STALE_REMOTE, Trigger.ORIGIN_5XX, RENDERED_ERROR);
        return table;
    }

    private static void put(Map<Step, Map<Trigger, Step>> table, Step step, Trigger trigger, Step next) {
        table.computeIfAbsent(step, key -> new EnumMap<>(Trigger.class)).put(trigger, next);
    }
}
