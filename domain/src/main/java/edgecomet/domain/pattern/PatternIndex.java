package edgecomet.domain.pattern;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the first pattern of an ordered list that accepts a candidate.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class PatternIndex {
    private final List<Pattern> patterns;

    private PatternIndex(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** Creates the index of patterns whose order decides which match comes first. */
    public static PatternIndex of(List<Pattern> patterns) {
        return new PatternIndex(patterns);
    }

    /** Returns the position of the first pattern that matches, or -1. */
    public int first(String candidate) {
        return first(candidate, position -> true);
    }

    /** Returns the position of the first pattern that matches and whose position is also accepted, or -1. */
    public int first(String candidate, IntPredicate accepted) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(candidate) && accepted.test(i)) {
                return i;
            }
        }
        return -1;
    }
}
