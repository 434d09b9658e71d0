package edgecomet.domain.pattern;

import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of the RE2 dialect, searched for anywhere in the candidate (spec 02 §9).
 *
 * <p>The automaton takes time linear in the candidate whatever the expression, so no configuration can make a request
 * hang; {@link RegexpBudget} bounds the automaton itself.
 */
public final class RegexpPattern implements Pattern {
    private static final String IGNORING_CASE = "~*";
    private static final String UNOPENED_GROUP = "stack underflow";

    private final String text;
    private final com.google.re2j.Pattern expression;
    private final boolean ignoresCase;
    private final List<String> literals;

    private RegexpPattern(String text, com.google.re2j.Pattern expression) {
        this.text = text;
        this.expression = expression;
        this.ignoresCase = text.startsWith(IGNORING_CASE);
        this.literals = RegexpLiterals.of(text.substring(ignoresCase ? 2 : 1), ignoresCase);
    }

    /** Compiles what follows the first or second character of a text. */
    static RegexpPattern compile(String text) {
        String expression = text.startsWith(IGNORING_CASE) ? "(?i)" + text.substring(2) : text.substring(1);
        Optional<String> excess = RegexpBudget.excess(expression);
        if (excess.isPresent()) {
            throw invalid(text, "error parsing regexp: " + excess.get() + ": `" + expression + "`", null);
        }
        try {
            return new RegexpPattern(text, com.google.re2j.Pattern.compile(expression));
        } catch (PatternSyntaxException e) {
            throw invalid(text, reason(e, expression), e);
        }
    }

    /** The compiler calls a closing parenthesis too many an internal error; the operator shall read what it is. */
    private static String reason(PatternSyntaxException e, String expression) {
        return UNOPENED_GROUP.equals(e.getPattern())
                ? "error parsing regexp: unexpected ): `" + expression + "`"
                : String.valueOf(e.getMessage());
    }

    private static InvalidPatternException invalid(String text, String reason, @Nullable PatternSyntaxException cause) {
        return new InvalidPatternException("invalid regexp pattern '" + text + "': " + reason, cause);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean matches(String candidate) {
        return (ignoresCase || containsLiterals(candidate))
                && expression.matcher(candidate).find();
    }

    /** Spares most candidates the automaton, which is slower than a search for text by an order of magnitude. */
    private boolean containsLiterals(String candidate) {
        int position = 0;
        for (String literal : literals) {
            int found = candidate.indexOf(literal, position);
            if (found < 0) {
                return false;
            }
            position = found + literal.length();
        }
        return true;
    }

    /** Returns texts that every matching candidate contains one after the other, in some case if case is ignored. */
    List<String> literals() {
        return literals;
    }

    @Override
    public Kind kind() {
        return Kind.REGEXP;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegexpPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
