package edgecomet.application.clean;

import edgecomet.application.port.CleanupTelemetry;
import edgecomet.application.port.LeastUsedPages;
import edgecomet.application.port.LeastUsedPages.Trimmed;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.PagesInMemory;
import edgecomet.application.port.StorageException;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.PagePath;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bodies on the disk below a number of bytes, at the cost of those that were not used for the longest time.
 *
 * <p>Whoever writes a body only adds up. What goes beyond the quota wakes a thread, which looks through the disk and
 * removes a tenth of the quota more than needed, so that this happens once for many bodies. Until it has, the quota is
 * exceeded by what is written meanwhile. The metadata of what is removed is left alone: whoever asks for the body finds
 * that it is missing, as with any other file that has gone (spec 03 §5).
 *
 * <p>Safe for concurrent use. Owns one thread, which {@link #close} ends.
 */
public final class StorageQuota implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StorageQuota.class);
    private static final int LEFT_PERCENT = 90;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Uses on event loops are written down so often. What is used more often between two times is not all noted. */
    private static final Duration NOTES_INTERVAL = Duration.ofMinutes(1);

    private static final int MOST_NOTES = 20_000;

    private final LeastUsedPages pages;
    private final PagesInMemory inMemory;
    private final long bytes;
    private final CleanupTelemetry telemetry;
    private final AtomicLong estimate = new AtomicLong();
    private final Semaphore exceeded = new Semaphore(1);
    private final Set<PagePath> usedAtHand = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("storage-quota").unstarted(this::run);

    private StorageQuota(LeastUsedPages pages, PagesInMemory inMemory, long bytes, CleanupTelemetry telemetry) {
        this.pages = pages;
        this.inMemory = inMemory;
        this.bytes = bytes;
        this.telemetry = telemetry;
    }

    /**
     * Starts a quota; its thread begins with what is on the disk already.
     *
     * @param bytes that may be on the disk, above 0
     */
    public static StorageQuota start(
            LeastUsedPages pages, PagesInMemory inMemory, long bytes, CleanupTelemetry telemetry) {
        StorageQuota quota = new StorageQuota(pages, inMemory, bytes, telemetry);
        quota.thread.start();
        return quota;
    }

    /** Returns the same store, whose bodies count. */
    public PageStore limit(PageStore store) {
        return new PageStore() {
            @Override
            public Stored write(CacheKey key, Instant expiry, byte[] body) {
                Stored stored = store.write(key, expiry, body);
                written(stored.diskSize());
                return stored;
            }

            @Override
            public Optional<byte[]> read(CacheEntry entry) {
                Optional<byte[]> body = store.read(entry);
                if (body.isPresent()) {
                    pages.used(entry.filePath());
                }
                return body;
            }

            // The use is noted later: an event loop may not wait for the disk.
            @Override
            public boolean readAtHand(CacheEntry entry, ByteBuffer body) {
                boolean read = store.readAtHand(entry, body);
                if (read && usedAtHand.size() < MOST_NOTES) {
                    usedAtHand.add(entry.filePath());
                }
                return read;
            }

            @Override
            public PagePath pathWithoutBody(CacheKey key, Instant expiry) {
                return store.pathWithoutBody(key, expiry);
            }
        };
    }

    private void written(long size) {
        if (estimate.addAndGet(size) > bytes && exceeded.availablePermits() == 0) {
            exceeded.release();
        }
    }

    private void run() {
        try {
            do {
                boolean isExceeded = exceeded.tryAcquire(NOTES_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                exceeded.drainPermits();
                noteUses();
                if (isExceeded) {
                    trim();
                }
            } while (!closed.await(SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void noteUses() {
        usedAtHand.removeIf(path -> {
            pages.used(path);
            return true;
        });
    }

    /** A body that is written during the walk may count twice until the next one. */
    private void trim() {
        long before = estimate.get();
        long startedAt = System.nanoTime();
        try {
            Trimmed trimmed = pages.trimTo(bytes / 100 * LEFT_PERCENT, inMemory.paths());
            estimate.addAndGet(trimmed.bytesLeft() - before);
            telemetry.evicted(trimmed);
            LOG.atInfo()
                    .addKeyValue("pages", trimmed.pages())
                    .addKeyValue("bytes", trimmed.bytes())
                    .addKeyValue("bytes_left", trimmed.bytesLeft())
                    .addKeyValue(
                            "duration_ms",
                            Duration.ofNanos(System.nanoTime() - startedAt).toMillis())
                    .log("Storage quota: looked through the cache");
        } catch (StorageException e) {
            LOG.atWarn().setCause(e).log("Storage quota: the cache cannot be looked through");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Storage quota broke");
        }
    }

    /** Ends a removal that is under way between two files, and waits for that for a few seconds. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.warn("Storage quota did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
