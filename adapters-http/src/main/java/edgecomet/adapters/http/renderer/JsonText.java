package edgecomet.adapters.http.renderer;

import com.fasterxml.jackson.core.JsonGenerator;
import edgecomet.domain.header.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes JSON as the protocol wants it: many fields are left out where they are empty. */
final class JsonText {

    private JsonText() {}

    /** Writes the fields of an object. */
    @FunctionalInterface
    interface Writer {
        /** Called between the braces. */
        void write(JsonGenerator out) throws IOException;
    }

    /** Returns a document of one object, in UTF-8. */
    static byte[] document(Writer fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JsonFields.FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    static void object(JsonGenerator out, String name, Writer fields) throws IOException {
        out.writeObjectFieldStart(name);
        fields.write(out);
        out.writeEndObject();
    }

    static void text(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    static void count(JsonGenerator out, String name, int value) throws IOException {
        if (value != 0) {
            out.writeNumberField(name, value);
        }
    }

    static void texts(JsonGenerator out, String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values) {
                out.writeString(value);
            }
            out.writeEndArray();
        }
    }

    static void headers(JsonGenerator out, String name, Headers headers) throws IOException {
        if (!headers.isEmpty()) {
            out.writeObjectFieldStart(name);
            for (Map.Entry<String, List<String>> header : headers.asMap().entrySet()) {
                texts(out, header.getKey(), header.getValue());
            }
            out.writeEndObject();
        }
    }
}
