package edgecomet.adapters.fs.pages;

import edgecomet.domain.cache.PagePath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where bodies lie, and how their files are called. */
final class PageFile {

    private static final String TEMPORARY = ".tmp";
    private static final String BODY = ".html";

    private PageFile() {}

    /** Returns a directory as it is called without links: a walk does not follow the one that it begins with. */
    static Path withoutLinks(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory.toAbsolutePath().normalize(); // whoever uses it meets the reason too
        }
    }

    /** Returns the file of a body below a directory; empty where the path leads out of that. */
    static Optional<Path> locate(Path base, PagePath path) {
        try {
            Path file = base.resolve(path.text()).normalize();
            return file.startsWith(base) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Returns the name of a file that is to become the other one. */
    static Path unfinished(Path file, String unique) {
        return file.resolveSibling(file.getFileName() + "." + unique + TEMPORARY);
    }

    static boolean isUnfinished(Path file) {
        return file.toString().endsWith(TEMPORARY);
    }

    static boolean isBody(Path file) {
        return !isUnfinished(file) && file.getFileName().toString().contains(BODY);
    }
}
