package edgecomet.adapters.chrome.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one pool keeps the profiles of its browsers, and how it finds what a killed predecessor left.
 *
 * <p>Several services may share a work directory. Each has a directory {@code pool-ID} in it and, beside it, holds the
 * lock of {@code pool-ID.lock}. The kernel drops the lock however the holder ends, so a directory whose lock can be had
 * is an orphan: its processes, known by the directory's name on their command line, are killed and it is deleted. The
 * numbers of processes say nothing here, they are reused, and in containers each service has the same one.
 */
public final class WorkDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDirectory.class);
    private static final String LOCK = ".lock";
    private static final int DELETE_ATTEMPTS = 5;

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;
    private final AtomicInteger profiles = new AtomicInteger();

    private WorkDirectory(Path directory, Path lockFile, FileChannel lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /**
     * Takes a place of its own under the root, which is created if need be, and removes orphans.
     *
     * @throws BrowserStartException if the root cannot be written
     */
    public static WorkDirectory open(Path root) throws BrowserStartException {
        try {
            Path home = Files.createDirectories(root.toAbsolutePath().normalize());
            reap(home);
            return claim(home);
        } catch (IOException e) {
            throw new BrowserStartException("cannot use the work directory " + root + " for browsers: " + e);
        }
    }

    private static WorkDirectory claim(Path home) throws IOException {
        String name = "pool-" + UUID.randomUUID().toString().substring(0, 8);
        Path lockFile = home.resolve(name + LOCK);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null || !Files.exists(lockFile)) {
            // Another service took it for an orphan between the two calls: take another name.
            channel.close();
            return claim(home);
        }
        return new WorkDirectory(Files.createDirectory(home.resolve(name)), lockFile, channel);
    }

    /** Returns a directory that did not exist before. */
    public Path newProfile() {
        try {
            return Files.createDirectory(directory.resolve("profile-" + profiles.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a profile whose browser has ended. */
    public void discard(Path profile) {
        delete(profile);
    }

    @Override
    public void close() {
        delete(directory);
        try {
            Files.deleteIfExists(lockFile);
            lock.close();
        } catch (IOException e) {
            LOG.warn("cannot release {}: {}", lockFile, e.toString());
        }
    }

    private static void reap(Path home) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(home)) {
            locks = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith("pool-") && name.endsWith(LOCK);
                    })
                    .toList();
        }
        locks.forEach(WorkDirectory::reapIfOrphan);
    }

    private static void reapIfOrphan(Path lockFile) {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock held = channel.tryLock();
            if (held == null) {
                return;
            }
            String name = lockFile.getFileName().toString();
            Path orphan = lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
            LOG.warn("removing what a killed render service left in {}", orphan);
            killProcessesOf(orphan);
            delete(orphan);
            Files.deleteIfExists(lockFile);
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} belongs to a pool of this process", lockFile);
        } catch (IOException e) {
            LOG.warn("cannot examine {}: {}", lockFile, e.toString());
        }
    }

    private static void killProcessesOf(Path orphan) {
        String mark = "--user-data-dir=" + orphan + "/";
        List<ProcessHandle> browsers = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .toList();
        browsers.stream()
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .distinct()
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        browsers.forEach(process ->
                process.onExit().completeOnTimeout(process, 2, TimeUnit.SECONDS).join());
    }

    /** Dying processes may still write: a few attempts, and what remains is left to the next start. */
    private static void delete(Path tree) {
        for (int attempt = 1; attempt <= DELETE_ATTEMPTS; attempt++) {
            try {
                deleteOnce(tree);
                return;
            } catch (IOException e) {
                LOG.debug("attempt {} to delete {} failed: {}", attempt, tree, e.toString());
            }
        }
        LOG.warn("cannot delete {}: the next start will try again", tree);
    }

    private static void deleteOnce(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
