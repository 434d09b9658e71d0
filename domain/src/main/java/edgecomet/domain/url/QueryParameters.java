package edgecomet.domain.url;

import java.util.List;
import java.util.Optional;

/**
 * The decoded parameters of a query, as rules and recordings look at them (spec 02 §11.3, 05 §12): what cannot be
 * decoded is ignored.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class QueryParameters {
    private final List<QueryCoding.Pair> pairs;

    private QueryParameters(List<QueryCoding.Pair> pairs) {
        this.pairs = List.copyOf(pairs);
    }

    /** Reads the part of a URL between the question mark and the fragment. */
    public static QueryParameters parse(String rawQuery) {
        return new QueryParameters(QueryCoding.read(Octets.ofText(rawQuery)).pairs());
    }

    /** A decoded parameter; without an equals sign its value is empty. */
    public record Parameter(String name, String value) {}

    /** Returns all parameters in the byte order of their names; those of one name keep their order. */
    public List<Parameter> sorted() {
        return pairs.stream()
                .sorted(QueryCoding.BY_NAME)
                .map(pair -> new Parameter(Octets.toText(pair.name()), Octets.toText(pair.value())))
                .toList();
    }

    /** Returns the value of the first parameter of this name, which is case sensitive. */
    public Optional<String> first(String name) {
        String octets = Octets.ofText(name);
        for (QueryCoding.Pair pair : pairs) {
            if (pair.name().equals(octets)) {
                return Optional.of(Octets.toText(pair.value()));
            }
        }
        return Optional.empty();
    }
}
