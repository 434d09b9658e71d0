package edgecomet.domain.header;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * HTTP headers: names keep their spelling and order but compare without case, values keep their order.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Headers {

    /** No header. */
    public static final Headers EMPTY = new Headers(new LinkedHashMap<>());

    private final SequencedMap<String, Field> fields;

    private record Field(String name, List<String> values) {}

    private Headers(SequencedMap<String, Field> fields) {
        this.fields = fields;
    }

    /** Returns the headers of a map from name to values; names that differ in case only are joined. */
    public static Headers of(Map<String, List<String>> values) {
        Builder builder = builder();
        values.forEach((name, list) -> list.forEach(value -> builder.add(name, value)));
        return builder.build();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the first value of a header, whatever the case of its name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** Returns every value of a header, whatever the case of its name; empty if there is none. */
    public List<String> all(String name) {
        Field field = fields.get(fold(name));
        return field == null ? List.of() : field.values();
    }

    /** Returns whether there is no header at all. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Visits each name and value in order; a name with several values is visited once for each. */
    public void forEach(BiConsumer<String, String> visitor) {
        fields.values().forEach(field -> field.values().forEach(value -> visitor.accept(field.name(), value)));
    }

    /** Returns the headers with one of these names, whatever its case. */
    public Headers only(Collection<String> names) {
        Set<String> wanted = folded(names);
        return filtered(wanted::contains);
    }

    /** Returns the headers with none of these names, whatever its case. */
    public Headers without(Collection<String> names) {
        Set<String> unwanted = folded(names);
        return filtered(name -> !unwanted.contains(name));
    }

    /** Returns name to values, in order. */
    public SequencedMap<String, List<String>> asMap() {
        SequencedMap<String, List<String>> map = new LinkedHashMap<>();
        fields.values().forEach(field -> map.put(field.name(), field.values()));
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return asMap().toString();
    }

    private Headers filtered(Predicate<String> kept) {
        SequencedMap<String, Field> some = new LinkedHashMap<>(fields);
        some.keySet().removeIf(kept.negate());
        return new Headers(some);
    }

    private static Set<String> folded(Collection<String> names) {
        return names.stream().map(Headers::fold).collect(Collectors.toSet());
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Collects headers; not safe for concurrent use. */
    public static final class Builder {
        private final SequencedMap<String, Field> fields = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a value to those that the header already has. */
        public Builder add(String name, String value) {
            Field field = fields.computeIfAbsent(fold(name), key -> new Field(name, new ArrayList<>()));
            field.values().add(value);
            return this;
        }

        /** Gives the header this one value. */
        public Builder set(String name, String value) {
            fields.remove(fold(name));
            return add(name, value);
        }

        /** Adds every header of the other map. */
        public Builder addAll(Headers other) {
            other.forEach(this::add);
            return this;
        }

        /** Returns the headers collected so far. */
        public Headers build() {
            SequencedMap<String, Field> copy = new LinkedHashMap<>();
            fields.forEach((key, field) -> copy.put(key, new Field(field.name(), List.copyOf(field.values()))));
            return new Headers(copy);
        }
    }
}
