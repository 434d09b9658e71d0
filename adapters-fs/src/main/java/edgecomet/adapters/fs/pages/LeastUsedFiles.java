package edgecomet.adapters.fs.pages;

import edgecomet.application.port.LeastUsedPages;
import edgecomet.application.port.StorageException;
import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when a body was last used by the time of change of its file: it survives a restart and takes no memory. Disks
 * are mounted without times of access as a rule.
 *
 * <p>Two walks over the directory find the bodies to remove, whatever their number: the first adds up the bytes of each
 * span of ten minutes, the second removes what is older than the span in which the limit lies.
 *
 * <p>Safe for concurrent use.
 */
public final class LeastUsedFiles implements LeastUsedPages {

    private static final Logger LOG = LoggerFactory.getLogger(LeastUsedFiles.class);
    private static final Duration SPAN = Duration.ofMinutes(10);

    private final Path base;
    private final InstantSource clock;

    /** Looks after the directory in which a {@link FilePageStore} keeps bodies. */
    public LeastUsedFiles(Path base, InstantSource clock) {
        this.base = PageFile.withoutLinks(base);
        this.clock = clock;
    }

    @Override
    public void used(PagePath path) {
        PageFile.locate(base, path).ifPresent(this::used);
    }

    private void used(Path file) {
        Instant now = clock.instant();
        try {
            Instant known = Files.getLastModifiedTime(file).toInstant();
            if (known.plus(SPAN).isBefore(now)) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            LOG.debug("Cannot note the use of {}", file, e);
        }
    }

    @Override
    public Trimmed trimTo(long bytes, Collection<PagePath> inUse) {
        inUse.forEach(this::used);
        Survey survey = new Survey();
        walk(survey);
        if (survey.bytes <= bytes) {
            return new Trimmed(0, 0, survey.bytes);
        }
        Removal removal = survey.removal(base, survey.bytes - bytes);
        walk(removal);
        return new Trimmed(removal.pages, removal.bytes, survey.bytes - removal.bytes);
    }

    private void walk(Bodies visitor) {
        try {
            Files.walkFileTree(base, visitor);
        } catch (IOException e) {
            throw new StorageException("looking through " + base + " failed: " + e, e);
        }
    }

    private static long span(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toMillis() / SPAN.toMillis();
    }

    /** Goes through the bodies until its thread is interrupted. */
    private abstract static class Bodies extends SimpleFileVisitor<Path> {

        abstract void body(Path file, BasicFileAttributes attributes);

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && PageFile.isBody(file)) {
                body(file, attributes);
            }
            return Thread.currentThread().isInterrupted() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            LOG.debug("Passing over {}", file, failure); // others write and remove here at the same time
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Survey extends Bodies {
        private final TreeMap<Long, Long> bySpan = new TreeMap<>();
        private long bytes;

        @Override
        void body(Path file, BasicFileAttributes attributes) {
            bySpan.merge(span(attributes), attributes.size(), Long::sum);
            bytes += attributes.size();
        }

        /** Returns what removes this many bytes. */
        Removal removal(Path base, long excess) {
            long left = excess;
            for (Map.Entry<Long, Long> span : bySpan.entrySet()) {
                if (span.getValue() >= left) {
                    return new Removal(base, span.getKey(), left);
                }
                left -= span.getValue();
            }
            throw new IllegalArgumentException("more than there is: " + excess);
        }
    }

    /** Removes all bodies that are older than a span, and of that span as many as needed. */
    private static final class Removal extends Bodies {
        private final Path base;
        private final long lastSpan;
        private long leftOfLastSpan;
        private int pages;
        private long bytes;

        Removal(Path base, long lastSpan, long leftOfLastSpan) {
            this.base = base;
            this.lastSpan = lastSpan;
            this.leftOfLastSpan = leftOfLastSpan;
        }

        @Override
        void body(Path file, BasicFileAttributes attributes) {
            long span = span(attributes);
            if (span < lastSpan) {
                remove(file, attributes);
            } else if (span == lastSpan && leftOfLastSpan > 0) {
                leftOfLastSpan -= attributes.size();
                remove(file, attributes);
            }
        }

        private void remove(Path file, BasicFileAttributes attributes) {
            try {
                if (Files.deleteIfExists(file)) {
                    pages++;
                    bytes += attributes.size();
                }
                Path directory = file.resolveSibling("").normalize();
                if (!directory.equals(base)) {
                    EmptyDirectories.remove(
                            directory, base.resolve(base.relativize(file).getName(0)));
                }
            } catch (IOException e) {
                LOG.atWarn().addKeyValue("path", file).addKeyValue("error", e).log("Failed to delete a cached page");
            }
        }
    }
}
