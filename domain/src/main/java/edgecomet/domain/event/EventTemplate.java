package edgecomet.domain.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a line of the event log looks: text, with the name of an {@link EventField} between braces where a value is to
 * stand (spec 04 §11.2). Every opening brace begins a placeholder; a closing one on its own is text.
 *
 * <p>Immutable and safe for concurrent use. Two templates are equal if their texts are.
 */
public final class EventTemplate {

    /** What is written where the configuration says nothing else. */
    public static final EventTemplate DEFAULT = betweenTabs(
            EventField.TIMESTAMP,
            EventField.HOST,
            EventField.URL,
            EventField.STATUS_CODE,
            EventField.EVENT_TYPE,
            EventField.SOURCE,
            EventField.SERVE_TIME,
            EventField.RENDER_TIME,
            EventField.CACHE_AGE,
            EventField.CLIENT_IP);

    private static final int TYPICAL_LINE = 512;

    private final List<Part> parts;

    private EventTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** What came of reading a template. */
    public sealed interface Parsing {

        /** It can be used. */
        record Parsed(EventTemplate template) implements Parsing {}

        /** It cannot; the reason names the first placeholder that is wrong, or its position in bytes. */
        record Invalid(String reason) implements Parsing {}
    }

    private sealed interface Part {

        record Text(String text) implements Part {
            @Override
            public String toString() {
                return text;
            }
        }

        record Value(EventField field) implements Part {
            @Override
            public String toString() {
                return "{" + field.label() + "}";
            }
        }
    }

    private static EventTemplate betweenTabs(EventField... fields) {
        List<Part> parts = new ArrayList<>();
        for (EventField field : fields) {
            if (!parts.isEmpty()) {
                parts.add(new Part.Text("\t"));
            }
            parts.add(new Part.Value(field));
        }
        return new EventTemplate(parts);
    }

    /** Reads a template. */
    public static Parsing parse(String text) {
        if (text.isEmpty()) {
            return new Parsing.Invalid("template cannot be empty");
        }
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int open = text.indexOf('{');
        while (open >= 0) {
            addText(parts, text.substring(from, open));
            int close = text.indexOf('}', open);
            if (close < 0) {
                return new Parsing.Invalid("unclosed placeholder at position " + bytes(text, open));
            }
            String name = text.substring(open + 1, close);
            if (name.isEmpty()) {
                return new Parsing.Invalid("empty placeholder at position " + bytes(text, open));
            }
            Optional<EventField> field = EventField.ofLabel(name);
            if (field.isEmpty()) {
                return new Parsing.Invalid("unknown placeholder {" + name + "}");
            }
            parts.add(new Part.Value(field.get()));
            from = close + 1;
            open = text.indexOf('{', from);
        }
        addText(parts, text.substring(from));
        return new Parsing.Parsed(new EventTemplate(parts));
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text));
        }
    }

    private static int bytes(String text, int end) {
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the event's line, its line feed included. */
    public String line(RequestEvent event) {
        StringBuilder line = new StringBuilder(TYPICAL_LINE);
        ValueText values = new ValueText(line);
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> line.append(text);
                case Part.Value(EventField field) -> field.write(values, event);
            }
        }
        return line.append('\n').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventTemplate that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** Returns the template as it is written in a file. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        parts.forEach(text::append);
        return text.toString();
    }
}
