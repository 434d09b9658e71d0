package edgecomet.domain.event;

import edgecomet.domain.render.ConsoleMessage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * Appends values in the formats of spec 04 §11.2. Whatever a text holds, it stays between its quotes and on its line:
 * every character that some reader takes for the end of a line, or a terminal for a command, is escaped as in JSON.
 */
final class ValueText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int DECIMALS = 3;

    private final StringBuilder out;

    ValueText(StringBuilder out) {
        this.out = out;
    }

    void nothing() {
        out.append('-');
    }

    void text(String value) {
        if (value.isEmpty()) {
            nothing();
        } else {
            quoted(value);
        }
    }

    void number(long value) {
        out.append(value);
    }

    void flag(boolean value) {
        out.append(value);
    }

    void time(Instant value) {
        TIME.formatTo(value, out);
    }

    /** As the floating-point number that readers of these logs computed with, rounded by its exact value. */
    void seconds(Duration value) {
        double seconds = value.getSeconds() + value.getNano() / 1e9;
        out.append(new BigDecimal(seconds)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString());
    }

    void console(List<ConsoleMessage> messages) {
        if (messages.isEmpty()) {
            nothing();
            return;
        }
        String separator = "[";
        for (ConsoleMessage message : messages) {
            out.append(separator);
            separator = ",";
            member("{", "type", message.kind().label());
            member(",", "source_url", message.sourceUrl());
            member(",", "source_location", message.sourceLocation());
            member(",", "message", message.text());
            out.append('}');
        }
        out.append(']');
    }

    private void member(String before, String name, String value) {
        out.append(before).append('"').append(name).append("\":");
        quoted(value);
    }

    private void quoted(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            append(value.charAt(i));
        }
        out.append('"');
    }

    private void append(char c) {
        switch (c) {
            case '\\' -> out.append("\\\\");
            case '"' -> out.append("\\\"");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
                if (breaksTheLine(c)) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(c));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static boolean breaksTheLine(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
