package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.file.OsError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files that a main file names, relative to its own directory. */
final class NamedFile {

    private NamedFile() {}

    /** Returns where the file is that the main file calls by this name. */
    static Path resolve(Path mainFile, String name) {
        return HostFiles.directory(mainFile).resolve(name);
    }

    /**
     * Returns the file that a key names if it is one and can be opened. Where it cannot, the report has an error; where
     * the key is not given, it has none.
     *
     * @param label what the file is called in errors
     */
    static Optional<Path> readable(Path mainFile, Section section, String key, String label, Report report) {
        String name = section.text(key);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path resolved;
        try {
            resolved = resolve(mainFile, name).toRealPath();
        } catch (IOException | InvalidPathException e) {
            report.error(section.line(key), label + " not found: " + name);
            return Optional.empty();
        }
        Optional<String> problem = unreadable(resolved);
        problem.ifPresent(
                reason -> report.error(section.line(key), label + " not readable: " + resolved + ": " + reason));
        return problem.isEmpty() ? Optional.of(resolved) : Optional.empty();
    }

    private static Optional<String> unreadable(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("not a regular file");
        }
        try (InputStream content = Files.newInputStream(file)) {
            content.read();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(OsError.text("open", e));
        }
    }
}
