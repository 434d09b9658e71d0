package edgecomet.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import edgecomet.adapters.fs.file.RotatingFile;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.LogConfiguration.Format;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * What this process logs through its life: {@link StartupLogging} until the configuration is read, then
 * {@linkplain #configure as configured}, with its start and its shutdown visible whatever the level (spec 01 §13).
 *
 * <p>Thread-safe. Loggers got before a change follow it.
 */
public final class Logging implements AutoCloseable {

    /** Marks an error that ends the process: its line says FATAL. */
    public static final Marker FATAL = MarkerFactory.getMarker("FATAL");

    /** Marks the lines about logging itself, which carry no constant fields. */
    static final Marker PLAIN = MarkerFactory.getMarker("PLAIN");

    private static final Logger log = LoggerFactory.getLogger(Logging.class);

    private final LoggerContext context;
    private final List<Output> outputs;
    private final Level configured;

    private Logging(LoggerContext context, List<Output> outputs, Level configured) {
        this.context = context;
        this.outputs = outputs;
        this.configured = configured;
    }

    /**
     * Replaces the outputs of this process by the configured ones. Until {@link #started()}, those without a level of
     * their own show what is of level info, even where the configured level is above it.
     *
     * @param constantFields go with every line, before its own fields
     */
    public static Logging configure(LogConfiguration configuration, Map<String, String> constantFields) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Level common = level(configuration.level());
        List<Output> outputs = new ArrayList<>();
        var console = configuration.console();
        if (console != null) {
            LineFormat format = new LineFormat(console.format(), constantFields);
            outputs.add(Output.console(context, format, levels(console.level(), common)));
        }
        var file = configuration.file();
        if (file != null) {
            LineFormat format = new LineFormat(file.format(), constantFields);
            var rotating = new RotatingFile(Path.of(file.path()), file.rotation());
            outputs.add(Output.file(context, format, rotating, levels(file.level(), common)));
        }
        Output.replaceAll(context, outputs);
        Logging logging = new Logging(context, List.copyOf(outputs), common);
        logging.apply(output -> output.levels().duringStart());
        return logging;
    }

    /** Shows everything that is the product's own on the console, for a person: how a process logs at first. */
    static void configureForStart(LoggerContext context) {
        LineFormat format = new LineFormat(Format.CONSOLE, Map.of());
        Output console = Output.console(context, format, new Output.Levels(Level.DEBUG, Level.DEBUG));
        Output.replaceAll(context, List.of(console));
        Output.showFrom(context, Level.DEBUG);
    }

    /** Says that the start is complete and lets the configured levels apply. */
    public void started() {
        log.atInfo()
                .addMarker(PLAIN)
                .addKeyValue("level", configured.levelStr.toLowerCase(Locale.ROOT))
                .log("Switching logger to configured level");
        apply(output -> output.levels().configured());
    }

    /** Makes the shutdown visible: every output shows what is of level info. */
    public void stopping() {
        boolean lowers = outputs.stream()
                .map(output -> output.levels().configured())
                .anyMatch(level -> !level.equals(atMostInfo(level)));
        apply(output -> atMostInfo(output.levels().configured()));
        if (lowers) {
            log.atInfo().addMarker(PLAIN).log("Switched to INFO level for shutdown visibility");
        }
    }

    /** Closes the outputs: nothing is logged after this. */
    @Override
    public void close() {
        context.stop();
    }

    private void apply(Function<Output, Level> levelOf) {
        Level lowest = Level.OFF;
        for (Output output : outputs) {
            Level level = levelOf.apply(output);
            output.showFrom(level);
            lowest = level.isGreaterOrEqual(lowest) ? lowest : level;
        }
        Output.showFrom(context, lowest);
    }

    private static Output.Levels levels(LogConfiguration.@Nullable Level own, Level common) {
        return own == null ? new Output.Levels(atMostInfo(common), common) : new Output.Levels(level(own), level(own));
    }

    private static Level atMostInfo(Level level) {
        return level.isGreaterOrEqual(Level.INFO) ? Level.INFO : level;
    }

    private static Level level(LogConfiguration.Level level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
        };
    }
}
