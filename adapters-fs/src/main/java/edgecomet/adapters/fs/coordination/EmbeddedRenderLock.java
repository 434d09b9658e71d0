package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderLock;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Locks in memory. Those who wait are woken by the release, and look at the time every 200 ms. That time is steady: a
 * clock that is set neither frees a lock nor keeps it.
 */
final class EmbeddedRenderLock implements RenderLock {

    private static final Duration LOOK = Duration.ofMillis(200);

    private final ConcurrentMap<CacheKey, Owner> owners = new ConcurrentHashMap<>();
    private final InstantSource steady;

    EmbeddedRenderLock(InstantSource steady) {
        this.steady = steady;
    }

    @Override
    public Optional<Held> tryAcquire(CacheKey key, Duration ttl) {
        Instant now = steady.instant();
        Owner candidate = new Owner(key, now.plus(ttl));
        Owner owner = owners.compute(key, (k, current) -> current == null || current.isOver(now) ? candidate : current);
        return owner.equals(candidate) ? Optional.of(candidate) : Optional.empty();
    }

    @Override
    public boolean awaitRelease(CacheKey key, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (true) {
            Owner owner = owners.get(key);
            if (owner == null || owner.isOver(steady.instant())) {
                return true;
            }
            if (deadline.isSpent()) {
                return false;
            }
            if (owner.isReleasedWithin(deadline.remaining(LOOK))) {
                return true;
            }
        }
    }

    private final class Owner implements Held {
        private final CacheKey key;
        private final Instant end;
        private final CountDownLatch released = new CountDownLatch(1);

        Owner(CacheKey key, Instant end) {
            this.key = key;
            this.end = end;
        }

        boolean isOver(Instant now) {
            return !now.isBefore(end);
        }

        boolean isReleasedWithin(Duration wait) {
            try {
                return released.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CoordinationException("interrupted while waiting for a render lock", e);
            }
        }

        @Override
        public void release() {
            owners.remove(key, this);
            released.countDown();
        }
    }
}
