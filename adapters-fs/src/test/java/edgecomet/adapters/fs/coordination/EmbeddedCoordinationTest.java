package edgecomet.adapters.fs.coordination;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.SampleEntries;
import edgecomet.domain.cache.CacheEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddedCoordinationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration DURABLE_AFTER = Duration.ofSeconds(1);
    private static final Duration WRITING = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @Test
    void has_its_entries_again_after_it_was_closed() {
        try (EmbeddedCoordination first = open()) {
            first.cacheIndex().store(SampleEntries.full(), HOUR);
        }
        try (EmbeddedCoordination second = open()) {
            assertEquals(Optional.of(SampleEntries.full()), second.cacheIndex().find(KEY, LIMIT));
        }
    }

    @Test
    void has_every_entry_again_that_was_acknowledged_a_second_before_it_was_killed() throws Exception {
        List<Long> acknowledged = new ArrayList<>();
        Process writer = startWriter();
        long killedAt;
        try (BufferedReader numbers = writer.inputReader()) {
            assertEquals("0", numbers.readLine());
            long end = System.nanoTime() + WRITING.toNanos();
            acknowledged.add(System.nanoTime());
            while (System.nanoTime() < end) {
                assertEquals(Integer.toString(acknowledged.size()), numbers.readLine());
                acknowledged.add(System.nanoTime());
            }
            killedAt = System.nanoTime();
        } finally {
            writer.destroyForcibly().onExit().join();
        }
        int durable = (int) acknowledged.stream()
                .filter(at -> killedAt - at > DURABLE_AFTER.toNanos())
                .count();
        assertTrue(durable > 100, () -> "too few entries to say anything: " + durable);
        try (EmbeddedCoordination again = open()) {
            for (int number = 0; number < durable; number++) {
                CacheEntry entry = EntryWriter.entry(number);
                assertEquals(Optional.of(entry), again.cacheIndex().find(entry.key(), LIMIT));
            }
        }
    }

    /** Between the look at an ended entry and its removal, a new one may be stored. */
    @Test
    void an_entry_that_is_stored_while_an_ended_one_is_found_stays() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T10:00:00Z"));
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        InstantSource clock = () -> {
            meanwhile.getAndSet(() -> {}).run();
            return now.get();
        };
        try (EmbeddedCoordination store = EmbeddedCoordination.open(directory, clock)) {
            store.cacheIndex().store(SampleEntries.full(), HOUR);
            now.updateAndGet(time -> time.plus(HOUR).plusSeconds(1));
            Instant ended = now.get();
            meanwhile.set(() -> {
                now.set(ended.minus(HOUR)); // of its own time
                store.cacheIndex().store(SampleEntries.bare(), HOUR.multipliedBy(5));
                now.set(ended);
            });
            store.cacheIndex().find(KEY, LIMIT);
            assertEquals(
                    Optional.of(SampleEntries.bare().url()),
                    store.cacheIndex().find(KEY, LIMIT).map(CacheEntry::url));
        }
    }

    @Test
    void refuses_a_directory_that_another_one_has_open() {
        try (EmbeddedCoordination first = open()) {
            CoordinationException e = assertThrows(CoordinationException.class, this::open);
            assertTrue(e.getMessage().contains("is in use by another process"), e.getMessage());
            first.cacheIndex().store(SampleEntries.full(), HOUR);
        }
    }

    @Test
    void gives_a_sign_of_life_until_it_is_closed() {
        EmbeddedCoordination coordination = open();
        try (coordination) {
            coordination.ping(LIMIT);
        }
        assertThrows(CoordinationException.class, () -> coordination.ping(LIMIT));
    }

    @Test
    void says_which_directory_cannot_be_used() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        CoordinationException e = assertThrows(
                CoordinationException.class, () -> EmbeddedCoordination.open(file, InstantSource.system()));
        assertTrue(e.getMessage().startsWith(file + " cannot be used"), e.getMessage());
    }

    /** Ways for a file to be damaged. */
    enum Damage {
        NOISE {
            @Override
            void inflictOn(RandomAccessFile file) throws IOException {
                byte[] noise = new byte[Math.toIntExact(file.length())];
                new Random(1).nextBytes(noise);
                file.write(noise);
            }
        },
        HEADERS_GONE {
            @Override
            void inflictOn(RandomAccessFile file) throws IOException {
                file.write(new byte[8192]);
            }
        },
        CUT_IN_THE_FIRST_LINE {
            @Override
            void inflictOn(RandomAccessFile file) throws IOException {
                file.setLength(10);
            }
        };

        abstract void inflictOn(RandomAccessFile file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void sets_a_damaged_file_aside_and_starts_empty(Damage damage) throws IOException {
        try (EmbeddedCoordination first = open()) {
            first.cacheIndex().store(SampleEntries.full(), HOUR);
        }
        Path file = directory.resolve(CoordinationFile.NAME);
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            damage.inflictOn(opened);
        }
        byte[] damaged = Files.readAllBytes(file);
        try (EmbeddedCoordination second = open()) {
            assertEquals(Optional.empty(), second.cacheIndex().find(KEY, LIMIT));
            second.cacheIndex().store(SampleEntries.bare(), HOUR);
            assertEquals(Optional.of(SampleEntries.bare()), second.cacheIndex().find(KEY, LIMIT));
        }
        try (Stream<Path> files = Files.list(directory)) {
            Path aside = files.filter(f -> f.toString().contains(".damaged-"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(-1, java.util.Arrays.mismatch(damaged, Files.readAllBytes(aside)));
        }
    }

    private EmbeddedCoordination open() {
        return EmbeddedCoordination.open(directory, InstantSource.system());
    }

    private Process startWriter() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EntryWriter.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
