package edgecomet.domain.rules;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.url.QueryParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query parameters that a rule asks for (spec 02 §11.3): every name must be there, and the first value of each must
 * match one of its patterns.
 *
 * @param parameters patterns by parameter name, which is case sensitive; the pattern {@code *} asks for any value but
 *     the empty one
 */
public record QueryMatch(Map<String, List<Pattern>> parameters) {

    /** Asks for nothing. */
    public static final QueryMatch ANY = new QueryMatch(Map.of());

    private static final String PRESENT = "*";

    public QueryMatch {
        Map<String, List<Pattern>> copy = new LinkedHashMap<>();
        parameters.forEach((name, patterns) -> copy.put(name, List.copyOf(patterns)));
        parameters = Collections.unmodifiableMap(copy);
    }

    /** Returns whether any query is accepted. */
    public boolean isEmpty() {
        return parameters.isEmpty();
    }

    /**
     * A parameter that is not as a rule wants it.
     *
     * @param value what the query has; empty if it lacks the parameter
     * @param wanted of which one would have had to match
     */
    public record Unmet(String parameter, Optional<String> value, List<Pattern> wanted) {}

    /** Returns whether the query has all that is asked for. */
    public boolean matches(QueryParameters query) {
        return unmet(query).isEmpty();
    }

    /** Returns the first parameter that is not as asked for; empty if the query matches. */
    public Optional<Unmet> unmet(QueryParameters query) {
        for (Map.Entry<String, List<Pattern>> wanted : parameters.entrySet()) {
            Optional<String> value = query.first(wanted.getKey());
            if (value.isEmpty() || !anyMatches(wanted.getValue(), value.get())) {
                return Optional.of(new Unmet(wanted.getKey(), value, wanted.getValue()));
            }
        }
        return Optional.empty();
    }

    private static boolean anyMatches(List<Pattern> patterns, String value) {
        for (Pattern pattern : patterns) {
            if (pattern.text().equals(PRESENT) ? !value.isEmpty() : pattern.matches(value)) {
                return true;
            }
        }
        return false;
    }
}
