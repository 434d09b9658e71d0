package edgecomet.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import edgecomet.application.configuration.LogConfiguration.Format;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/**
 * Turns an event into its line (spec 01 §13). The fields are the constant ones, those of the thread's context and those
 * of the event, in this order. An exception is two more: {@code error} and, as it means a bug or a broken
 * infrastructure, {@code stacktrace}. Thread-safe.
 */
final class LineFormat extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = new byte[0];

    private final Format format;
    private final Map<String, String> constantFields;
    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(ZoneId.systemDefault());

    LineFormat(Format format, Map<String, String> constantFields) {
        this.format = format;
        this.constantFields = constantFields;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        switch (format) {
            case CONSOLE, TEXT -> tabSeparated(line, event);
            case JSON -> json(line, event);
        }
        return line.append('\n').toString().getBytes(UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    private void tabSeparated(StringBuilder line, ILoggingEvent event) {
        line.append(time(event)).append('\t');
        String level = levelName(event);
        if (format == Format.CONSOLE) {
            line.append("\u001b[").append(colour(event.getLevel())).append('m');
            line.append(level).append("\u001b[0m");
        } else {
            line.append(level);
        }
        line.append('\t');
        JsonFields.escape(line, event.getFormattedMessage(), "");
        int start = line.length();
        JsonFields fields = JsonFields.readable(line.append("\t{"));
        addFields(fields, event);
        if (fields.isEmpty()) {
            line.setLength(start);
        } else {
            line.append('}');
        }
    }

    private void json(StringBuilder line, ILoggingEvent event) {
        JsonFields fields = JsonFields.compact(line.append('{'));
        fields.add("level", levelName(event).toLowerCase(Locale.ROOT));
        fields.add("ts", time(event));
        fields.add("msg", event.getFormattedMessage());
        addFields(fields, event);
        line.append('}');
    }

    private void addFields(JsonFields fields, ILoggingEvent event) {
        if (!isMarked(event, Logging.PLAIN)) {
            constantFields.forEach(fields::add);
        }
        event.getMDCPropertyMap().forEach(fields::add);
        List<KeyValuePair> own = event.getKeyValuePairs();
        if (own != null) {
            own.forEach(field -> fields.add(field.key, field.value));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            fields.add("error", thrown.getClassName() + ": " + thrown.getMessage());
            fields.add("stacktrace", ThrowableProxyUtil.asString(thrown));
        }
    }

    private String time(ILoggingEvent event) {
        return time.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }

    private static String levelName(ILoggingEvent event) {
        return isMarked(event, Logging.FATAL) ? "FATAL" : event.getLevel().levelStr;
    }

    private static boolean isMarked(ILoggingEvent event, Marker marker) {
        List<Marker> markers = event.getMarkerList();
        return markers != null && markers.contains(marker);
    }

    private static int colour(Level level) {
        return switch (level.levelInt) {
            case Level.ERROR_INT -> 31;
            case Level.WARN_INT -> 33;
            case Level.INFO_INT -> 34;
            default -> 35;
        };
    }
}
