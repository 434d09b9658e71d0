package edgecomet.domain.policy;

import java.time.Duration;
import java.util.Set;

/**
 * For how long which answers are kept (spec 02 §12).
 *
 * @param ttl lifetime of an entry; zero stores nothing
 * @param statusCodes statuses that may be stored and served stale
 */
public record CachePolicy(Duration ttl, Set<Integer> statusCodes, ExpiredPolicy expired) {
    public CachePolicy {
        statusCodes = Set.copyOf(statusCodes);
    }

    /** Returns whether an answer with this status may be stored. */
    public boolean stores(int status) {
        return !ttl.isZero() && statusCodes.contains(status);
    }
}
