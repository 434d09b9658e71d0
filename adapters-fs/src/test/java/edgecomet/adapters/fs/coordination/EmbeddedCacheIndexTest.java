package edgecomet.adapters.fs.coordination;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CacheIndexContract;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.TurnableClock;
import edgecomet.domain.cache.CacheEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCacheIndexTest extends CacheIndexContract {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @RegisterExtension
    final EmbeddedFixture embedded = new EmbeddedFixture();

    @TempDir
    Path directory;

    @Override
    protected CacheIndex index() {
        return embedded.coordination().cacheIndex();
    }

    @Override
    protected void letPass(Duration duration) {
        embedded.letPass(duration);
    }

    @Test
    void forgets_an_entry_at_the_very_end_of_its_lifetime() {
        index().store(SampleEntries.full(), Duration.ofSeconds(10));
        letPass(Duration.ofMillis(9_999));
        assertEquals(Optional.of(SampleEntries.full()), index().find(KEY, LIMIT));
        letPass(Duration.ofMillis(1));
        assertEquals(Optional.empty(), index().find(KEY, LIMIT));
    }

    @Test
    void purges_what_has_ended_a_part_at_a_time() {
        TurnableClock clock = new TurnableClock(Instant.parse("2026-01-02T03:04:05Z"));
        try (MendedStore store = new MendedStore(new CoordinationFile(directory), new SteadyTime())) {
            EmbeddedCacheIndex index = new EmbeddedCacheIndex(store, clock);
            for (int i = 0; i < 100; i++) {
                index.store(entry(i), Duration.ofSeconds(i < 90 ? 10 : 1000));
            }
            clock.turn(Duration.ofSeconds(10));
            index.purge(60);
            assertEquals(40, index.size());
            index.purge(60);
            assertEquals(10, index.size());
            index.purge(60);
            assertEquals(10, index.size());
            assertEquals(Optional.of(entry(95)), index.find(entry(95).key(), LIMIT));
        }
    }

    @Test
    void drops_an_ended_entry_when_it_is_asked_for() {
        TurnableClock clock = new TurnableClock(Instant.parse("2026-01-02T03:04:05Z"));
        try (MendedStore store = new MendedStore(new CoordinationFile(directory), new SteadyTime())) {
            EmbeddedCacheIndex index = new EmbeddedCacheIndex(store, clock);
            index.store(SampleEntries.full(), Duration.ofSeconds(10));
            clock.turn(Duration.ofSeconds(10));
            assertEquals(Optional.empty(), index.find(KEY, LIMIT));
            assertEquals(0, index.size());
        }
    }

    @Test
    void takes_an_entry_with_any_one_byte_changed_for_none() {
        byte[] bytes = new StoredEntry(SampleEntries.full(), Instant.EPOCH).toBytes();
        assertEquals(
                Optional.of(SampleEntries.full()), StoredEntry.read(KEY, bytes).map(StoredEntry::entry));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x20;
            assertEquals(Optional.empty(), StoredEntry.read(KEY, damaged));
        }
    }

    private static CacheEntry entry(int number) {
        return SampleEntries.withKey(SampleEntries.full(), SampleEntries.key("%016x".formatted(number)));
    }
}
