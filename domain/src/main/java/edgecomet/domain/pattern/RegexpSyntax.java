package edgecomet.domain.pattern;

import java.util.regex.Matcher;

/** The two constructs of a regular expression whose end takes a look ahead to find. */
final class RegexpSyntax {
    private static final java.util.regex.Pattern REPEAT = java.util.regex.Pattern.compile("\\{\\d{1,9}(,\\d{0,9})?\\}");

    private RegexpSyntax() {}

    /** Returns the position after the class that opens at {@code start}; a {@code ]} right at its start is a member. */
    static int endOfClass(String expression, int start) {
        int i = start + 1;
        if (i < expression.length() && expression.charAt(i) == '^') {
            i++;
        }
        if (i < expression.length() && expression.charAt(i) == ']') {
            i++;
        }
        while (i < expression.length() && expression.charAt(i) != ']') {
            if (expression.charAt(i) == '\\') {
                i++;
            } else if (expression.startsWith("[:", i)) {
                int named = expression.indexOf(":]", i + 2);
                i = named < 0 ? i : named + 1;
            }
            i++;
        }
        return Math.min(i + 1, expression.length());
    }

    /** Returns the position after the repetition that opens at {@code start}, or -1 if that brace is just a brace. */
    static int endOfRepeat(String expression, int start) {
        Matcher repeat = REPEAT.matcher(expression).region(start, expression.length());
        return repeat.lookingAt() ? repeat.end() : -1;
    }
}
