package edgecomet.adapters.fs.file;

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
 * out and compressed on a thread of its own. After a write that failed, the next one opens the file again, by its name.
 *
 * <p>Thread-safe; blocks for as long as the disk takes. A write is whole or fails.
 */
public final class RotatingFile implements Closeable {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    private final Path path;
    private final long maxBytes;
    private final Backups backups;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable FileChannel channel;
    private long size;

    /** Names the file; nothing is opened or created yet. */
    public RotatingFile(Path path, Rotation rotation) {
        this(path, 1024L * 1024 * rotation.maxSizeMegabytes(), rotation, Clock.systemUTC());
    }

    /** For tests, which cannot write megabytes or wait for days. */
    RotatingFile(Path path, long maxBytes, Rotation rotation, Clock clock) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.backups = new Backups(path, rotation, clock);
    }

    /** Returns whether this many bytes can ever be written at once. */
    public boolean fits(int bytes) {
        return bytes <= maxBytes;
    }

    /**
     * Makes the folders now, and not at the first write.
     *
     * @throws IOException where that cannot be done
     */
    public void createFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, FOLDER_MODE);
        }
    }

    /**
     * Appends the bytes.
     *
     * @throws IOException where the file cannot be written, or the bytes alone are more than it may hold
     */
    public void write(byte[] bytes) throws IOException {
        if (!fits(bytes.length)) {
            throw new IOException("%d bytes do not fit into a file of at most %d".formatted(bytes.length, maxBytes));
        }
        lock.lock();
        try {
            FileChannel open = channel == null ? open(OWNER_ONLY) : channel;
            if (size + bytes.length > maxBytes) {
                open = rotate(open);
            }
            append(open, ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            giveUp(e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private void append(FileChannel open, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            size += bytes.limit();
        } catch (IOException e) {
            if (bytes.position() > 0) {
                takeBack(open, e);
            }
            throw e;
        }
    }

    /** Half a line would become the beginning of the next one. */
    private void takeBack(FileChannel open, IOException cause) {
        try {
            open.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** What is wrong with the open file need not be wrong with the one that has its name later. */
    private void giveUp(IOException cause) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        } finally {
            channel = null;
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
        createFolder();
        FileChannel opened =
                FileChannel.open(path, Set.of(CREATE, WRITE, APPEND), PosixFilePermissions.asFileAttribute(modeOfNew));
        channel = opened;
        size = opened.size();
        return opened;
    }
}
