package edgecomet.adapters.fs.file;

import edgecomet.application.configuration.LogConfiguration.Rotation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that {@link RotatingFile} set aside: {@code name-2026-01-31T12-00-00.000.log}, in UTC, with {@code .gz}
 * where compressed. Keeps the newest ones as many and as long as configured.
 */
final class Backups {

    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss.SSS");
    private static final String COMPRESSED = ".gz";

    private final Path folder;
    private final String prefix;
    private final String suffix;
    private final Rotation rotation;
    private final Clock clock;
    private @Nullable Thread worker;

    Backups(Path file, Rotation rotation, Clock clock) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        String name = absolute.getFileName().toString();
        int dot = name.lastIndexOf('.');
        this.folder = parent == null ? absolute : parent;
        this.prefix = (dot < 0 ? name : name.substring(0, dot)) + "-";
        this.suffix = dot < 0 ? "" : name.substring(dot);
        this.rotation = rotation;
        this.clock = clock;
    }

    /** Returns a name that no file has: two rotations in one millisecond must not lose a file. */
    Path nextName() {
        Instant time = clock.instant();
        Path candidate = name(time);
        while (Files.exists(candidate) || Files.exists(Path.of(candidate + COMPRESSED))) {
            time = time.plusMillis(1);
            candidate = name(time);
        }
        return candidate;
    }

    /** Starts to delete and compress what is due, after an earlier run. Does not block. */
    synchronized void upkeep() {
        if (rotation.maxBackups() == 0 && rotation.maxAgeDays() == 0 && !rotation.compress()) {
            return;
        }
        Thread earlier = worker;
        worker = Thread.ofVirtual().name("log-backups").start(() -> {
            join(earlier);
            keepOrder();
        });
    }

    void awaitUpkeep() {
        Thread last;
        synchronized (this) {
            last = worker;
        }
        join(last);
    }

    private static void join(@Nullable Thread thread) {
        if (thread == null) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepOrder() {
        try {
            List<Backup> newestFirst = list();
            for (int i = 0; i < newestFirst.size(); i++) {
                Backup backup = newestFirst.get(i);
                if (isBeyondCount(i) || isBeyondAge(backup)) {
                    Files.deleteIfExists(backup.path());
                } else if (rotation.compress() && !backup.isCompressed()) {
                    compress(backup.path());
                }
            }
        } catch (IOException | UncheckedIOException e) {
            log.atWarn().addKeyValue("folder", folder).addKeyValue("error", e).log("Cannot tidy up rotated log files");
        }
    }

    private boolean isBeyondCount(int index) {
        return rotation.maxBackups() > 0 && index >= rotation.maxBackups();
    }

    private boolean isBeyondAge(Backup backup) {
        Instant oldest = clock.instant().minus(Duration.ofDays(rotation.maxAgeDays()));
        return rotation.maxAgeDays() > 0 && backup.time().isBefore(oldest);
    }

    private List<Backup> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(path -> backup(path).stream())
                    .sorted(Comparator.comparing(Backup::time).reversed())
                    .toList();
        }
    }

    private Optional<Backup> backup(Path path) {
        String name = path.getFileName().toString();
        String plain = name.endsWith(COMPRESSED) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
        if (!plain.startsWith(prefix)
                || !plain.endsWith(suffix)
                || plain.length() < prefix.length() + suffix.length()) {
            return Optional.empty();
        }
        try {
            String time = plain.substring(prefix.length(), plain.length() - suffix.length());
            return Optional.of(new Backup(path, LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Under another name first, so that a half-written archive is never taken for a whole one. */
    private static void compress(Path path) throws IOException {
        Path unfinished = Path.of(path + COMPRESSED + ".tmp");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(Files.getPosixFilePermissions(path)));
        try (InputStream in = Files.newInputStream(path);
                GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(unfinished))) {
            in.transferTo(out);
        }
        Files.move(unfinished, Path.of(path + COMPRESSED), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(path);
    }

    private Path name(Instant time) {
        return folder.resolve(prefix + TIME.format(time.atOffset(ZoneOffset.UTC)) + suffix);
    }

    private record Backup(Path path, Instant time) {

        boolean isCompressed() {
            return path.toString().endsWith(COMPRESSED);
        }
    }
}
