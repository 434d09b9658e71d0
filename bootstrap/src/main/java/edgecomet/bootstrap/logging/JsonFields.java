package edgecomet.bootstrap.logging;

import edgecomet.application.configuration.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of a JSON object: numbers, booleans and null as such, maps and lists in depth, everything else as
 * its text. The compact style is for machines and has durations as seconds; the readable one has a space after each
 * {@code :} and {@code ,} and durations as people write them.
 */
final class JsonFields {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;
    private final boolean readable;
    private boolean empty = true;

    private JsonFields(StringBuilder out, boolean readable) {
        this.out = out;
        this.readable = readable;
    }

    static JsonFields readable(StringBuilder out) {
        return new JsonFields(out, true);
    }

    static JsonFields compact(StringBuilder out) {
        return new JsonFields(out, false);
    }

    boolean isEmpty() {
        return empty;
    }

    void add(String key, @Nullable Object value) {
        if (!empty) {
            separator();
        }
        empty = false;
        quoted(key);
        out.append(readable ? ": " : ":");
        value(value);
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean b -> out.append(b.booleanValue());
            case Double d when !Double.isFinite(d) -> quoted(d.toString());
            case Float f when !Float.isFinite(f) -> quoted(f.toString());
            case Number n -> out.append(n);
            case Duration d when readable -> quoted(DurationText.print(d));
            case Duration d -> out.append(seconds(d));
            case Map<?, ?> map -> object(map);
            // A path is a sequence of its parts, but nobody wants to read it so.
            case Path path -> quoted(path.toString());
            case Iterable<?> items -> array(items);
            default -> quoted(value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        JsonFields members = new JsonFields(out, readable);
        map.forEach((key, value) -> members.add(String.valueOf(key), value));
        out.append('}');
    }

    private void array(Iterable<?> items) {
        out.append('[');
        boolean first = true;
        for (Object item : items) {
            if (!first) {
                separator();
            }
            first = false;
            value(item);
        }
        out.append(']');
    }

    private void separator() {
        out.append(readable ? ", " : ",");
    }

    private void quoted(String text) {
        out.append('"');
        escape(out, text, "\"");
        out.append('"');
    }

    private static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return seconds == Math.rint(seconds) && Math.abs(seconds) < 1e15
                ? Long.toString((long) seconds)
                : Double.toString(seconds);
    }

    /**
     * Appends the text so that it stays on its line and cannot pretend to be another field: control characters,
     * backslashes and the given quote are escaped.
     */
    static void escape(StringBuilder out, String text, String quote) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append(quote.isEmpty() ? "\\" : "\\\\");
                default -> {
                    if (c < ' ' || c == '\u007f') {
                        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                    } else {
                        if (quote.indexOf(c) >= 0) {
                            out.append('\\');
                        }
                        out.append(c);
                    }
                }
            }
        }
    }
}
