package edgecomet.adapters.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Warns of something in Redis that cannot be read once for each key, not on every request that meets it.
 *
 * <p>Remembers a bounded number of keys; beyond them it is silent. Safe for concurrent use.
 */
final class LogOnce {

    private static final int MAXIMUM_KEYS = 1000;

    private final Logger logger;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    LogOnce(Logger logger) {
        this.logger = logger;
    }

    void unreadable(String key, String reason) {
        if (seen.size() < MAXIMUM_KEYS && seen.add(key)) {
            logger.warn("Ignoring what Redis has under {}: {}", key, reason);
        }
    }
}
