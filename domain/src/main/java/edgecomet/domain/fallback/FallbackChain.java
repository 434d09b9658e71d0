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
 * Which step follows when one could not answer, and why a bypass at the end is one: the mission's fallback chain as a
 * table. The use case that serves a
 * page walks it in one loop and knows no other order; {@code docs/fallback.md} is printed from it.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class FallbackChain {

    /** Where every request for a page begins. */
    public static final Step START = FRESH_LOCAL;

    private static final Map<Step, Map<Trigger, Row>> ROWS = table();

    private FallbackChain() {}

    /** Returns the step that follows; empty where the trigger cannot come from the step. */
    public static Optional<Step> next(Step step, Trigger trigger) {
        return Optional.ofNullable(ROWS.getOrDefault(step, Map.of()).get(trigger))
                .map(Row::next);
    }

    /**
     * Returns the reason that this failure of the step gives a bypass to come; empty where it gives none. Of all
     * failures on the way to {@link Step#BYPASS} the last one that gives a reason counts, and there is one on every way.
     */
    public static Optional<BypassReason> reason(Step step, Trigger trigger) {
        return Optional.ofNullable(ROWS.getOrDefault(step, Map.of()).get(trigger))
                .flatMap(Row::because);
    }

    private record Row(Step next, Optional<BypassReason> because) {}

    private static Map<Step, Map<Trigger, Row>> table() {
        Map<Step, Map<Trigger, Row>> table = new EnumMap<>(Step.class);
        put(table, FRESH_LOCAL, Trigger.NO_ENTRY, FRESH_REMOTE);
        put(table, FRESH_LOCAL, Trigger.STORAGE_FAILED, FRESH_REMOTE);
        put(table, FRESH_REMOTE, Trigger.NO_ENTRY, RENDER);
        put(table, FRESH_REMOTE, Trigger.REPLICAS_DOWN, RENDER);
        put(table, RENDER, Trigger.COORDINATION_DOWN, STALE_LOCAL, BypassReason.LOCK_ERROR);
        put(table, RENDER, Trigger.LOCK_WAIT_TIMEOUT, STALE_LOCAL, BypassReason.CONCURRENT_RENDER_TIMEOUT);
        put(table, RENDER, Trigger.BUDGET_SPENT, STALE_LOCAL, BypassReason.REQUEST_TIMEOUT);
        put(table, RENDER, Trigger.NO_RENDERER, STALE_LOCAL, BypassReason.NO_SERVICES);
        put(table, RENDER, Trigger.OVERLOADED, STALE_LOCAL, BypassReason.OVERLOADED);
        put(table, RENDER, Trigger.RENDER_FAILED, STALE_LOCAL, BypassReason.SERVICE_FAILED);
        put(table, RENDER, Trigger.ORIGIN_5XX, STALE_LOCAL);
        put(table, STALE_LOCAL, Trigger.NO_ENTRY, STALE_REMOTE);
        put(table, STALE_LOCAL, Trigger.STORAGE_FAILED, STALE_REMOTE);
        put(table, STALE_REMOTE, Trigger.NO_ENTRY, BYPASS);
        put(table, STALE_REMOTE, Trigger.REPLICAS_DOWN, BYPASS, BypassReason.STALE_UNAVAILABLE);
        put(table, STALE_REMOTE, Trigger.ORIGIN_5XX, RENDERED_ERROR);
        return table;
    }

    private static void put(Map<Step, Map<Trigger, Row>> table, Step step, Trigger trigger, Step next) {
        put(table, step, trigger, new Row(next, Optional.empty()));
    }

    private static void put(
            Map<Step, Map<Trigger, Row>> table, Step step, Trigger trigger, Step next, BypassReason because) {
        put(table, step, trigger, new Row(next, Optional.of(because)));
    }

    private static void put(Map<Step, Map<Trigger, Row>> table, Step step, Trigger trigger, Row row) {
        table.computeIfAbsent(step, key -> new EnumMap<>(Trigger.class)).put(trigger, row);
    }
}
