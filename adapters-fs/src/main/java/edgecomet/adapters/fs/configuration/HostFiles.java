package edgecomet.adapters.fs.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files that {@code hosts.include} names: a directory, a file or a glob (spec 01 §4.4). */
final class HostFiles {

    private static final String GLOB_CHARACTERS = "*?[\\";

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
        Path base = directory(mainFile);
        try {
            Path plain = isGlob(include) ? null : base.resolve(include);
            List<Path> files = plain == null ? glob(base, include) : list(plain);
            return files.isEmpty()
                    ? new Found.Nothing("no host files found matching pattern '" + include + "'")
                    : new Found.Paths(files);
        } catch (PatternSyntaxException e) {
            return new Found.Nothing("invalid glob pattern '" + include + "': syntax error in pattern");
        } catch (IOException | UncheckedIOException e) {
            return new Found.Nothing("failed to read hosts file: " + e.getMessage());
        }
    }

    private static List<Path> list(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) ? List.of(path) : List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return sorted(entries.filter(entry -> entry.toString().endsWith(".yaml")));
        }
    }

    private static List<Path> glob(Path base, String include) throws IOException {
        String absolute = include.startsWith("/") ? include : base + "/" + include;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + absolute.replace("[^", "[!"));
        Path root = literalRoot(absolute);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        int depth = Path.of(absolute).getNameCount() - root.getNameCount();
        try (Stream<Path> entries = Files.walk(root, Math.max(1, depth))) {
            return sorted(entries.filter(matcher::matches).filter(entry -> !Files.isDirectory(entry)));
        }
    }

    private static Path literalRoot(String pattern) {
        Path root = Path.of("/");
        for (Path name : Path.of(pattern)) {
            if (isGlob(name.toString())) {
                break;
            }
            root = root.resolve(name);
        }
        return root;
    }

    private static List<Path> sorted(Stream<Path> files) {
        return files.sorted(Comparator.comparing(Path::toString)).toList();
    }

    private static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0);
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
