package edgecomet.adapters.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import edgecomet.domain.header.Headers;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads JSON objects field by field, as the protocol's other implementations do: names compare without case, unknown
 * fields are skipped, {@code null} counts as absent, a value of another type is an error.
 */
public final class JsonFields {

    /** The legacy form has a whole page in one string: the cap of bodies is the limit, not the library's own. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonFields() {}

    /** Reads one field's value, on whose first token the parser stands, or leaves it. */
    @FunctionalInterface
    public interface Reader {
        /** Called once for every field whose value is not null; the name is in lower case. */
        void read(String name, JsonParser value) throws IOException;
    }

    /**
     * Reads a document that is one object and nothing else. Bytes that are not UTF-8 are replaced.
     *
     * @throws IOException if it is not, or a field has the wrong type
     */
    public static void readDocument(byte[] document, Reader reader) throws IOException {
        try (JsonParser parser = FACTORY.createParser(new String(document, StandardCharsets.UTF_8))) {
            parser.nextToken();
            readObject(parser, reader);
            if (parser.nextToken() != null) {
                throw mismatch(parser, "nothing more");
            }
        }
    }

    /** Reads the object on whose first token the parser stands; names come in lower case. */
    public static void readObject(JsonParser parser, Reader reader) throws IOException {
        readExactObject(parser, (name, value) -> reader.read(name.toLowerCase(Locale.ROOT), value));
    }

    /** Reads the object on whose first token the parser stands; names come as they are. */
    public static void readExactObject(JsonParser parser, Reader reader) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            reader.read(name, parser);
            // What the reader did not take; on the last token of a value this does nothing.
            parser.skipChildren();
        }
    }

    /** Reads the elements of an array, nulls left out. */
    public static <T> List<T> readArray(JsonParser parser, Element<T> element) throws IOException {
        expect(parser, JsonToken.START_ARRAY, "an array");
        List<T> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                elements.add(element.read(parser));
            }
        }
        return elements;
    }

    /** Reads one element, on whose first token the parser stands. */
    @FunctionalInterface
    public interface Element<T> {
        /** Leaves the parser on the element's last token. */
        T read(JsonParser parser) throws IOException;
    }

    /** Reads a string. */
    public static String text(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    /** Reads an array of strings. */
    public static List<String> texts(JsonParser parser) throws IOException {
        return readArray(parser, JsonFields::text);
    }

    /** Reads a whole number. */
    public static int integer(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_NUMBER_INT, "an integer");
        return parser.getIntValue();
    }

    /** Reads a whole number that may be large. */
    public static long count(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_NUMBER_INT, "an integer");
        return parser.getLongValue();
    }

    /** Reads a number of nanoseconds. */
    public static Duration nanos(JsonParser parser) throws IOException {
        expect(parser, JsonToken.VALUE_NUMBER_INT, "an integer");
        return Duration.ofNanos(parser.getLongValue());
    }

    /** Reads a number of seconds with a fraction. */
    public static Duration seconds(JsonParser parser) throws IOException {
        if (!parser.currentToken().isNumeric()) {
            throw mismatch(parser, "a number");
        }
        return Duration.ofNanos(Math.round(parser.getDoubleValue() * 1e9));
    }

    /** Reads true or false. */
    public static boolean bool(JsonParser parser) throws IOException {
        if (!parser.currentToken().isBoolean()) {
            throw mismatch(parser, "a boolean");
        }
        return parser.getBooleanValue();
    }

    /** Reads an object of arrays of strings. */
    public static Headers headers(JsonParser parser) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        readExactObject(parser, (name, value) -> headers.put(name, texts(value)));
        return Headers.of(headers);
    }

    /** Reads an object without looking at what it says, and returns it as it was written. */
    public static String rawObject(JsonParser parser) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "an object");
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(text)) {
            copy.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    private static void expect(JsonParser parser, JsonToken token, String expected) throws IOException {
        if (parser.currentToken() != token) {
            throw mismatch(parser, expected);
        }
    }

    private static IOException mismatch(JsonParser parser, String expected) {
        return new IOException(
                "expected " + expected + " at " + parser.currentTokenLocation().offsetDescription());
    }
}
