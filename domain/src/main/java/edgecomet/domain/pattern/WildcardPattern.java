package edgecomet.domain.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Literal pieces with {@code *} between them, each standing for any run of characters (spec 02 §9).
 *
 * <p>The first piece must begin the candidate and the last one end what is left of it; each piece between them is taken
 * where it first occurs in the rest. Taking the leftmost place is never wrong, as it leaves the longest rest, so there
 * is no backtracking: the cost is linear in the candidate for each piece.
 */
public final class WildcardPattern implements Pattern {
    private final String text;
    private final String prefix;
    private final String suffix;
    private final List<String> middle;

    WildcardPattern(String text) {
        this.text = text;
        String lower = CaseMapping.lower(text);
        int first = lower.indexOf('*');
        int last = lower.lastIndexOf('*');
        this.prefix = lower.substring(0, first);
        this.suffix = lower.substring(last + 1);
        this.middle = first == last ? List.of() : nonEmptyPieces(lower.substring(first + 1, last));
    }

    private static List<String> nonEmptyPieces(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int star = text.indexOf('*'); star >= 0; star = text.indexOf('*', start)) {
            if (star > start) {
                pieces.add(text.substring(start, star));
            }
            start = star + 1;
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return List.copyOf(pieces);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean matches(String candidate) {
        return matchesLowerCase(CaseMapping.lower(candidate));
    }

    /** Like {@link #matches} for a candidate that is in lower case already. */
    boolean matchesLowerCase(String candidate) {
        int position = prefix.length();
        int end = candidate.length() - suffix.length();
        if (end < position || !candidate.startsWith(prefix) || !candidate.startsWith(suffix, end)) {
            return false;
        }
        for (String piece : middle) {
            int found = candidate.indexOf(piece, position, end);
            if (found < 0) {
                return false;
            }
            position = found + piece.length();
        }
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.WILDCARD;
    }

    /** Returns all that a candidate in lower case must contain, in this order. */
    List<String> literals() {
        List<String> literals = new ArrayList<>(middle);
        literals.addFirst(prefix);
        literals.addLast(suffix);
        return literals;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WildcardPattern that && text.equals(that.text);
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
