package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.table.Absence;
import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of a key table, for editors. Draft 7 is the one that YAML editors know best. */
final class SchemaFile {

    private static final String DURATION =
            "^[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|ms|s|m|h|d|w)(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|ms|s|m|h))*$|^0$|\\$\\{";

    private SchemaFile() {}

    static String of(String title, Keys table) {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", title);
        schema.putAll(section(table));
        return Json.write(schema);
    }

    private static Map<String, @Nullable Object> section(Keys keys) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        keys.byName().values().forEach(key -> properties.put(key.name(), property(key)));
        Map<String, @Nullable Object> section = new LinkedHashMap<>();
        section.put("type", List.of("object", "null"));
        section.put("additionalProperties", false);
        section.put("properties", properties);
        List<String> required = keys.byName().values().stream()
                .filter(Key::required)
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            section.put("required", required);
        }
        return section;
    }

    private static Map<String, @Nullable Object> property(Key key) {
        Map<String, @Nullable Object> property = new LinkedHashMap<>();
        property.put("description", description(key));
        property.putAll(
                switch (key.shape()) {
                    case Shape.Single(ScalarType type) -> single(type, key.choices());
                    case Shape.Listing(ScalarType type) -> array(element(type, key.choices()));
                    case Shape.Domains(), Shape.Patterns() -> textOrTexts();
                    case Shape.Texts() -> map(Map.of("type", List.of("string", "number", "boolean", "null")));
                    case Shape.Queries() -> map(textOrTexts());
                    case Shape.Nested(Keys nested) -> section(nested);
                    case Shape.NestedList(Keys nested) -> array(section(nested));
                    case Shape.NestedMap(Keys nested) -> map(section(nested));
                });
        return property;
    }

    private static String description(Key key) {
        String absence = switch (key.absence()) {
            case Absence.Nothing(), Absence.Refusal() -> "";
            case Absence.Value(String yaml) -> " Default: " + yaml + ".";
            case Absence.Words(String text) -> " Default: " + text + ".";
        };
        return key.effect() + absence + (key.range().isEmpty() ? "" : " Values: " + key.range() + ".");
    }

    private static Map<String, @Nullable Object> single(ScalarType type, List<String> choices) {
        return switch (type) {
            case BOOL -> words(List.of(true, false, "yes", "no", "on", "off"));
            case INT -> Map.of("type", List.of("integer", "null"));
            case FLOAT -> Map.of("type", List.of("number", "null"));
            case DURATION -> ordered("type", List.of("string", "integer", "null"), "pattern", DURATION, "maximum", 0);
            case ADDRESS -> Map.of("type", List.of("string", "integer", "null"));
            case TEXT ->
                choices.isEmpty() ? Map.of("type", List.of("string", "number", "boolean", "null")) : words(choices);
        };
    }

    private static Map<String, @Nullable Object> element(ScalarType type, List<String> choices) {
        if (!choices.isEmpty()) {
            return Map.of("enum", choices);
        }
        return Map.of("type", type == ScalarType.INT ? "integer" : List.of("string", "number", "boolean"));
    }

    private static Map<String, @Nullable Object> words(List<?> choices) {
        List<@Nullable Object> words = new ArrayList<>(choices);
        words.add(null);
        return Map.of("enum", words);
    }

    private static Map<String, @Nullable Object> array(Map<String, @Nullable Object> items) {
        return ordered("type", List.of("array", "null"), "items", items);
    }

    private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> values) {
        return ordered("type", List.of("object", "null"), "additionalProperties", values);
    }

    private static Map<String, @Nullable Object> textOrTexts() {
        return ordered("type", List.of("string", "array"), "items", Map.of("type", "string"));
    }

    private static Map<String, @Nullable Object> ordered(Object... pairs) {
        Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            ordered.put((String) pairs[i], pairs[i + 1]);
        }
        return ordered;
    }
}
