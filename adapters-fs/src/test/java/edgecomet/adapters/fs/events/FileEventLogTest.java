package edgecomet.adapters.fs.events;

import static edgecomet.application.port.SampleEvents.event;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.events.FileEventLog.Limits;
import edgecomet.application.configuration.EventLogConfiguration;
import edgecomet.application.configuration.LogConfiguration.Rotation;
import edgecomet.application.port.EventLog;
import edgecomet.application.port.EventLogContract;
import edgecomet.application.port.StorageException;
import edgecomet.application.testing.CapturedLog;
import edgecomet.application.testing.CapturedLog.Line;
import edgecomet.domain.event.EventTemplate;
import edgecomet.domain.event.EventTemplate.Parsing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEventLogTest {

    private static final Rotation ROTATION = new Rotation(1, 0, 0, false);
    private static final Path FULL_DISK = Path.of("/dev/full");
    private static final String WARNING = "failed to write event to log file";

    @TempDir
    private Path directory;

    private final CapturedLog log = CapturedLog.of(FileEventLog.class);
    private final List<EventLog> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(EventLog::close);
        log.close();
    }

    @Nested
    class Contract extends EventLogContract {

        private Path file;
        private EventLog events;

        @BeforeEach
        void open() {
            file = directory.resolve("access.log");
            events = FileEventLogTest.this.open(file, "{request_id}", Limits.DEFAULT);
        }

        @Override
        protected EventLog log() {
            return events;
        }

        @Override
        protected List<String> kept() {
            return idsIn(file);
        }
    }

    @Test
    void the_folder_is_made_at_the_start_and_the_file_at_the_first_event() throws IOException {
        Path file = directory.resolve("var/log/access.log");
        EventLog events = open(file, "{request_id}", Limits.DEFAULT);
        assertEquals("rwxr-xr-x", mode(file.getParent()));
        assertFalse(Files.exists(file));
        assertEquals(1, log.lines("Event logging initialized").size());

        events.append(event("one"));
        events.close();
        assertEquals("\"one\"\n", Files.readString(file));
        assertEquals("rw-------", mode(file));
    }

    @Test
    void a_folder_that_cannot_be_made_is_fatal() throws IOException {
        Path occupied = Files.createFile(directory.resolve("occupied"));
        StorageException refusal = assertThrows(
                StorageException.class, () -> open(occupied.resolve("access.log"), "{url}", Limits.DEFAULT));
        assertEquals(
                "failed to create file emitter: failed to create log directory " + occupied + ": mkdir " + occupied
                        + ": file exists",
                refusal.getMessage());
    }

    @Test
    void a_full_file_is_set_aside_between_two_lines() throws IOException {
        Path file = directory.resolve("access.log");
        String padding = "x".repeat(100_000);
        EventLog events = open(file, padding + "{request_id}", Limits.DEFAULT);
        for (int i = 0; i < 25; i++) {
            events.append(event("r" + i));
        }
        events.close();

        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.sorted().toList();
            assertEquals(3, all.size(), all::toString);
            List<String> lines = new ArrayList<>();
            for (Path each : all) {
                assertTrue(Files.size(each) <= 1024 * 1024, each::toString);
                lines.addAll(Files.readAllLines(each));
            }
            assertEquals(25, lines.size());
            assertTrue(lines.stream().allMatch(line -> line.startsWith(padding + "\"r") && line.endsWith("\"")));
        }
    }

    @Test
    void a_disk_that_is_full_for_a_while_costs_no_event_and_one_warning() throws IOException {
        Path file = Files.createSymbolicLink(directory.resolve("access.log"), FULL_DISK);
        EventLog events = open(file, "{request_id}", impatient(1_000_000));
        events.append(event("first"));
        eventually("the write has failed", () -> !log.lines(WARNING).isEmpty());
        for (int i = 0; i < 50; i++) {
            events.append(event("r" + i));
        }
        replace(file, directory.resolve("real.log"));
        eventually("all is written", () -> idsIn(file).size() == 51);

        assertEquals("first", idsIn(file).getFirst());
        assertEquals("r49", idsIn(file).getLast());
        assertEquals(1, log.lines(WARNING).size());
        assertEquals("first", log.lines(WARNING).getFirst().fields().get("request_id"));
        eventually(
                "the end is logged",
                () -> log.lines("Event log is written again").size() == 1);
        Line end = log.lines("Event log is written again").getFirst();
        assertEquals("info", end.level());
        assertEquals(0L, end.fields().get("lost"));
    }

    @Test
    void what_does_not_fit_into_memory_meanwhile_is_dropped_and_counted() throws IOException {
        Path file = Files.createSymbolicLink(directory.resolve("access.log"), FULL_DISK);
        EventLog events = open(file, "{request_id}", impatient(5L * "\"r0\"\n".length()));
        for (int i = 0; i < 9; i++) {
            events.append(event("r" + i));
        }
        replace(file, directory.resolve("real.log"));
        eventually(
                "the end is logged",
                () -> log.lines("Event log is written again").size() == 1);

        assertEquals(List.of("r0", "r1", "r2", "r3", "r4"), idsIn(file));
        Line end = log.lines("Event log is written again").getFirst();
        assertEquals("warn", end.level());
        assertEquals(4L, end.fields().get("lost"));
        assertEquals(
                2,
                log.lines().stream().filter(line -> line.level().equals("warn")).count());

        events.append(event("later"));
        eventually("new events are written", () -> idsIn(file).contains("later"));
    }

    @Test
    void the_end_does_not_wait_for_a_disk_that_stays_full() throws IOException {
        Path file = Files.createSymbolicLink(directory.resolve("access.log"), FULL_DISK);
        EventLog events = open(file, "{request_id}", new Limits(1_000_000, Duration.ofHours(1), Duration.ofHours(1)));
        events.append(event("r0"));
        events.append(event("r1"));
        eventually("the write has failed", () -> !log.lines(WARNING).isEmpty());
        events.close();

        assertEquals(
                2L,
                log.lines("Event log ends with events that were not written")
                        .getFirst()
                        .fields()
                        .get("lost"));
    }

    @Test
    void a_line_that_no_file_can_hold_is_dropped_and_does_not_keep_others_from_being_written() {
        Path file = directory.resolve("access.log");
        EventLog events = open(file, "{request_id}", Limits.DEFAULT);
        events.append(event("x".repeat(1024 * 1024)));
        events.append(event("short"));
        events.close();

        assertEquals(List.of("short"), idsIn(file));
        assertEquals(1, log.lines("Events are dropped").size());
    }

    @Test
    void a_folder_that_was_removed_is_made_again() throws IOException {
        Path file = directory.resolve("logs/access.log");
        EventLog events = open(file, "{request_id}", impatient(1_000_000));
        Files.delete(file.getParent());
        events.append(event("r0"));
        events.close();

        assertEquals(List.of("r0"), idsIn(file));
    }

    private EventLog open(Path file, String template, Limits limits) {
        EventTemplate parsed = assertInstanceOf(Parsing.Parsed.class, EventTemplate.parse(template))
                .template();
        EventLog events = FileEventLog.open(new EventLogConfiguration(file.toString(), parsed, ROTATION), limits);
        opened.add(events);
        return events;
    }

    private static Limits impatient(long waitingBytes) {
        return new Limits(waitingBytes, Duration.ofMillis(10), Duration.ofSeconds(20));
    }

    /** The link leads from one moment to the next to another file, as if the disk had been emptied. */
    private static void replace(Path link, Path target) throws IOException {
        Path another = Files.createSymbolicLink(link.resolveSibling("another"), target);
        Files.move(another, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> idsIn(Path file) {
        try {
            return Files.exists(file)
                    ? Files.readAllLines(file).stream()
                            .map(line -> line.substring(1, line.length() - 1))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
