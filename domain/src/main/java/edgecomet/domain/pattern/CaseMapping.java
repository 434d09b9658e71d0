package edgecomet.domain.pattern;

import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * Case mappings that work code point by code point, so that no language, no neighbouring letter and no locale changes a
 * result (spec 01 §3.4, 03 §2.4). {@link String#toLowerCase} differs: it knows the final sigma and expands U+0130.
 *
 * <p>Every method returns its argument itself when there is nothing to map.
 */
public final class CaseMapping {
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_SMALL_I = 0x131;

    private CaseMapping() {}

    /** Returns the text with every code point in lower case. */
    public static String lower(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : map(text, Character::toLowerCase);
    }

    /** Returns the simple case folding of the text: two texts are equal without regard to case iff these are equal. */
    public static String fold(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : map(text, CaseMapping::fold);
    }

    /** Returns whether the candidate's folding is {@code folded}, which must be folded already; allocates nothing. */
    static boolean equalsFolded(String folded, String candidate) {
        int length = folded.length();
        if (candidate.length() != length) {
            return false;
        }
        for (int i = 0; i < length; ) {
            int expected = folded.codePointAt(i);
            int actual = candidate.codePointAt(i);
            if (expected != actual && expected != fold(actual)) {
                return false;
            }
            i += Character.charCount(expected);
        }
        return true;
    }

    /** The two Turkish letters fold to themselves, although their upper or lower case is a plain i. */
    private static int fold(int codePoint) {
        if (codePoint == DOTTED_CAPITAL_I || codePoint == DOTLESS_SMALL_I) {
            return codePoint;
        }
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }

    /** For ASCII the platform's mapping is the same, and much faster. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String map(String text, IntUnaryOperator mapping) {
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            mapped.appendCodePoint(mapping.applyAsInt(codePoint));
            i += Character.charCount(codePoint);
        }
        return text.contentEquals(mapped) ? text : mapped.toString();
    }
}
