package edgecomet.application.explain;

import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.PagePath;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import java.time.Duration;

/**
 * What a request gets that selects a dimension.
 *
 * @param selected by the user agent
 */
public record DimensionExplanation(Dimension selected, Outcome outcome) {

    /** What it gets. */
    public sealed interface Outcome {}

    /** A 403: the dimension blocks. */
    public record Blocked() implements Outcome {}

    /** A 500: the rule names a dimension that the host lacks. */
    public record NoSuchDimension(String name) implements Outcome {}

    /** The fixed answer of the rule. */
    public record FixedAnswer(StatusAction answer) implements Outcome {}

    /**
     * A page that is not kept.
     *
     * @param in the dimension whose page it is
     * @param why the setting that keeps it from being stored
     */
    public record NotStored(Dimension in, Action action, CacheKey key, String why) implements Outcome {}

    /**
     * A page that is kept.
     *
     * @param in the dimension whose page it is
     * @param ttl lifetime of the entry
     * @param path where the body would lie if it were stored now, compressed
     */
    public record Stored(Dimension in, Action action, CacheKey key, Duration ttl, PagePath path) implements Outcome {}
}
