package edgecomet.domain.url;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.pattern.PatternIndex;
import java.util.List;
import java.util.stream.Stream;

/**
 * The query parameters that only track visitors and do not belong to a page's identity (spec 03 §2.5).
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class TrackingParams {
    /** Strips nothing. */
    public static final TrackingParams NONE = new TrackingParams(List.of());

    /** Strips the names that every host strips unless configured otherwise. */
    public static final TrackingParams DEFAULT = of(Stream.of(
                    "utm_source",
                    "utm_content",
                    "utm_medium",
                    "utm_campaign",
                    "utm_term",
                    "gclid",
                    "fbclid",
                    "msclkid",
                    "_ga",
                    "_gl",
                    "mc_cid",
                    "mc_eid",
                    "_ke",
                    "ref",
                    "referrer")
            .map(Pattern::parse)
            .toList());

    private final List<Pattern> patterns;
    private final PatternIndex index;

    private TrackingParams(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
        this.index = PatternIndex.of(this.patterns);
    }

    /** Strips the parameters whose name matches a pattern; without patterns this is {@link #NONE}. */
    public static TrackingParams of(List<Pattern> patterns) {
        return patterns.isEmpty() ? NONE : new TrackingParams(patterns);
    }

    /** Returns the patterns in the order given. */
    public List<Pattern> patterns() {
        return patterns;
    }

    /** Returns whether a parameter of this decoded name is to be removed. */
    public boolean strips(String name) {
        return index.first(name) >= 0;
    }

    /** Returns whether nothing is ever stripped. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrackingParams that && patterns.equals(that.patterns);
    }

    @Override
    public int hashCode() {
        return patterns.hashCode();
    }

    @Override
    public String toString() {
        return "TrackingParams" + patterns;
    }
}
