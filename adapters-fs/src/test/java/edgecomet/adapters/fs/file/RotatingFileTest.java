package edgecomet.adapters.fs.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import edgecomet.application.configuration.LogConfiguration.Rotation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RotatingFileTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC);
    private static final Rotation KEEP_ALL = new Rotation(0, 0, 0, false);

    @TempDir
    private Path folder;

    @Test
    void nothingIsCreatedBeforeTheFirstWrite() throws IOException {
        Path file = folder.resolve("a/b/app.log");
        try (RotatingFile rotating = new RotatingFile(file, 10, KEEP_ALL, NOON)) {
            assertFalse(Files.exists(folder.resolve("a")));

            write(rotating, "one");
        }
        assertEquals("one", Files.readString(file));
        assertEquals("rw-------", mode(file));
    }

    @Test
    void anExistingFileIsAppendedToAndCounted() throws IOException {
        Path file = folder.resolve("app.log");
        Files.writeString(file, "12345");
        try (RotatingFile rotating = new RotatingFile(file, 10, KEEP_ALL, NOON)) {
            write(rotating, "67890");
            assertEquals("1234567890", Files.readString(file));

            write(rotating, "x");
        }
        assertEquals("x", Files.readString(file));
        assertEquals("1234567890", Files.readString(folder.resolve("app-2026-03-04T12-00-00.000.log")));
    }

    @Test
    void theSuccessorKeepsTheMode() throws IOException {
        Path file = folder.resolve("app.log");
        Files.writeString(file, "12345");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        try (RotatingFile rotating = new RotatingFile(file, 5, KEEP_ALL, NOON)) {
            write(rotating, "6");
        }
        assertEquals("rw-r-----", mode(file));
    }

    @Test
    void aWriteThatFillsTheFileExactlyIsTakenAndALargerOneIsRefused() throws IOException {
        Path file = folder.resolve("app.log");
        try (RotatingFile rotating = new RotatingFile(file, 5, KEEP_ALL, NOON)) {
            write(rotating, "12345");

            assertThrows(IOException.class, () -> write(rotating, "123456"));
        }
        assertEquals("12345", Files.readString(file));
    }

    @Test
    void twoRotationsInOneMillisecondLoseNothing() throws IOException {
        try (RotatingFile rotating = new RotatingFile(folder.resolve("app.log"), 1, KEEP_ALL, NOON)) {
            write(rotating, "1");
            write(rotating, "2");
            write(rotating, "3");
        }
        assertEquals(List.of("app-2026-03-04T12-00-00.000.log", "app-2026-03-04T12-00-00.001.log", "app.log"), files());
    }

    @Test
    void onlyTheNewestBackupsStay() throws IOException {
        Files.createFile(folder.resolve("app-2026-03-01T00-00-00.000.log"));
        Files.createFile(folder.resolve("app-2026-03-02T00-00-00.000.log.gz"));
        Files.createFile(folder.resolve("app-unrelated.log"));
        Files.createFile(folder.resolve("other-2026-03-01T00-00-00.000.log"));
        rotateOnce(new Rotation(0, 0, 2, false));

        assertEquals(
                List.of(
                        "app-2026-03-02T00-00-00.000.log.gz",
                        "app-2026-03-04T12-00-00.000.log",
                        "app-unrelated.log",
                        "app.log",
                        "other-2026-03-01T00-00-00.000.log"),
                files());
    }

    @Test
    void backupsGoWhenTheyAreTooOld() throws IOException {
        Files.createFile(folder.resolve("app-2026-03-01T11-59-59.999.log"));
        Files.createFile(folder.resolve("app-2026-03-01T12-00-00.000.log"));
        rotateOnce(new Rotation(0, 3, 0, false));

        assertEquals(List.of("app-2026-03-01T12-00-00.000.log", "app-2026-03-04T12-00-00.000.log", "app.log"), files());
    }

    @Test
    void backupsAreCompressed() throws IOException {
        rotateOnce(new Rotation(0, 0, 0, true));

        assertEquals(List.of("app-2026-03-04T12-00-00.000.log.gz", "app.log"), files());
        Path backup = folder.resolve("app-2026-03-04T12-00-00.000.log.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(backup))) {
            assertEquals("first", new String(in.readAllBytes(), UTF_8));
        }
        assertEquals("rw-------", mode(backup));
    }

    @Test
    void aFileWithoutAnExtensionIsRotatedToo() throws IOException {
        try (RotatingFile rotating = new RotatingFile(folder.resolve("app"), 1, KEEP_ALL, NOON)) {
            write(rotating, "1");
            write(rotating, "2");
        }
        assertEquals(List.of("app", "app-2026-03-04T12-00-00.000"), files());
    }

    @Test
    void aFileThatGoesAwayIsMadeAgainAfterTheWriteThatNoticed() throws IOException {
        Path file = folder.resolve("app.log");
        try (RotatingFile rotating = new RotatingFile(file, 5, KEEP_ALL, NOON)) {
            write(rotating, "12345");
            Files.delete(file);

            assertThrows(IOException.class, () -> write(rotating, "6"));
            write(rotating, "7");
        }
        assertEquals("7", Files.readString(file));
    }

    /** The limit on the size of files is the only full disk that everybody may make. */
    @Test
    void ofALineThatFitsInHalfNothingStays() throws Exception {
        Path file = folder.resolve("app.log");
        Process writer = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f 1 && exec \"$@\"",
                        "limited",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        classPath(RotatingFile.class, RotatingFileTest.class, Rotation.class, LoggerFactory.class),
                        WriterUntilFull.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(writer.getInputStream().readAllBytes(), UTF_8);

        assertEquals(0, writer.waitFor(), output);
        assertEquals(WriterUntilFull.LINE.repeat(10), Files.readString(file), output);
    }

    private void rotateOnce(Rotation rotation) throws IOException {
        try (RotatingFile rotating = new RotatingFile(folder.resolve("app.log"), 6, rotation, NOON)) {
            write(rotating, "first");
            write(rotating, "second");
        }
    }

    private static void write(RotatingFile file, String text) throws IOException {
        file.write(text.getBytes(UTF_8));
    }

    private static String classPath(Class<?>... classes) {
        return Stream.of(classes)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(":"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
