package edgecomet.domain.pattern;

/**
 * One pattern of the configuration language (spec 02 §9), parsed once and matched in linear time.
 *
 * <p>Immutable and safe for concurrent use.
 */
public sealed interface Pattern permits ExactPattern, WildcardPattern, RegexpPattern {

    /**
     * Parses the text of a pattern.
     *
     * @throws InvalidPatternException with the message of spec 01 §3.4 if the text is empty or its regular
     *     expression does not compile
     */
    static Pattern parse(String text) {
        return PatternParser.parse(text);
    }

    /** Returns the pattern as the operator wrote it. */
    String text();

    /** Returns whether the whole pattern accepts the candidate. */
    boolean matches(String candidate);

    /** Returns the kind, whose order is the priority wherever patterns are sorted: exact, wildcard, regexp. */
    Kind kind();

    /** The three kinds of pattern, most specific first. */
    enum Kind {
        EXACT,
        WILDCARD,
        REGEXP
    }
}
