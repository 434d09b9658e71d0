package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** Creates the storage directory and proves that it can be written and read (spec 01 §8.11). */
final class StorageCheck {

    private static final Set<String> COMPRESSIONS = Set.of("", "none", "snappy", "lz4");
    private static final byte[] PROBE = "edgecomet write test".getBytes(StandardCharsets.UTF_8);

    private StorageCheck() {}

    static void check(Section storage, Report report) {
        int line = storage.line("base_path");
        if (storage.text("base_path").isBlank()) {
            report.error(line, "storage.base_path is required");
        } else {
            directory(path(storage), line, report);
        }
        String compression = storage.text("compression");
        if (!COMPRESSIONS.contains(compression)) {
            report.error(
                    storage.line("compression"),
                    "storage.compression must be 'none', 'snappy', 'lz4', or empty, got '" + compression + "'");
        }
    }

    /** Returns the directory, absolute. */
    static Path path(Section storage) {
        return Path.of(storage.text("base_path").trim()).toAbsolutePath().normalize();
    }

    private static void directory(Path path, int line, Report report) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            report.error(line, "storage.base_path: path '" + path + "' exists but is not a directory");
            return;
        }
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            report.error(line, "storage.base_path: failed to create directory '" + path + "': " + e.getMessage());
            return;
        }
        try {
            probe(path, line, report);
        } catch (IOException e) {
            report.error(line, "storage.base_path: directory '" + path + "' is not writable: " + e.getMessage());
        }
    }

    private static void probe(Path path, int line, Report report) throws IOException {
        Path file = Files.createTempFile(path, ".edgecomet-write-test-", "");
        try {
            Files.write(file, PROBE);
            if (!Arrays.equals(PROBE, Files.readAllBytes(file))) {
                report.error(
                        line, "storage.base_path: filesystem verification failed for '" + path + "': data mismatch");
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
