package edgecomet.adapters.fs.configuration.tester;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON document as maps, lists, texts, numbers and booleans. */
final class JsonDocument {

    private JsonDocument() {}

    /** Reads the document; there must be nothing after it. */
    static Map<?, ?> read(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            Object document = value(json);
            if (json.nextToken() != null) {
                throw new AssertionError("more than one document");
            }
            return (Map<?, ?>) document;
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Returns what lies at the end of a path of names and positions; null if nothing does. */
    static Object at(Object document, Object... path) {
        Object found = document;
        for (Object step : path) {
            found = step instanceof Integer position ? ((List<?>) found).get(position) : ((Map<?, ?>) found).get(step);
        }
        return found;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    members.put(name, value(json));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(json));
                }
                yield elements;
            }
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new AssertionError("unexpected " + json.currentToken());
        };
    }
}
