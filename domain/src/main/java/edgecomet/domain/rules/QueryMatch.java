package edgecomet.domain.rules;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.url.QueryParameters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Returns whether the query has all that is asked for. */
    public boolean matches(QueryParameters query) {
        for (Map.Entry<String, List<Pattern>> wanted : parameters.entrySet()) {
            boolean found = query.first(wanted.getKey())
                    .filter(value -> anyMatches(wanted.getValue(), value))
                    .isPresent();
            if (!found) {
                return false;
            }
        }
        return true;
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
