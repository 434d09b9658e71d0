package edgecomet.application.html;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Text in terms of code points and Unicode whitespace, which counts the no-break space (spec 05 §10). No whitespace
 * lies outside the basic plane, so that looking for it char by char is exact.
 */
final class UnicodeText {
    /** The order of the UTF-8 forms. */
    static final Comparator<String> BYTE_ORDER =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private UnicodeText() {}

    /** Returns whether this is whitespace in the sense of Unicode's {@code White_Space} property. */
    static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    static boolean isBlank(String text) {
        return trim(text).isEmpty();
    }

    /** Returns the text without whitespace at its ends. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns the words of the text with one space between each two. */
    static String collapse(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                gap = true;
                continue;
            }
            if (gap && !collapsed.isEmpty()) {
                collapsed.append(' ');
            }
            gap = false;
            collapsed.append(c);
        }
        return collapsed.toString();
    }

    static int countWords(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = isSpace(text.charAt(i));
            if (inWord == space) {
                inWord = !space;
                words += inWord ? 1 : 0;
            }
        }
        return words;
    }

    /** Returns the first code points of the text. */
    static String truncate(String text, int codePoints) {
        return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }

    /** Returns whether the text starts with an ASCII prefix in any case. */
    static boolean startsWithIgnoreCase(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
