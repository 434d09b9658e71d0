package edgecomet.bootstrap.logging;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import edgecomet.application.configuration.LogConfiguration.Rotation;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that is set aside, under a name with the time, before a write that would make it too large (spec 01 §13).
 *
 * <p>It is opened at the first write, its folders made, and appended to where it exists. What was set aside is thinned
 * out and compressed on a thread of its own. Thread-safe; a write is whole or fails.
 */
final class RotatingFile implements Closeable {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    private final Path path;
    private final long maxBytes;
    private final Backups backups;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FileChannel channel;
    private long size;

    RotatingFile(Path path, Rotation rotation) {
        this(path, 1024L * 1024 * rotation.maxSizeMegabytes(), rotation, Clock.systemUTC());
    }

    /** For tests, which cannot write megabytes or wait for days. */
    RotatingFile(Path path, long maxBytes, Rotation rotation, Clock clock) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.backups = new Backups(path, rotation, clock);
    }

    /**
     * Appends the bytes.
     *
     * @throws IOException where the file cannot be written, or the bytes alone are more than it may hold
     */
    void write(byte[] bytes) throws IOException {
        if (bytes.length > maxBytes) {
            throw new IOException("%d bytes do not fit into a file of at most %d".formatted(bytes.length, maxBytes));
        }
        lock.lock();
        try {
            FileChannel open = channel == null ? open(OWNER_ONLY) : channel;
            if (size + bytes.length > maxBytes) {
                open = rotate(open);
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                size += open.write(buffer);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the file and waits for the work on what was set aside. A later write opens it again. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            channel = null;
            lock.unlock();
        }
        backups.awaitUpkeep();
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private FileChannel rotate(FileChannel full) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        full.close();
        channel = null;
        Files.move(path, backups.nextName());
        FileChannel successor = open(mode);
        backups.upkeep();
        return successor;
    }

    private FileChannel open(Set<PosixFilePermission> modeOfNew) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, FOLDER_MODE);
        }
        FileChannel opened =
                FileChannel.open(path, Set.of(CREATE, WRITE, APPEND), PosixFilePermissions.asFileAttribute(modeOfNew));
        channel = opened;
        size = opened.size();
        return opened;
    }
}
