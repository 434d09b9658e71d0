package edgecomet.application.configuration;

import edgecomet.domain.cache.Compression;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where bodies are kept ({@code storage.*}).
 *
 * @param hotMegabytes how much memory outside the heap pages may take that are asked for most; 0 for none
 * @param maxMegabytes how much disk bodies may take; 0 for as much as there is
 * @param cleanup null where expired files are left
 */
public record StorageConfiguration(
        Path basePath,
        Compression compression,
        int hotMegabytes,
        int maxMegabytes,
        @Nullable Cleanup cleanup) {

    /** {@link #hotMegabytes} where nothing is configured. */
    public static final int HOT_MEGABYTES = 32;

    /** {@code storage.cleanup.*}. */
    public record Cleanup(boolean enabled, Duration interval, Duration safetyMargin) {}
}
