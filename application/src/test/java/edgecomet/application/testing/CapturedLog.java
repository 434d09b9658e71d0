package edgecomet.application.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What a package logs, at every level, between the creation of this object and its end. */
public final class CapturedLog implements AutoCloseable {

    private final Logger logger;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(Line.of(event));
        }
    };

    private CapturedLog(Logger logger) {
        this.logger = logger;
        logger.setLevel(Level.DEBUG);
        appender.start();
        logger.addAppender(appender);
    }

    /**
     * One line.
     *
     * @param level in lower case
     * @param fields those of the thread's context and the line's own, which have the last word
     */
    public record Line(String level, String message, Map<String, Object> fields) {

        static Line of(ILoggingEvent event) {
            Map<String, Object> fields = new LinkedHashMap<>(event.getMDCPropertyMap());
            List<KeyValuePair> own = event.getKeyValuePairs();
            if (own != null) {
                own.forEach(field -> fields.put(field.key, field.value));
            }
            return new Line(event.getLevel().toString().toLowerCase(Locale.ROOT), event.getMessage(), fields);
        }
    }

    /** Begins to listen to the package of a class, and all below. */
    public static CapturedLog of(Class<?> member) {
        return new CapturedLog((Logger) LoggerFactory.getLogger(member.getPackageName()));
    }

    /** Returns the lines so far. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Returns the lines so far that have this message. */
    public List<Line> lines(String message) {
        return lines.stream().filter(line -> line.message().equals(message)).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }
}
