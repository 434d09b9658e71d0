package edgecomet.adapters.fs.coordination;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.CapturedLog;
import edgecomet.application.testing.TurnableClock;
import edgecomet.domain.cache.CacheEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store after its file failed, on a clock that is turned. */
class MendedStoreTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MANY = 20_000;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    Path directory;

    private final TurnableClock steady = new TurnableClock(Instant.EPOCH);
    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final CapturedLog log = CapturedLog.of(MendedStore.class);
    private MendedStore store;
    private EmbeddedCacheIndex index;

    @BeforeEach
    void mount() {
        FullDisk.mount();
        open();
    }

    @AfterEach
    void unmount() {
        FullDisk.free();
        store.close();
        FullDisk.unmount();
        log.close();
    }

    private void open() {
        store = new MendedStore(new CoordinationFile(directory, FullDisk.SCHEME), steady);
        index = new EmbeddedCacheIndex(store, clock);
    }

    private static CacheEntry entry(int number) {
        return SampleEntries.withKey(SampleEntries.full(), SampleEntries.key("%016x".formatted(number)));
    }

    private void untilItFails() {
        eventually("the file fails", () -> {
            try {
                index.store(entry(1), HOUR);
                return false;
            } catch (CoordinationException e) {
                return true;
            }
        });
    }

    @Test
    void works_again_by_itself_once_a_full_disk_has_room() {
        index.store(SampleEntries.full(), HOUR);
        store.close();
        open();

        FullDisk.fill();
        untilItFails();
        assertThrows(CoordinationException.class, () -> index.find(KEY, LIMIT));
        assertThrows(CoordinationException.class, store::check);
        FullDisk.free();
        store.mend(); // not before its time
        assertThrows(CoordinationException.class, store::check);
        steady.turn(SECOND);
        store.mend();

        store.check();
        assertEquals(Optional.of(SampleEntries.full()), index.find(KEY, LIMIT));
        index.store(entry(2), HOUR);
        store.close();
        open();
        assertEquals(Optional.of(entry(2)), index.find(entry(2).key(), LIMIT));
    }

    @Test
    void says_once_that_the_file_failed_and_once_that_it_works_however_many_calls_and_attempts_there_are() {
        FullDisk.fill();
        untilItFails();
        for (int i = 0; i < 100; i++) {
            assertThrows(CoordinationException.class, () -> index.find(KEY, LIMIT));
            assertThrows(CoordinationException.class, () -> index.purge(10));
            steady.turn(SECOND);
            store.mend();
        }
        assertEquals(List.of("error"), levels());
        FullDisk.free();
        steady.turn(Duration.ofSeconds(8));
        store.mend();
        store.check();
        assertEquals(List.of("error", "info"), levels());
    }

    private List<String> levels() {
        return log.lines().stream()
                .map(CapturedLog.Line::level)
                .filter(level -> !level.equals("debug"))
                .toList();
    }

    @Test
    void waits_longer_for_a_file_that_fails_again_and_again_but_no_longer_than_eight_seconds() {
        FullDisk.fill();
        untilItFails();
        for (int seconds : new int[] {1, 2, 4, 8, 8}) {
            steady.turn(Duration.ofSeconds(seconds));
            store.mend();
        }
        FullDisk.free();
        steady.turn(Duration.ofMillis(7_999));
        store.mend();
        assertThrows(CoordinationException.class, store::check);
        steady.turn(Duration.ofMillis(1));
        store.mend();
        store.check();
    }

    @Test
    void a_part_that_is_damaged_costs_the_file_and_not_every_purge_and_store_from_then_on() throws IOException {
        for (int i = 0; i < MANY; i++) {
            index.store(entry(i), HOUR);
        }
        store.close();
        damageTheMiddle();
        open();
        assertEquals(List.of(), setAside(), "the damage shows only when it is read");

        CoordinationException e = assertThrows(CoordinationException.class, () -> index.purge(MANY));
        assertThrows(CoordinationException.class, () -> index.purge(MANY), e::toString);
        steady.turn(SECOND);
        store.mend();

        index.purge(MANY);
        for (int i = 0; i < MANY; i++) {
            index.store(entry(i), HOUR);
        }
        index.purge(MANY);
        assertEquals(MANY, index.size());
        assertEquals(1, setAside().size());
    }

    /** As a disk may do it: pages of the file are something else, while its beginning and end are whole. */
    private void damageTheMiddle() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(CoordinationFile.NAME).toFile(), "rw")) {
            byte[] noise = new byte[16 * PAGE_BYTES];
            new Random(1).nextBytes(noise);
            file.seek(file.length() / 2 / PAGE_BYTES * PAGE_BYTES);
            file.write(noise);
        }
    }

    private List<Path> setAside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().contains(".damaged-")).toList();
        }
    }

    @Test
    void one_thread_that_is_interrupted_does_not_cost_the_others_their_file() {
        for (int i = 0; i < 1000; i++) {
            index.store(entry(i), HOUR);
        }
        store.close();
        open(); // nothing is in memory
        Thread.currentThread().interrupt();
        assertEquals(Optional.of(entry(7)), index.find(entry(7).key(), LIMIT));
        assertTrue(Thread.interrupted(), "it is interrupted still");
        assertEquals(Optional.of(entry(700)), index.find(entry(700).key(), LIMIT));
    }

    @Test
    void stays_closed_once_it_is_closed() {
        FullDisk.fill();
        untilItFails();
        store.close();
        FullDisk.free();
        steady.turn(HOUR);
        store.mend();
        assertThrows(CoordinationException.class, store::check);
    }
}
