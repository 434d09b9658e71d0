package edgecomet.domain.pattern;

/** Decides by its first characters what kind of pattern a text is (spec 02 §9). */
final class PatternParser {
    private PatternParser() {}

    static Pattern parse(String text) {
        if (text.isEmpty()) {
            throw new InvalidPatternException("pattern cannot be empty");
        }
        if (text.startsWith("~")) {
            return RegexpPattern.compile(text);
        }
        return text.indexOf('*') >= 0 ? new WildcardPattern(text) : new ExactPattern(text);
    }
}
