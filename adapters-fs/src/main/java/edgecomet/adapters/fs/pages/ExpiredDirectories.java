package edgecomet.adapters.fs.pages;

import edgecomet.application.port.ExpiredPages;
import edgecomet.application.port.StorageException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes bodies by the names of their directories: {@code host/YYYY/MM/DD/HH/mm}, the minute in UTC in which what lies
 * there expires. Other directories are left alone (spec 03 §5, §16).
 *
 * <p>Safe for concurrent use: whoever writes a body makes its directory anew where it was removed as empty.
 */
public final class ExpiredDirectories implements ExpiredPages {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredDirectories.class);
    private static final int MINUTE_DEPTH = 5;

    private final Path base;

    /** Removes below the directory in which a {@link FilePageStore} keeps bodies. */
    public ExpiredDirectories(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    @Override
    public Removed removeExpiredBefore(int hostId, Instant threshold) {
        Path host = base.resolve(Integer.toString(hostId));
        if (!Files.exists(host, LinkOption.NOFOLLOW_LINKS)) {
            return Removed.NOTHING;
        }
        if (!Files.isDirectory(host, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(host + " is not a directory", new NotDirectoryException(host.toString()));
        }
        Walk walk = new Walk(host, threshold);
        try {
            Files.walkFileTree(host, walk);
        } catch (IOException e) {
            throw new StorageException("looking through " + host + " failed: " + e, e);
        }
        return new Removed(walk.minutes, walk.bytes);
    }

    /** Returns the minute that a path below a host's directory names; a day that a month lacks is one of the next. */
    private static Optional<Instant> minute(Path relative) {
        int[] parts = new int[MINUTE_DEPTH];
        for (int i = 0; i < MINUTE_DEPTH; i++) {
            try {
                parts[i] = Integer.parseInt(relative.getName(i).toString());
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        boolean valid = isWithin(parts[0], 2020, 2100)
                && isWithin(parts[1], 1, 12)
                && isWithin(parts[2], 1, 31)
                && isWithin(parts[3], 0, 23)
                && isWithin(parts[4], 0, 59);
        return valid
                ? Optional.of(LocalDate.of(parts[0], parts[1], 1)
                        .plusDays(parts[2] - 1L)
                        .atTime(parts[3], parts[4])
                        .toInstant(ZoneOffset.UTC))
                : Optional.empty();
    }

    private static boolean isWithin(int value, int least, int most) {
        return value >= least && value <= most;
    }

    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path host;
        private final Instant threshold;
        private int minutes;
        private long bytes;

        private Walk(Path host, Instant threshold) {
            this.host = host;
            this.threshold = threshold;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (Thread.currentThread().isInterrupted()) {
                return FileVisitResult.TERMINATE;
            }
            Path relative = host.relativize(directory);
            if (directory.equals(host) || relative.getNameCount() < MINUTE_DEPTH) {
                return FileVisitResult.CONTINUE;
            }
            minute(relative).filter(minute -> minute.isBefore(threshold)).ifPresent(minute -> remove(directory));
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            LOG.debug("Passing over {}", file, failure); // others write here at the same time
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private void remove(Path directory) {
            Tree tree = new Tree();
            try {
                Files.walkFileTree(directory, tree);
                minutes++;
                LOG.atDebug().addKeyValue("path", directory).log("Deleted cache directory");
                EmptyDirectories.remove(directory.resolveSibling("").normalize(), host);
            } catch (IOException e) {
                LOG.atWarn()
                        .addKeyValue("path", directory)
                        .addKeyValue("error", e)
                        .log("Failed to delete cache directory");
            }
            bytes += tree.bytes;
        }
    }

    /** Removes a directory with all that is in it. */
    private static final class Tree extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Files.deleteIfExists(file)) {
                bytes += attributes.size();
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
