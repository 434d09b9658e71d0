package edgecomet.domain.rules;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.pattern.PatternIndex;
import edgecomet.domain.url.QueryParameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The URL rules of a host in the order in which they are tried (spec 02 §11.1): exact before wildcard before regular
 * expression, those that ask for query parameters first, then those with more slashes, then as declared.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class RuleSet {

    private static final Comparator<UrlRule> ORDER = Comparator.<UrlRule, Pattern.Kind>comparing(
                    rule -> rule.pattern().kind())
            .thenComparing(rule -> rule.query().isEmpty())
            .thenComparing(Comparator.comparingInt(RuleSet::slashes).reversed());

    private final List<UrlRule> rules;
    private final PatternIndex index;

    private RuleSet(List<UrlRule> rules) {
        this.rules = rules;
        this.index = PatternIndex.of(rules.stream().map(UrlRule::pattern).toList());
    }

    /** Sorts the rules; the order of the list is that of the declaration. */
    public static RuleSet of(List<UrlRule> declared) {
        List<UrlRule> sorted = new ArrayList<>(declared);
        sorted.sort(ORDER);
        return new RuleSet(List.copyOf(sorted));
    }

    /**
     * Returns the position of the first rule that matches, or -1.
     *
     * @param path percent-decoded
     * @param rawQuery still encoded; looked at only where a rule asks for parameters
     */
    public int match(String path, String rawQuery) {
        LazyQuery query = new LazyQuery(rawQuery);
        return index.first(path, position -> query.satisfies(rules.get(position).query()));
    }

    /** Returns the rule at a position. */
    public UrlRule rule(int position) {
        return rules.get(position);
    }

    /** Returns the name of a rule as the {@code X-Matched-Rule} header has it. */
    public String id(int position) {
        UrlRule rule = rules.get(position);
        return "rule_" + position + ":" + rule.pattern().text() + (rule.query().isEmpty() ? "" : "?...");
    }

    /** Returns how many rules there are. */
    public int size() {
        return rules.size();
    }

    private static int slashes(UrlRule rule) {
        Pattern pattern = rule.pattern();
        return (int) pattern.text().chars().filter(c -> c == '/').count();
    }

    /** Most rules ask for no parameter, so that most queries are never decoded. */
    private static final class LazyQuery {
        private final String raw;
        private QueryParameters parsed = NOT_YET;
        private static final QueryParameters NOT_YET = QueryParameters.parse("");

        LazyQuery(String raw) {
            this.raw = raw;
        }

        boolean satisfies(QueryMatch wanted) {
            if (wanted.isEmpty()) {
                return true;
            }
            if (parsed == NOT_YET) {
                parsed = QueryParameters.parse(raw);
            }
            return wanted.matches(parsed);
        }
    }
}
