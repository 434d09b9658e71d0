package edgecomet.adapters.http.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The meters of one metric by their label values: made at the first event, so that no series is shown before it, and
 * found without a lock afterwards. As many as there are combinations of values, each of which its {@link Label} bounds.
 *
 * @param <K> the label values
 * @param <M> the meters
 */
final class Series<K, M> {

    private final ConcurrentMap<K, M> known = new ConcurrentHashMap<>();
    private final Function<K, M> make;

    Series(Function<K, M> make) {
        this.make = make;
    }

    M of(K values) {
        M meters = known.get(values);
        return meters == null ? known.computeIfAbsent(values, make) : meters;
    }

    /** Forgets those that have been removed from the registry; the next event makes them anew. */
    void forget(Predicate<K> gone) {
        known.keySet().removeIf(gone);
    }
}
