package edgecomet.application.clean;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CleanupTelemetry;
import edgecomet.application.port.ExpiredPages;
import edgecomet.application.port.LeastUsedPages;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.port.StorageException;
import edgecomet.application.serve.InMemoryCache;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StorageQuotaTest {

    private static final int QUOTA = 1_000;
    private static final PagePath HOT = new PagePath("1/hot.html");

    private final Disk disk = new Disk();
    private final Watch watch = new Watch();

    @Test
    void what_is_there_at_the_start_is_looked_at_first() {
        disk.bytes.set(5_000);
        try (StorageQuota _ = start()) {
            eventually("the disk is trimmed", () -> watch.seen.size() == 1);
        }
        assertEquals(List.of(new LeastUsedPages.Trimmed(1, 4_100, 900)), watch.seen);
        assertEquals(Set.of(HOT), Set.copyOf(disk.inUse));
    }

    @Test
    void only_what_goes_beyond_the_quota_has_the_disk_looked_through_again() {
        disk.bytes.set(900);
        try (StorageQuota quota = start()) {
            eventually("the disk is known", () -> watch.seen.size() == 1);
            PageStore store = quota.limit(new InMemoryCache());
            disk.bytes.addAndGet(write(store, 60));
            disk.bytes.addAndGet(write(store, 40));
            assertEquals(1, watch.seen.size());
            disk.bytes.addAndGet(1);
            write(store, 1);
            eventually("the disk is trimmed", () -> watch.seen.size() == 2);
        }
        assertEquals(new LeastUsedPages.Trimmed(1, 101, 900), watch.seen.getLast());
    }

    @Test
    void a_body_that_is_read_is_in_use() {
        try (StorageQuota quota = start()) {
            PageStore store = quota.limit(new InMemoryCache());
            CacheEntry entry = SampleEntries.full();
            assertTrue(store.read(entry).isEmpty());
            assertEquals(List.of(), disk.used);
            PageStore.Stored stored = store.write(entry.key(), Instant.EPOCH, new byte[(int) entry.size()]);
            CacheEntry kept = SampleEntries.withBody(entry, stored.path(), entry.size(), stored.diskSize());
            assertTrue(store.read(kept).isPresent());
            assertEquals(List.of(stored.path()), disk.used);
        }
    }

    @Test
    void a_body_that_is_read_at_hand_is_in_use_and_the_disk_is_told_later() {
        CacheEntry entry = SampleEntries.full();
        try (StorageQuota quota = start()) {
            eventually("the disk is known", () -> watch.seen.size() == 1);
            PageStore store = quota.limit(new InMemoryCache() {
                @Override
                public boolean readAtHand(CacheEntry asked, ByteBuffer body) {
                    return asked.equals(entry);
                }
            });
            assertTrue(store.readAtHand(entry, ByteBuffer.allocate(0)));
            assertEquals(List.of(), disk.used);
            disk.bytes.set(write(store, QUOTA + 1));
            eventually("the disk is trimmed", () -> watch.seen.size() == 2);
        }
        assertEquals(List.of(entry.filePath()), disk.used);
    }

    @Test
    void a_disk_that_cannot_be_looked_through_is_tried_again() {
        disk.failures.set(1);
        try (StorageQuota quota = start()) {
            eventually("it was tried", () -> disk.failures.get() == 0);
            PageStore store = quota.limit(new InMemoryCache());
            disk.bytes.set(write(store, QUOTA + 1));
            eventually("it is tried again", () -> watch.seen.size() == 1);
        }
    }

    private StorageQuota start() {
        return StorageQuota.start(disk, () -> Set.of(HOT), QUOTA, watch);
    }

    private static long write(PageStore store, int bytes) {
        return store.write(SampleEntries.KEY, Instant.EPOCH, new byte[bytes]).diskSize();
    }

    private static final class Disk implements LeastUsedPages {
        private final AtomicInteger failures = new AtomicInteger();
        private final List<PagePath> used = new CopyOnWriteArrayList<>();
        private volatile Collection<PagePath> inUse = List.of();
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void used(PagePath path) {
            used.add(path);
        }

        @Override
        public Trimmed trimTo(long most, Collection<PagePath> pagesInUse) {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StorageException("gone", new IOException("gone"));
            }
            inUse = pagesInUse;
            long removed = Math.max(0, bytes.get() - most);
            return new Trimmed(removed > 0 ? 1 : 0, removed, bytes.addAndGet(-removed));
        }
    }

    private static final class Watch implements CleanupTelemetry {
        private final List<LeastUsedPages.Trimmed> seen = new CopyOnWriteArrayList<>();

        @Override
        public void cleaned(int hostId, ExpiredPages.Removed removed, Duration duration) {}

        @Override
        public void cleanupFailed(int hostId) {}

        @Override
        public void evicted(LeastUsedPages.Trimmed trimmed) {
            seen.add(trimmed);
        }
    }
}
