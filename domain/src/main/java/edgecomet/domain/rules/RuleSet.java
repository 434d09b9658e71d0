package edgecomet.domain.rules;

import edgecomet.domain.pattern.PatternIndex;
import edgecomet.domain.url.QueryParameters;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The URL rules of a host in the order in which they are tried (spec 02 §11.1): by kind of pattern, those that look at
 * the query first, deeper paths first, then as declared.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class RuleSet {
    private static final Comparator<UrlRule> ORDER = Comparator.comparing(
                    (UrlRule rule) -> rule.pattern().kind())
            .thenComparing(rule -> rule.query().isEmpty())
            .thenComparing(Comparator.comparingInt(UrlRule::depth).reversed())
            .thenComparingInt(UrlRule::declaration);

    private final List<UrlRule> rules;
    private final PatternIndex index;

    private RuleSet(List<UrlRule> rules) {
        this.rules = rules;
        this.index = PatternIndex.of(rules.stream().map(UrlRule::pattern).toList());
    }

    /** Sorts the rules. */
    public static RuleSet of(List<UrlRule> rules) {
        return new RuleSet(rules.stream().sorted(ORDER).toList());
    }

    /**
     * Returns the position of the first rule that matches, or -1.
     *
     * @param path percent-decoded, cleaned
     * @param rawQuery as the client spelt it, before anything was stripped; only read if a rule needs it
     */
    public int match(String path, String rawQuery) {
        return index.first(path, new QueryCheck(rawQuery));
    }

    /** Judges the rule at a position by itself, as {@link #match} does, whether or not an earlier one matches. */
    public RuleVerdict verdict(int position, String path, String rawQuery) {
        UrlRule rule = rules.get(position);
        if (!rule.pattern().matches(path)) {
            return new RuleVerdict.PathDiffers();
        }
        return rule.query()
                .unmet(QueryParameters.parse(rawQuery))
                .<RuleVerdict>map(RuleVerdict.QueryDiffers::new)
                .orElseGet(RuleVerdict.Matches::new);
    }

    /** Returns the rule at a position in the order of trial. */
    public UrlRule rule(int position) {
        return rules.get(position);
    }

    /** Returns the id of the rule at a position, as sent in {@code X-Matched-Rule} (spec 02 §11.4). */
    public String id(int position) {
        UrlRule rule = rules.get(position);
        return "rule_" + position + ":" + rule.pattern().text() + (rule.query().isEmpty() ? "" : "?...");
    }

    /** Returns the number of rules. */
    public int size() {
        return rules.size();
    }

    /** Decodes the query when the first rule asks for it, and only once. */
    private final class QueryCheck implements IntPredicate {
        private final String rawQuery;
        private @Nullable QueryParameters parameters;

        private QueryCheck(String rawQuery) {
            this.rawQuery = rawQuery;
        }

        @Override
        public boolean test(int position) {
            QueryMatch wanted = rules.get(position).query();
            if (wanted.isEmpty()) {
                return true;
            }
            QueryParameters known = parameters;
            if (known == null) {
                known = QueryParameters.parse(rawQuery);
                parameters = known;
            }
            return wanted.matches(known);
        }
    }
}
