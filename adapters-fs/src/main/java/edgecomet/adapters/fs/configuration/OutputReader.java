package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.LogConfiguration.Console;
import edgecomet.application.configuration.LogConfiguration.Format;
import edgecomet.application.configuration.LogConfiguration.Level;
import edgecomet.application.configuration.LogConfiguration.Rotation;
import edgecomet.application.configuration.MetricsConfiguration;
import org.jspecify.annotations.Nullable;

/** Turns checked {@code log} and {@code metrics} blocks into values (spec 01 §13). */
final class OutputReader {

    private static final String DEFAULT_METRICS_PATH = "/metrics";
    private static final int DEFAULT_FILE_MEGABYTES = 100;

    private OutputReader() {}

    /** Returns how to log; the console is on where nothing else is. */
    static LogConfiguration log(Section log) {
        Section console = log.section("console");
        Section file = log.section("file");
        boolean toConsole = console.isTrue("enabled") || !file.isTrue("enabled");
        return new LogConfiguration(
                levelOr(log, Level.INFO),
                toConsole ? new Console(format(console, Format.CONSOLE), levelOrNull(console)) : null,
                file.isTrue("enabled") ? file(file) : null);
    }

    /**
     * Returns where metrics are served; null where they are off.
     *
     * @param namespace of the metrics where the block names none
     */
    static @Nullable MetricsConfiguration metrics(Section metrics, String namespace) {
        if (!metrics.isTrue("enabled")) {
            return null;
        }
        return new MetricsConfiguration(
                address(metrics),
                textOr(metrics, "path", DEFAULT_METRICS_PATH),
                textOr(metrics, "namespace", namespace));
    }

    /** Returns the checked listen address of a section. */
    static ListenAddress address(Section section) {
        return switch (ListenText.parse(section.address("listen"))) {
            case ListenText.Valid(ListenAddress address) -> address;
            case ListenText.Invalid invalid -> throw new IllegalStateException("unchecked: " + invalid.reason());
        };
    }

    /** Returns the numbers of a rotation block. */
    static Rotation rotation(Section rotation) {
        int maxSize = rotation.number("max_size");
        return new Rotation(
                maxSize == 0 ? DEFAULT_FILE_MEGABYTES : maxSize,
                rotation.number("max_age"),
                rotation.number("max_backups"),
                rotation.isTrue("compress"));
    }

    private static LogConfiguration.File file(Section file) {
        return new LogConfiguration.File(
                file.text("path"), format(file, Format.TEXT), levelOrNull(file), rotation(file.section("rotation")));
    }

    private static String textOr(Section section, String key, String otherwise) {
        String text = section.text(key);
        return text.isEmpty() ? otherwise : text;
    }

    private static Format format(Section section, Format otherwise) {
        return section.text("format").equals("json") ? Format.JSON : otherwise;
    }

    private static Level levelOr(Section section, Level otherwise) {
        Level level = levelOrNull(section);
        return level == null ? otherwise : level;
    }

    /** The severest words of the original act as info (spec 01 §13). */
    private static @Nullable Level levelOrNull(Section section) {
        return switch (section.text("level")) {
            case "" -> null;
            case "debug" -> Level.DEBUG;
            case "warn" -> Level.WARN;
            case "error" -> Level.ERROR;
            default -> Level.INFO;
        };
    }
}
