package edgecomet.application.configuration;

import edgecomet.domain.cache.Compression;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where bodies are kept ({@code storage.*}).
 *
 * @param cleanup null where expired files are left
 */
public record StorageConfiguration(
        Path basePath, Compression compression, @Nullable Cleanup cleanup) {

    /** {@code storage.cleanup.*}. */
    public record Cleanup(boolean enabled, Duration interval, Duration safetyMargin) {}
}
