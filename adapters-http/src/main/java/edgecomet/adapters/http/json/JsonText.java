package edgecomet.adapters.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import edgecomet.domain.header.Headers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Writes JSON as the protocol wants it: many fields are left out where they are empty. */
public final class JsonText {

    private static final double NANOS_PER_SECOND = 1e9;

    private JsonText() {}

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Writer {
        /** Called between the braces. */
        void write(JsonGenerator out) throws IOException;
    }

    /** Returns a document of one object, in UTF-8; halves of characters, which scripts of pages can make, are replaced. */
    public static byte[] document(Writer fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JsonFields.FACTORY.createGenerator(text)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Writes a member that is an object. */
    public static void object(JsonGenerator out, String name, Writer fields) throws IOException {
        out.writeObjectFieldStart(name);
        fields.write(out);
        out.writeEndObject();
    }

    /** Writes a member that is a string, unless it is empty. */
    public static void text(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    /** Writes a member that is a whole number, unless it is zero. */
    public static void count(JsonGenerator out, String name, int value) throws IOException {
        if (value != 0) {
            out.writeNumberField(name, value);
        }
    }

    /** Writes a member that is a number of seconds with a fraction. */
    public static void seconds(JsonGenerator out, String name, Duration duration) throws IOException {
        out.writeNumberField(name, duration.toNanos() / NANOS_PER_SECOND);
    }

    /** Writes a member that is an array of strings, unless it is empty. */
    public static void texts(JsonGenerator out, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
    }

    /** Writes a member that is an object of arrays of strings, unless it is empty. */
    public static void headers(JsonGenerator out, String name, Headers headers) throws IOException {
        if (!headers.isEmpty()) {
            out.writeObjectFieldStart(name);
            for (Map.Entry<String, List<String>> header : headers.asMap().entrySet()) {
                texts(out, header.getKey(), header.getValue());
            }
            out.writeEndObject();
        }
    }
}
