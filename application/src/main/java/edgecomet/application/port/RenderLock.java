package edgecomet.application.port;

import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.util.Optional;

/**
 * At most one render of a key at a time in the whole cluster (spec 03 §9).
 *
 * <p>Safe for concurrent use. Methods block for a bounded time and throw {@link CoordinationException} when the store
 * cannot be asked.
 */
public interface RenderLock {

    /**
     * Takes the lock if nobody has it.
     *
     * @param ttl after which the lock is free again even if its owner died
     */
    Optional<Held> tryAcquire(CacheKey key, Duration ttl);

    /**
     * Waits until the lock of a key is released, runs out, or the limit has passed; returns at once if nobody has it.
     * Where it can be known that the owner has died, the lock is taken from it and counts as released.
     *
     * @return whether the lock was seen free
     */
    boolean awaitRelease(CacheKey key, Duration limit);

    /** A lock that the caller holds. */
    interface Held {
        /**
         * Releases the lock if it is still the caller's, and wakes those who wait. Never throws: a lock that cannot be
         * released now is released later, or ends with its lifetime. A second call does nothing.
         */
        void release();
    }
}
