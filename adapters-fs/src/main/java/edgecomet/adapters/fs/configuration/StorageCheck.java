package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.file.OsError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The checks of {@code storage}, among them that its directory can be written and read (spec 01 §8.11). */
final class StorageCheck {

    private static final Set<String> COMPRESSIONS = Set.of("", "none", "snappy", "lz4");
    private static final byte[] PROBE = "edgecomet write test".getBytes(StandardCharsets.UTF_8);

    private StorageCheck() {}

    /**
     * Checks the block.
     *
     * @param here whether the directory is one of this machine, to be created and tried
     */
    static void check(Section storage, boolean here, Report report) {
        directoryProblem(storage.text("base_path"), here)
                .ifPresent(problem -> report.error(storage.line("base_path"), "storage.base_path" + problem));
        String compression = storage.text("compression");
        if (!COMPRESSIONS.contains(compression)) {
            report.error(
                    storage.line("compression"),
                    "storage.compression must be 'none', 'snappy', 'lz4', or empty, got '" + compression + "'");
        }
        notNegative(storage, "hot_megabytes", report);
        notNegative(storage, "max_megabytes", report);
    }

    private static void notNegative(Section storage, String key, Report report) {
        Integer value = storage.integer(key);
        if (value != null && value < 0) {
            report.error(storage.line(key), "storage." + key + " must be >= 0, got " + value);
        }
    }

    /** Returns the directory of a checked block, absolute. */
    static Path path(Section storage) {
        return absolute(storage.text("base_path"));
    }

    private static Path absolute(String text) {
        return Path.of(text.strip()).toAbsolutePath().normalize();
    }

    private static Optional<String> directoryProblem(String text, boolean here) {
        if (text.isBlank()) {
            return Optional.of(" is required");
        }
        Path path;
        try {
            path = absolute(text);
        } catch (InvalidPathException e) {
            return Optional.of(": invalid path '" + text + "': " + e.getReason());
        }
        if (!here) {
            return Optional.empty();
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            return Optional.of(": path '" + path + "' exists but is not a directory");
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            return Optional.of(": failed to create directory '" + path + "': " + OsError.text("mkdir", e));
        }
        return probe(path);
    }

    private static Optional<String> probe(Path directory) {
        Path file;
        try {
            file = Files.createTempFile(directory, ".edgecomet-write-test-", "");
            Files.write(file, PROBE);
        } catch (IOException e) {
            return Optional.of(": directory '" + directory + "' is not writable: " + OsError.text("open", e));
        }
        try {
            boolean same = Arrays.equals(PROBE, Files.readAllBytes(file));
            Files.deleteIfExists(file);
            return same
                    ? Optional.empty()
                    : Optional.of(": filesystem verification failed for '" + directory + "': data mismatch");
        } catch (IOException e) {
            return Optional.of(": directory '" + directory + "' is not readable: " + OsError.text("open", e));
        }
    }
}
