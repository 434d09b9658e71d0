package edgecomet.adapters.fs.configuration;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers, booleans and null as indented JSON. */
final class Json {

    private Json() {}

    static String write(@Nullable Object value) {
        return write(value, "") + "\n";
    }

    private static String write(@Nullable Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry ->
                                inner + quoted(String.valueOf(entry.getKey())) + ": " + write(entry.getValue(), inner))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list ->
                list.stream().map(element -> write(element, inner)).collect(Collectors.joining(", ", "[", "]"));
            case String text -> quoted(text);
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
