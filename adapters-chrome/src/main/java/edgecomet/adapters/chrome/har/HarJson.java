package edgecomet.adapters.chrome.har;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes JSON as a recording wants it. */
final class HarJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private HarJson() {}

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        /** Called between the braces. */
        void write(JsonGenerator out) throws IOException;
    }

    /** Writes the members of an object about an element. */
    @FunctionalInterface
    interface Element<T> {
        /** Called between the braces. */
        void write(JsonGenerator out, T element) throws IOException;
    }

    /** Returns a document of one object; halves of characters, which scripts can make, are replaced. */
    static String document(Members members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            out.writeStartObject();
            members.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static void object(JsonGenerator out, String name, Members members) throws IOException {
        out.writeObjectFieldStart(name);
        members.write(out);
        out.writeEndObject();
    }

    static <T> void objects(JsonGenerator out, String name, List<T> elements, Element<T> element) throws IOException {
        out.writeArrayFieldStart(name);
        for (T one : elements) {
            out.writeStartObject();
            element.write(out, one);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    static <T> void objectsUnlessNone(JsonGenerator out, String name, List<T> elements, Element<T> element)
            throws IOException {
        if (!elements.isEmpty()) {
            objects(out, name, elements, element);
        }
    }

    static void textsUnlessNone(JsonGenerator out, String name, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String text : texts) {
                out.writeString(text);
            }
            out.writeEndArray();
        }
    }

    static void textUnlessEmpty(JsonGenerator out, String name, String text) throws IOException {
        if (!text.isEmpty()) {
            out.writeStringField(name, text);
        }
    }

    static void numberUnlessZero(JsonGenerator out, String name, long number) throws IOException {
        if (number != 0) {
            out.writeNumberField(name, number);
        }
    }

    /** Writes a time in milliseconds; what is finer than a microsecond is no knowledge. */
    static void millis(JsonGenerator out, String name, double millis) throws IOException {
        out.writeNumberField(name, Math.round(millis * 1000) / 1000.0);
    }

    static void millisUnlessZero(JsonGenerator out, String name, double millis) throws IOException {
        if (millis != 0) {
            millis(out, name, millis);
        }
    }
}
