package edgecomet.domain.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Estimates, before a regular expression is compiled, how large its automaton will be and how deeply it nests.
 *
 * <p>A counted repetition copies its operand, so that a few characters such as {@code ((a{1000}){1000}){1000}} can ask
 * for a thousand million instructions, and a compiler that recurses runs out of stack on thousands of open parentheses.
 * One pass over the text with a stack of open groups is enough for a bound: each atom counts one instruction, a
 * repetition multiplies the atom before it, a closed group is an atom of its contents' size. The estimate need not be
 * exact, and a text that is no valid expression may yield anything: the compiler has the last word.
 */
final class RegexpBudget {
    /** Instructions; a list of thousands of alternatives fits, a product of counted repetitions does not. */
    static final long MAX_INSTRUCTIONS = 100_000;

    /** Open groups within each other. */
    static final int MAX_DEPTH = 1_000;

    private final String expression;
    private final Deque<Long> enclosing = new ArrayDeque<>();
    private long sequence;
    private long atom;
    private int position;

    private RegexpBudget(String expression) {
        this.expression = expression;
    }

    /** Returns what is too much about the expression, in the words of the regular expression compiler. */
    static Optional<String> excess(String expression) {
        return new RegexpBudget(expression).scan();
    }

    private Optional<String> scan() {
        while (position < expression.length()) {
            step(expression.charAt(position));
            if (sequence + atom > MAX_INSTRUCTIONS) {
                return Optional.of("expression too large");
            }
            if (enclosing.size() > MAX_DEPTH) {
                return Optional.of("expression nests too deeply");
            }
        }
        return Optional.empty();
    }

    private void step(char c) {
        switch (c) {
            case '(' -> open();
            case ')' -> close();
            case '[' -> append(1, RegexpSyntax.endOfClass(expression, position));
            case '\\' -> escape();
            case '{' -> repeat();
            case '*', '+', '?' -> {
                atom++;
                position++;
            }
            default -> append(1, position + 1);
        }
    }

    private void append(long size, int next) {
        sequence += atom;
        atom = size;
        position = next;
    }

    private void open() {
        sequence += atom;
        enclosing.push(sequence);
        sequence = 0;
        atom = 0;
        position++;
    }

    private void close() {
        long group = sequence + atom + 2;
        sequence = enclosing.isEmpty() ? 0 : enclosing.pop();
        atom = group;
        position++;
    }

    private void escape() {
        char kind = position + 1 < expression.length() ? expression.charAt(position + 1) : '\\';
        int next = Math.min(position + 2, expression.length());
        if (kind == 'Q') {
            int end = expression.indexOf("\\E", next);
            int stop = end < 0 ? expression.length() : end + 2;
            sequence += Math.max(0, stop - next - 3);
            append(1, stop);
            return;
        }
        boolean braced = "pPx".indexOf(kind) >= 0 && next < expression.length() && expression.charAt(next) == '{';
        int close = braced ? expression.indexOf('}', next) : -1;
        append(1, close < 0 ? next : close + 1);
    }

    /** Multiplies the last atom by the larger bound of {@code {n}}, {@code {n,}} or {@code {n,m}}. */
    private void repeat() {
        int end = RegexpSyntax.endOfRepeat(expression, position);
        if (end < 0) {
            append(1, position + 1);
            return;
        }
        String[] bounds = expression.substring(position + 1, end - 1).split(",", -1);
        long times = Long.parseLong(bounds[0]) + 1;
        if (bounds.length == 2 && !bounds[1].isEmpty()) {
            times = Math.max(times, Long.parseLong(bounds[1]));
        }
        // INVARIANT: an atom never exceeds the maximum here, and no bound has more than nine digits: no overflow.
        atom = Math.min(atom * Math.min(times, MAX_INSTRUCTIONS + 1), MAX_INSTRUCTIONS + 1);
        position = end;
    }
}
