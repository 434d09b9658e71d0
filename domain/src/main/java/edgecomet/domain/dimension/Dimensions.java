package edgecomet.domain.dimension;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.pattern.PatternIndex;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dimensions of a host, the built-in bypass dimension always among them (spec 02 §10).
 *
 * <p>A user agent selects the dimension of the first pattern that accepts it: those of block dimensions are tried
 * first, then exact patterns, wildcards and regular expressions, longer ones first, and last the smaller dimension id
 * decides.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Dimensions {
    private static final Comparator<Candidate> ORDER = Comparator.comparing(
                    (Candidate c) -> c.dimension.action() != DimensionAction.BLOCK)
            .thenComparing(c -> c.pattern.kind())
            .thenComparing(Comparator.comparingInt(Candidate::literalLength).reversed())
            .thenComparingInt(c -> c.dimension.id());

    private final List<Dimension> dimensions;
    private final List<Candidate> candidates;
    private final PatternIndex index;

    private record Candidate(Pattern pattern, Dimension dimension) {

        int literalLength() {
            return (int) pattern.text().codePoints().filter(c -> c != '*').count();
        }
    }

    private Dimensions(List<Dimension> dimensions) {
        this.dimensions = dimensions;
        this.candidates = dimensions.stream()
                .flatMap(dimension -> dimension.userAgents().stream().map(p -> new Candidate(p, dimension)))
                .sorted(ORDER)
                .toList();
        this.index = PatternIndex.of(candidates.stream().map(Candidate::pattern).toList());
    }

    /** Creates the dimensions of a host and adds the built-in bypass dimension unless one of that name is declared. */
    public static Dimensions of(List<Dimension> declared) {
        boolean complete = declared.stream().anyMatch(d -> d.name().equals(Dimension.BYPASS_NAME));
        return new Dimensions(
                complete
                        ? List.copyOf(declared)
                        : Stream.concat(declared.stream(), Stream.of(Dimension.BYPASS))
                                .toList());
    }

    /** Returns the dimension that a user agent selects; an absent header is the empty text. */
    public Optional<Dimension> detect(String userAgent) {
        int position = index.first(userAgent);
        return position < 0 ? Optional.empty() : Optional.of(candidates.get(position).dimension);
    }

    /** Returns the dimension of this name, which is case sensitive. */
    public Optional<Dimension> byName(String name) {
        return dimensions.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /** Returns the dimension of this id. */
    public Optional<Dimension> byId(int id) {
        return dimensions.stream().filter(d -> d.id() == id).findFirst();
    }

    /** Returns the dimensions as declared, the built-in one last. */
    public List<Dimension> all() {
        return dimensions;
    }

    @Override
    public String toString() {
        return dimensions.stream().map(Dimension::name).toList().toString();
    }
}
