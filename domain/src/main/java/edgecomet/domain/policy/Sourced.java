package edgecomet.domain.policy;

import java.util.List;

/**
 * A value and where it comes from.
 *
 * @param levels the one that set the value; of a list that grows from level to level all that gave something to it,
 *     outermost first
 */
public record Sourced<T>(T value, List<Level> levels) {
    public Sourced {
        levels = List.copyOf(levels);
    }

    /** Returns a value that one level set. */
    public static <T> Sourced<T> from(Level level, T value) {
        return new Sourced<>(value, List.of(level));
    }
}
