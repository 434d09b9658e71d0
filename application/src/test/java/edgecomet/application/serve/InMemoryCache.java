package edgecomet.application.serve;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.StorageException;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Metadata, bodies and locks in memory, with switches that take each of them away. */
public class InMemoryCache implements CacheIndex, PageStore, RenderLock {

    private final Map<CacheKey, CacheEntry> entries = new ConcurrentHashMap<>();
    private final Map<PagePath, byte[]> bodies = new ConcurrentHashMap<>();
    private final Map<CacheKey, Held> locks = new ConcurrentHashMap<>();
    private final ReentrantLock monitor = new ReentrantLock();
    private final Condition released = monitor.newCondition();

    /** What bodies are said to be compressed with; they are kept as they are. */
    volatile Compression compression = Compression.NONE;

    /** How often somebody found a lock taken. */
    final AtomicInteger refusedLocks = new AtomicInteger();

    volatile boolean coordinationDown;
    volatile boolean findDown;
    volatile boolean storageDown;
    volatile boolean lockDown;

    @Override
    public Optional<CacheEntry> find(CacheKey key, Duration limit) {
        checkCoordination();
        if (findDown) {
            throw new CoordinationException("switched off", new IOException());
        }
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void store(CacheEntry entry, Duration lifetime) {
        checkCoordination();
        entries.put(entry.key(), entry);
    }

    @Override
    public boolean storeUnlessRendered(CacheEntry entry, Duration lifetime) {
        checkCoordination();
        return entry.equals(entries.compute(
                entry.key(), (key, there) -> there != null && there.source() == EntrySource.RENDER ? there : entry));
    }

    @Override
    public void delete(CacheKey key) {
        checkCoordination();
        entries.remove(key);
    }

    @Override
    public void recordBotHit(CacheKey key, Instant at) {
        checkCoordination();
        entries.computeIfPresent(key, (k, entry) -> entry.withLastBotHit(at));
    }

    @Override
    public void forgetBotHit(CacheKey key) {
        checkCoordination();
        entries.computeIfPresent(key, (k, entry) -> entry.withLastBotHit(null));
    }

    @Override
    public void removeHolder(CacheEntry seen, String gatewayId) {
        checkCoordination();
        entries.computeIfPresent(
                seen.key(),
                (k, entry) ->
                        entry.hasBodyOf(seen) ? entry.withGatewayIds(without(entry.gatewayIds(), gatewayId)) : entry);
    }

    @Override
    public Stored write(CacheKey key, Instant expiry, byte[] body) {
        checkStorage();
        PagePath path = PagePath.of(key, expiry, compression);
        for (int later = 1; bodies.putIfAbsent(path, body.clone()) != null; later++) {
            path = PagePath.of(key, expiry.plus(Duration.ofMinutes(later)), compression);
        }
        return new Stored(path, body.length);
    }

    @Override
    public Optional<byte[]> read(CacheEntry entry) {
        checkStorage();
        return Optional.ofNullable(bodies.get(entry.filePath()));
    }

    @Override
    public PagePath pathWithoutBody(CacheKey key, Instant expiry) {
        return PagePath.of(key, expiry, Compression.NONE);
    }

    @Override
    public Optional<Held> tryAcquire(CacheKey key, Duration ttl) {
        checkLock();
        Held mine = new InMemoryHeld(key);
        if (locks.putIfAbsent(key, mine) == null) {
            return Optional.of(mine);
        }
        refusedLocks.incrementAndGet();
        return Optional.empty();
    }

    @Override
    public boolean awaitRelease(CacheKey key, Duration limit) {
        checkLock();
        monitor.lock();
        try {
            long left = limit.toNanos();
            while (locks.containsKey(key) && left > 0) {
                left = released.awaitNanos(left);
            }
            return !locks.containsKey(key);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            monitor.unlock();
        }
    }

    /** Loses every file, but not what the metadata says of it. */
    void loseBodies() {
        bodies.clear();
    }

    Optional<CacheEntry> entry(CacheKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    List<CacheEntry> all() {
        return new ArrayList<>(entries.values());
    }

    /** Returns every body, as text. */
    List<String> texts() {
        return bodies.values().stream()
                .map(body -> new String(body, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> without(List<String> all, String one) {
        return all.stream().filter(id -> !id.equals(one)).toList();
    }

    private void checkCoordination() {
        if (coordinationDown) {
            throw new CoordinationException("switched off", new IOException());
        }
    }

    private void checkLock() {
        checkCoordination();
        if (lockDown) {
            throw new CoordinationException("switched off", new IOException());
        }
    }

    private void checkStorage() {
        if (storageDown) {
            throw new StorageException("switched off", new IOException());
        }
    }

    private final class InMemoryHeld implements Held {
        private final CacheKey key;

        InMemoryHeld(CacheKey key) {
            this.key = key;
        }

        @Override
        public void release() {
            monitor.lock();
            try {
                locks.remove(key, this);
                released.signalAll();
            } finally {
                monitor.unlock();
            }
        }
    }

    /** A bound for tests that wait. */
    static final Duration PATIENCE = Duration.ofNanos(TimeUnit.SECONDS.toNanos(20));
}
