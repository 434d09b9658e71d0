package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.CoordinationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
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

    private CoordinationFile() {}

    static MVStore open(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            Files.createDirectories(directory);
            return openFile(file);
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
                        DataUtils.ERROR_INTERNAL -> openInstead(file, e);
                default -> throw unusable(directory, e);
            };
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static MVStore openInstead(Path file, MVStoreException damage) {
        Path aside = file.resolveSibling(NAME + ".damaged-" + UUID.randomUUID());
        try {
            Files.move(file, aside);
            LOG.error(
                    "{} is damaged ({}). It was set aside as {} and the cache starts empty; pages are rendered again"
                            + " as they are asked for",
                    file,
                    damage.getMessage(),
                    aside.getFileName());
            return openFile(file);
        } catch (IOException | MVStoreException e) {
            e.addSuppressed(damage);
            throw unusable(file.resolve("..").normalize(), e);
        }
    }

    private static MVStore openFile(Path file) {
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(CACHE_MEGABYTES)
                .backgroundExceptionHandler((thread, e) -> LOG.error("Writing {} failed", file, e))
                .open();
        store.setAutoCommitDelay(Math.toIntExact(COMMIT_DELAY.toMillis()));
        return store;
    }

    private static CoordinationException unusable(Path directory, Exception cause) {
        return new CoordinationException(
                directory + " cannot be used: " + cause.getMessage() + ". It must be a directory that this process may"
                        + " write",
                cause);
    }
}
