package edgecomet.application.configuration;

import org.jspecify.annotations.Nullable;

/**
 * What is logged, where and how ({@code log.*}, spec 01 §13).
 *
 * @param level of the outputs that have none of their own
 * @param console null where the console is off
 * @param file null where there is no file
 */
public record LogConfiguration(
        Level level, @Nullable Console console, @Nullable File file) {

    /** To the console, for a person, at level info. */
    public static final LogConfiguration DEFAULT =
            new LogConfiguration(Level.INFO, new Console(Format.CONSOLE, null), null);

    /** The levels that have an effect. */
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /** How a line looks. */
    public enum Format {
        CONSOLE,
        TEXT,
        JSON
    }

    /** {@code log.console.*}. */
    public record Console(Format format, @Nullable Level level) {}

    /** {@code log.file.*}. */
    public record File(String path, Format format, @Nullable Level level, Rotation rotation) {}

    /**
     * {@code log.file.rotation.*}.
     *
     * @param maxSizeMegabytes a file is not written beyond this; above 0
     * @param maxAgeDays rotated files older than this are deleted; 0 for never
     * @param maxBackups rotated files beyond this count are deleted; 0 for none
     */
    public record Rotation(int maxSizeMegabytes, int maxAgeDays, int maxBackups, boolean compress) {}
}
