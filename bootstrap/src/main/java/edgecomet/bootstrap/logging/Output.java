package edgecomet.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import edgecomet.adapters.fs.file.RotatingFile;
import java.util.List;

/** One place where lines go, with the level from which on it shows them. */
final class Output {

    /** The product's own loggers: what the libraries say below a warning helps nobody who runs it. */
    private static final String OWN_LOGGERS = "edgecomet";

    private final Appender<ILoggingEvent> appender;
    private final Threshold threshold;
    private final Levels levels;

    /** The level of an output while the process starts, and after. */
    record Levels(Level duringStart, Level configured) {}

    private Output(Appender<ILoggingEvent> appender, Levels levels) {
        this.appender = appender;
        this.threshold = new Threshold(levels.duringStart());
        this.levels = levels;
    }

    static Output console(LoggerContext context, LineFormat format, Levels levels) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setName("console");
        appender.setEncoder(format);
        return new Output(appender, levels).start(context);
    }

    static Output file(LoggerContext context, LineFormat format, RotatingFile file, Levels levels) {
        return new Output(new FileAppender(format, file), levels).start(context);
    }

    /** Lets these and no others receive what is logged. */
    static void replaceAll(LoggerContext context, List<Output> outputs) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel(Level.WARN);
        outputs.forEach(output -> root.addAppender(output.appender));
    }

    /** Spares the loggers what no output shows. */
    static void showFrom(LoggerContext context, Level lowest) {
        context.getLogger(OWN_LOGGERS).setLevel(lowest);
    }

    void showFrom(Level level) {
        threshold.level = level;
    }

    Levels levels() {
        return levels;
    }

    private Output start(LoggerContext context) {
        appender.setContext(context);
        appender.addFilter(threshold);
        threshold.start();
        appender.start();
        return this;
    }

    /** Logback's filter of this kind takes its level once; this one may be changed while lines come. */
    private static final class Threshold extends Filter<ILoggingEvent> {

        private volatile Level level;

        Threshold(Level level) {
            this.level = level;
        }

        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(level) ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
    }
}
