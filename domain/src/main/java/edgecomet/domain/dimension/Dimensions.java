package edgecomet.domain.dimension;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.pattern.PatternIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dimensions of a host, and which of them a user agent selects (spec 02 §10.2): patterns of blocked dimensions first,
 * then exact before wildcard before regular expression, then the longer, then the smaller id.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class Dimensions {

    private static final Comparator<Candidate> ORDER = Comparator.<Candidate, Boolean>comparing(
                    candidate -> candidate.dimension().action() != DimensionAction.BLOCK)
            .thenComparing(candidate -> candidate.pattern().kind())
            .thenComparing(Comparator.comparingLong(Candidate::literalLength).reversed())
            .thenComparingInt(candidate -> candidate.dimension().id());

    private final Map<String, Dimension> byName;
    private final List<Candidate> candidates;
    private final PatternIndex index;

    private record Candidate(Pattern pattern, Dimension dimension) {
        long literalLength() {
            return pattern.text().codePoints().filter(c -> c != '*').count();
        }
    }

    private Dimensions(Map<String, Dimension> byName) {
        this.byName = byName;
        List<Candidate> all = new ArrayList<>();
        byName.values()
                .forEach(dimension ->
                        dimension.userAgents().forEach(pattern -> all.add(new Candidate(pattern, dimension))));
        all.sort(ORDER);
        this.candidates = List.copyOf(all);
        this.index = PatternIndex.of(candidates.stream().map(Candidate::pattern).toList());
    }

    /** Returns these dimensions, and the built-in bypass dimension where none of that name is among them. */
    public static Dimensions of(List<Dimension> declared) {
        Map<String, Dimension> byName = new LinkedHashMap<>();
        declared.forEach(dimension -> byName.put(dimension.name(), dimension));
        byName.putIfAbsent(Dimension.BYPASS_NAME, Dimension.BYPASS);
        return new Dimensions(byName);
    }

    /** Returns the dimension that the user agent selects; empty if no pattern accepts it. */
    public Optional<Dimension> detect(String userAgent) {
        int position = index.first(userAgent);
        return position < 0
                ? Optional.empty()
                : Optional.of(candidates.get(position).dimension());
    }

    /** Returns the dimension of this name. */
    public Optional<Dimension> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the dimension of this id. */
    public Optional<Dimension> byId(int id) {
        return byName.values().stream().filter(d -> d.id() == id).findFirst();
    }

    /** Returns all dimensions, in the order of declaration. */
    public List<Dimension> all() {
        return List.copyOf(byName.values());
    }
}
