package edgecomet.adapters.fs.pages;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is left of directories when their bodies have gone. */
final class EmptyDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(EmptyDirectories.class);

    private EmptyDirectories() {}

    /** Removes a directory and those above it, up to and with the last one, as far as they are empty. */
    static void remove(Path first, Path last) throws IOException {
        Path directory = first;
        while (directory.startsWith(last)) {
            try {
                Files.delete(directory);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                LOG.trace("Leaving {}", directory, e);
                return;
            }
            LOG.atDebug().addKeyValue("path", directory).log("Removed empty directory");
            directory = directory.resolveSibling("").normalize();
        }
    }
}
