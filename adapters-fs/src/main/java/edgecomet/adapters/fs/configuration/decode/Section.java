package edgecomet.adapters.fs.configuration.decode;

import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One decoded section of a file: typed values by key, each with its line.
 *
 * <p>Immutable. An absent section is an empty one that is not {@link #isPresent() present}, so that readers need no
 * null checks on their way down. Asking for a key that the section's table does not have, or as another type than the
 * table's, is a bug and throws.
 */
public final class Section {

    private final Keys keys;
    private final int line;
    private final boolean present;
    private final Map<String, Located<Object>> values;
    private final Map<String, Integer> emptyLines;

    private Section(
            Keys keys,
            int line,
            boolean present,
            Map<String, Located<Object>> values,
            Map<String, Integer> emptyLines) {
        this.keys = keys;
        this.line = line;
        this.present = present;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.emptyLines = Map.copyOf(emptyLines);
    }

    /** Creates a section; the lines are those of keys that stand in the file without a value. */
    static Section of(Keys keys, int line, Map<String, Located<Object>> values, Map<String, Integer> emptyLines) {
        return new Section(keys, line, true, values, emptyLines);
    }

    static Section empty(Keys keys, int line) {
        return new Section(keys, line, true, Map.of(), Map.of());
    }

    static Section absent(Keys keys, int line) {
        return new Section(keys, line, false, Map.of(), Map.of());
    }

    /** Returns whether the file has this section. */
    public boolean isPresent() {
        return present;
    }

    /** Returns the line on which the section begins; that of its parent where it is absent. */
    public int line() {
        return line;
    }

    /** Returns the line of a key's value; that of the section where the key is absent. */
    public int line(String key) {
        keys.get(key);
        Located<Object> value = values.get(key);
        return value == null ? emptyLines.getOrDefault(key, line) : value.line();
    }

    /** Returns whether the file gives the key a value. */
    public boolean has(String key) {
        keys.get(key);
        return values.containsKey(key);
    }

    /** Returns whether the key exists at this level at all. */
    public boolean allows(String key) {
        return keys.find(key).isPresent();
    }

    /** Returns the values that the key may have; none where any will do. */
    public List<String> choices(String key) {
        return keys.get(key).choices();
    }

    /** Returns the boolean, or null where it is absent. */
    public @Nullable Boolean bool(String key) {
        return (Boolean) single(key, ScalarType.BOOL);
    }

    /** Returns whether the boolean is there and true. */
    public boolean isTrue(String key) {
        return Boolean.TRUE.equals(bool(key));
    }

    /** Returns the whole number, or null where it is absent. */
    public @Nullable Integer integer(String key) {
        return (Integer) single(key, ScalarType.INT);
    }

    /** Returns the whole number, or 0 where it is absent. */
    public int number(String key) {
        Integer value = integer(key);
        return value == null ? 0 : value;
    }

    /** Returns the number, which may have a fraction, or null where it is absent. */
    public @Nullable Double decimal(String key) {
        return (Double) single(key, ScalarType.FLOAT);
    }

    /** Returns the text, or an empty one where it is absent. */
    public String text(String key) {
        Object value = single(key, ScalarType.TEXT);
        return value == null ? "" : (String) value;
    }

    /** Returns the listen address as written, or an empty text where it is absent. */
    public String address(String key) {
        Object value = single(key, ScalarType.ADDRESS);
        return value == null ? "" : (String) value;
    }

    /** Returns the duration, or null where it is absent. */
    public @Nullable Duration duration(String key) {
        return (Duration) single(key, ScalarType.DURATION);
    }

    /** Returns the texts of a sequence, or none where it is absent. */
    public List<Located<String>> items(String key) {
        require(
                key,
                shape -> shape instanceof Shape.Domains
                        || shape instanceof Shape.Patterns
                        || shape.equals(new Shape.Listing(ScalarType.TEXT)));
        return elements(key, String.class);
    }

    /** Returns the texts of a sequence without their lines. */
    public List<String> texts(String key) {
        return items(key).stream().map(Located::value).toList();
    }

    /** Returns the whole numbers of a sequence, or none where it is absent. */
    public List<Located<Integer>> numbers(String key) {
        require(key, shape -> shape.equals(new Shape.Listing(ScalarType.INT)));
        return elements(key, Integer.class);
    }

    /** Returns the section behind the key. */
    public Section section(String key) {
        if (!(keys.get(key).shape() instanceof Shape.Nested(Keys nested))) {
            throw misuse(key);
        }
        Located<Object> value = values.get(key);
        return value == null ? absent(nested, line(key)) : (Section) value.value();
    }

    /** Returns the sections of a sequence. */
    public List<Section> sections(String key) {
        require(key, Shape.NestedList.class::isInstance);
        Located<Object> value = values.get(key);
        return value == null
                ? List.of()
                : ((List<?>) value.value()).stream().map(Section.class::cast).toList();
    }

    /** Returns the sections of a map in the order of the file. */
    public Map<String, Section> sectionMap(String key) {
        require(key, Shape.NestedMap.class::isInstance);
        return map(key, Section.class);
    }

    /** Returns a map of texts in the order of the file. */
    public Map<String, String> textMap(String key) {
        require(key, Shape.Texts.class::isInstance);
        return map(key, String.class);
    }

    /** Returns, by parameter name, the texts of the patterns of which one must match. */
    public Map<String, List<String>> queries(String key) {
        require(key, Shape.Queries.class::isInstance);
        var queries = new LinkedHashMap<String, List<String>>();
        map(key, List.class)
                .forEach((name, texts) -> queries.put(
                        name, ((List<?>) texts).stream().map(String.class::cast).toList()));
        return queries;
    }

    private @Nullable Object single(String key, ScalarType type) {
        require(key, shape -> shape.equals(new Shape.Single(type)));
        Located<Object> value = values.get(key);
        return value == null ? null : value.value();
    }

    private <T> List<Located<T>> elements(String key, Class<T> type) {
        Located<Object> value = values.get(key);
        if (value == null) {
            return List.of();
        }
        return ((List<?>) value.value())
                .stream()
                        .map(Located.class::cast)
                        .map(element -> new Located<>(type.cast(element.value()), element.line()))
                        .toList();
    }

    private <T> Map<String, T> map(String key, Class<T> type) {
        var typed = new LinkedHashMap<String, T>();
        Located<Object> value = values.get(key);
        if (value != null) {
            ((Map<?, ?>) value.value()).forEach((name, entry) -> typed.put((String) name, type.cast(entry)));
        }
        return typed;
    }

    private void require(String key, java.util.function.Predicate<Shape> accepted) {
        if (!accepted.test(keys.get(key).shape())) {
            throw misuse(key);
        }
    }

    private IllegalArgumentException misuse(String key) {
        return new IllegalArgumentException(
                key + " of " + keys.type() + " is a " + keys.get(key).shape());
    }
}
