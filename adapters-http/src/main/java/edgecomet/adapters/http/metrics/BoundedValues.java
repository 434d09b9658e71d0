package edgecomet.adapters.http.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values of a label that come from outside of the configuration: the first so many are shown, and what comes after
 * them together as {@code other}, so that nobody can make a process remember ever more.
 */
final class BoundedValues {

    private static final String OTHER = "other";

    private final int limit;
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    BoundedValues(int limit) {
        this.limit = limit;
    }

    /** Returns the value to show; threads that come at the same time may overshoot the limit by their number. */
    String shown(String value) {
        if (shown.contains(value)) {
            return value;
        }
        if (shown.size() >= limit) {
            return OTHER;
        }
        shown.add(value);
        return value;
    }
}
