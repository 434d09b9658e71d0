package edgecomet.adapters.redis;

import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Hands the messages of one channel, each the key of a lock that was released, to those who wait for that lock.
 *
 * <p>One channel serves all locks: there are as many messages as renders, which is few, and no subscription of its own
 * has to be in force before a waiter may look at its lock. Safe for concurrent use.
 */
final class ReleaseMessages extends RedisPubSubAdapter<String, String> {

    static final String CHANNEL = "edgecomet:lock:released";

    private final Map<String, Set<Waiter>> waiters = new ConcurrentHashMap<>();

    /** Someone who waits for a lock, until closed. */
    final class Waiter implements AutoCloseable {
        private final String lock;
        private final Semaphore released = new Semaphore(0);

        private Waiter(String lock) {
            this.lock = lock;
        }

        /** Returns what has a permit for each release since this waiter came. */
        Semaphore released() {
            return released;
        }

        @Override
        public void close() {
            waiters.computeIfPresent(lock, (key, set) -> {
                set.remove(this);
                return set.isEmpty() ? null : set;
            });
        }
    }

    Waiter waiter(String lock) {
        Waiter waiter = new Waiter(lock);
        waiters.compute(lock, (key, set) -> {
            Set<Waiter> all = set == null ? ConcurrentHashMap.newKeySet() : set;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    @Override
    public void message(String channel, String lock) {
        waiters.getOrDefault(lock, Set.of()).forEach(waiter -> waiter.released.release());
    }
}
