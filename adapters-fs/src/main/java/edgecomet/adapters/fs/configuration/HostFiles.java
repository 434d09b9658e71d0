package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.file.OsError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the files that {@code hosts.include} names: a directory, a file or a glob (spec 01 §4.4). */
final class HostFiles {

    private HostFiles() {}

    /** What was found. */
    sealed interface Found {

        /** The files, in the order in which they are read. */
        record Paths(List<Path> files) implements Found {}

        /** None, and why. */
        record Nothing(String reason) implements Found {}
    }

    /** Looks for the files; a relative name is relative to the directory of the main file. */
    static Found find(Path mainFile, String include) {
        if (include.isEmpty()) {
            return new Found.Nothing("hosts.include is required in configuration");
        }
        String absolute = include.startsWith("/") ? include : directory(mainFile) + "/" + include;
        try {
            String pattern = Files.isDirectory(Path.of(absolute)) ? absolute + "/*.yaml" : absolute;
            List<Path> files = Glob.expand(pattern).stream()
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
            Optional<Path> directory = files.stream().filter(Files::isDirectory).findFirst();
            if (directory.isPresent()) {
                return new Found.Nothing("failed to read hosts file: read " + directory.get() + ": is a directory");
            }
            return files.isEmpty()
                    ? new Found.Nothing("no host files found matching pattern '" + include + "'")
                    : new Found.Paths(files);
        } catch (Glob.MalformedException e) {
            return new Found.Nothing("invalid glob pattern '" + include + "': syntax error in pattern");
        } catch (InvalidPathException e) {
            return new Found.Nothing("no host files found matching pattern '" + include + "'");
        } catch (IOException e) {
            return new Found.Nothing("failed to read hosts file: " + OsError.text("open", e));
        }
    }

    /** Returns the directory that relative names in a file are relative to. */
    static Path directory(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
