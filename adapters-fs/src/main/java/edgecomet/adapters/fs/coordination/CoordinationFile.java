package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.CoordinationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that holds what outlives the process. */
final class CoordinationFile {

    /** Inside the directory. */
    static final String NAME = "coordination.mv.db";

    private static final Logger LOG = LoggerFactory.getLogger(CoordinationFile.class);
    private static final Duration COMMIT_DELAY = Duration.ofMillis(400);
    private static final int CACHE_MEGABYTES = 8;

    /**
     * A write costs a whole page, since keys are in no order. With the engine's own 16 KB, 100 000 writes in a row took
     * three times the disk, and more memory than a heap of 32 MB has.
     */
    private static final int PAGE_BYTES = 4096;

    private final Path directory;
    private final Path file;
    private final String fileSystem;

    CoordinationFile(Path directory) {
        this(directory, "");
    }

    /** Has the store read and write through one of its own file systems, such as {@code "faulty:"}. */
    CoordinationFile(Path directory, String fileSystem) {
        this.directory = directory;
        this.file = directory.resolve(NAME);
        this.fileSystem = fileSystem;
    }

    /**
     * Opens the file, or a new one after a damaged one was set aside.
     *
     * @param failed is told of each failure of the thread that writes
     * @throws CoordinationException if another process has it open, or the directory cannot be used
     */
    MVStore open(Consumer<Throwable> failed) {
        try {
            Files.createDirectories(directory);
            return openFile(failed);
        } catch (MVStoreException e) {
            return switch (e.getErrorCode()) {
                case DataUtils.ERROR_FILE_LOCKED ->
                    throw new CoordinationException(
                            file + " is in use by another process: stop that one, or give this one a directory of"
                                    + " its own",
                            e);
                case DataUtils.ERROR_FILE_CORRUPT,
                        DataUtils.ERROR_READING_FAILED,
                        DataUtils.ERROR_UNSUPPORTED_FORMAT,
                        DataUtils.ERROR_INTERNAL -> openInstead(failed, e);
                default -> throw unusable(e);
            };
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MVStore openInstead(Consumer<Throwable> failed, MVStoreException damage) {
        setAside(damage);
        try {
            return openFile(failed);
        } catch (MVStoreException e) {
            e.addSuppressed(damage);
            throw unusable(e);
        }
    }

    /** Gives the file another name, and says so. Nobody may have it open. */
    void setAside(Exception damage) {
        Path aside = file.resolveSibling(NAME + ".damaged-" + UUID.randomUUID());
        try {
            Files.move(file, aside);
        } catch (IOException e) {
            e.addSuppressed(damage);
            throw unusable(e);
        }
        LOG.error(
                "{} is damaged ({}). It was set aside as {} and the cache starts empty; pages are rendered again"
                        + " as they are asked for",
                file,
                damage.getMessage(),
                aside.getFileName());
    }

    private MVStore openFile(Consumer<Throwable> failed) {
        MVStore store = new MVStore.Builder()
                .fileName(fileSystem + file)
                .cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES)
                .backgroundExceptionHandler((thread, e) -> failed.accept(e))
                .open();
        store.setAutoCommitDelay(Math.toIntExact(COMMIT_DELAY.toMillis()));
        return store;
    }

    private CoordinationException unusable(Exception cause) {
        return new CoordinationException(
                directory + " cannot be used: " + cause.getMessage() + ". It must be a directory that this process may"
                        + " write",
                cause);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
