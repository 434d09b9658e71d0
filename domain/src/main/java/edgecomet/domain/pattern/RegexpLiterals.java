package edgecomet.domain.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds text that no match of a regular expression can do without, so that most candidates need not be put to the
 * automaton.
 *
 * <p>One pass over the top level of the expression collects runs of literal characters. Whatever is not literal ends a
 * run: a class, a group, an assertion. An optional repetition also takes the last character of the run away. Nothing is
 * required of an expression with a choice at the top level, with flags or with an escape that is not understood here: a
 * wrong literal would lose matches, a missing one costs only time.
 */
final class RegexpLiterals {
    private static final String SINGLE_CHARACTER_ESCAPES = "dDwWsSbBAzafnrtv";

    private final String expression;
    private final boolean ignoringCase;
    private final List<String> literals = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private int position;

    private RegexpLiterals(String expression, boolean ignoringCase) {
        this.expression = expression;
        this.ignoringCase = ignoringCase;
    }

    /** Returns literals that a match contains in this order, without overlap. */
    static List<String> of(String expression, boolean ignoringCase) {
        if (expression.contains("(?") || expression.contains("\\Q")) {
            return List.of();
        }
        RegexpLiterals scan = new RegexpLiterals(expression, ignoringCase);
        while (scan.position < expression.length()) {
            if (!scan.step()) {
                return List.of();
            }
        }
        scan.endRun();
        return List.copyOf(scan.literals);
    }

    /** Reads one construct; returns false if nothing is to be required of the whole expression. */
    private boolean step() {
        char c = expression.charAt(position);
        switch (c) {
            case '|', ')' -> {
                return false;
            }
            case '\\' -> {
                return escape();
            }
            case '(' -> {
                endRun();
                position = endOfGroup();
            }
            case '[' -> {
                endRun();
                position = RegexpSyntax.endOfClass(expression, position);
            }
            case '{' -> {
                return repeat();
            }
            case '*', '?' -> {
                dropLast();
                position++;
            }
            case '.', '^', '$', '+' -> {
                endRun();
                position++;
            }
            default -> {
                literal(c);
                position++;
            }
        }
        return true;
    }

    /** Ignoring case, an s also stands for the long s, whose lower case is another letter. */
    private void literal(char c) {
        if (c >= 0x80 || (ignoringCase && (c == 's' || c == 'S'))) {
            endRun();
        } else {
            run.append(c);
        }
    }

    private boolean escape() {
        if (position + 1 >= expression.length()) {
            return false;
        }
        char escaped = expression.charAt(position + 1);
        position += 2;
        if (SINGLE_CHARACTER_ESCAPES.indexOf(escaped) >= 0) {
            endRun();
            return true;
        }
        if (escaped >= 0x80 || Character.isLetterOrDigit(escaped)) {
            return false;
        }
        literal(escaped);
        return true;
    }

    private boolean repeat() {
        int end = RegexpSyntax.endOfRepeat(expression, position);
        if (end < 0) {
            return false;
        }
        dropLast();
        position = end;
        return true;
    }

    private void dropLast() {
        run.setLength(Math.max(0, run.length() - 1));
        endRun();
    }

    private void endRun() {
        if (!run.isEmpty()) {
            literals.add(run.toString());
            run.setLength(0);
        }
    }

    private int endOfGroup() {
        int depth = 0;
        int i = position;
        while (i < expression.length()) {
            switch (expression.charAt(i)) {
                case '\\' -> i += 2;
                case '[' -> i = RegexpSyntax.endOfClass(expression, i);
                case '(' -> {
                    depth++;
                    i++;
                }
                case ')' -> {
                    depth--;
                    i++;
                }
                default -> i++;
            }
            if (depth == 0) {
                return i;
            }
        }
        return expression.length();
    }
}
