package edgecomet.domain.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the levels above a page say, and the two ways in which they come together (spec 01 §7). */
final class Levels {
    private final List<Source> innermostFirst;

    private Levels(List<Source> innermostFirst) {
        this.innermostFirst = innermostFirst;
    }

    private record Source(Level level, Settings settings) {}

    /** Reads one key of a level; null where the level does not set it. */
    @FunctionalInterface
    interface Key<T> {
        @Nullable
        T of(Settings level);
    }

    static Levels of(Settings global, Settings host, Settings rule) {
        return new Levels(
                List.of(new Source(Level.RULE, rule), new Source(Level.HOST, host), new Source(Level.GLOBAL, global)));
    }

    /** Returns the value of the nearest level that sets the key; empty if none does. */
    <T> Optional<Sourced<T>> nearest(Key<T> key) {
        for (Source source : innermostFirst) {
            T value = key.of(source.settings());
            if (value != null) {
                return Optional.of(Sourced.from(source.level(), value));
            }
        }
        return Optional.empty();
    }

    /** Returns the value of the nearest level that sets the key. */
    <T> Sourced<T> nearest(Key<T> key, T builtIn) {
        return nearest(key).orElseGet(() -> Sourced.from(Level.BUILT_IN, builtIn));
    }

    /** Returns the elements of the nearest level that names any. */
    <C extends Collection<?>> Sourced<C> nearestFilled(Function<Settings, C> key, C builtIn) {
        return nearest(
                level -> {
                    C elements = key.apply(level);
                    return elements.isEmpty() ? null : elements;
                },
                builtIn);
    }

    /**
     * Returns a list that grows from the outermost level inwards.
     *
     * @param replacing the list of a level that begins anew
     * @param added what a level that does not begin anew gives to the list
     * @param append puts what is added to the list so far
     */
    <T> Sourced<List<T>> accumulated(
            List<T> builtIn,
            Key<List<T>> replacing,
            Function<Settings, List<T>> added,
            BinaryOperator<List<T>> append) {
        Sourced<List<T>> sofar = Sourced.from(Level.BUILT_IN, builtIn);
        for (Source source : innermostFirst.reversed()) {
            List<T> own = replacing.of(source.settings());
            List<T> more = added.apply(source.settings());
            if (own != null) {
                sofar = Sourced.from(source.level(), own);
            } else if (!more.isEmpty()) {
                List<Level> levels = new ArrayList<>(sofar.levels());
                levels.add(source.level());
                sofar = new Sourced<>(append.apply(sofar.value(), more), levels);
            }
        }
        return sofar;
    }
}
