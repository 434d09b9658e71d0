package edgecomet.domain.url;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Octet strings: a URL is a sequence of bytes, not all of them text, so that this package works on strings whose every
 * char is one byte (0 to 255). The JVM stores such a string as a byte array, and search, comparison and slicing of
 * strings apply unchanged; comparing two of them compares unsigned bytes.
 */
final class Octets {
    private static final char REPLACEMENT = '\uFFFD';
    private static final byte[] REPLACEMENT_UTF8 = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private Octets() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns the UTF-8 bytes of a text; half a surrogate pair counts as U+FFFD. */
    static String ofText(String text) {
        return isAscii(text) ? text : of(utf8(text));
    }

    static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(REPLACEMENT_UTF8)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new AssertionError("UTF-8 encodes every code point", e);
        }
    }

    static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /**
     * Decodes UTF-8. Each byte that belongs to no well-formed sequence becomes one U+FFFD; the platform's decoder would
     * replace several of them by one.
     */
    static String toText(String octets) {
        if (isAscii(octets)) {
            return octets;
        }
        StringBuilder text = new StringBuilder(octets.length());
        for (int i = 0; i < octets.length(); ) {
            int length = sequenceLength(octets, i);
            if (length == 0) {
                text.append(REPLACEMENT);
                i++;
            } else {
                text.appendCodePoint(codePoint(octets, i, length));
                i += length;
            }
        }
        return text.toString();
    }

    /** Returns the length of the well-formed UTF-8 sequence at a position, or 0 if there is none. */
    static int sequenceLength(String octets, int at) {
        int lead = octets.charAt(at);
        if (lead < 0x80) {
            return 1;
        }
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > octets.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((octets.charAt(at + i) & 0xC0) != 0x80) {
                return 0;
            }
        }
        int codePoint = codePoint(octets, at, length);
        boolean overlong = (length == 3 && codePoint < 0x800) || (length == 4 && codePoint < 0x10000);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return overlong || surrogate || codePoint > Character.MAX_CODE_POINT ? 0 : length;
    }

    static int codePoint(String octets, int at, int length) {
        int value = length == 1 ? octets.charAt(at) : octets.charAt(at) & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            value = (value << 6) | (octets.charAt(at + i) & 0x3F);
        }
        return value;
    }
}
