package edgecomet.domain.url;

import java.util.Optional;

/** Percent escapes in octet strings (spec 03 §2.2, §2.4). */
final class PercentCoding {
    private static final String UPPER_HEX = "0123456789ABCDEF";

    private PercentCoding() {}

    /** Returns the error text for the first {@code %} that two hexadecimal digits do not follow. */
    static Optional<String> problem(String spelling) {
        for (int at = spelling.indexOf('%'); at >= 0; at = spelling.indexOf('%', at + 1)) {
            if (!isEscape(spelling, at)) {
                return Optional.of(badEscape(spelling, at));
            }
        }
        return Optional.empty();
    }

    static String badEscape(String spelling, int at) {
        return "invalid URL escape " + Quoted.of(spelling.substring(at, Math.min(at + 3, spelling.length())));
    }

    /** Returns whether a {@code %} at this position begins a complete escape. */
    static boolean isEscape(String spelling, int at) {
        return at + 2 < spelling.length() && hex(spelling, at + 1) >= 0 && hex(spelling, at + 2) >= 0;
    }

    /** Returns the byte that the escape at a position stands for. */
    static char octet(String spelling, int at) {
        return (char) ((hex(spelling, at + 1) << 4) | hex(spelling, at + 2));
    }

    private static int hex(String spelling, int at) {
        char c = spelling.charAt(at);
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /** Replaces every escape by its byte; a {@code %} that begins none stays. */
    static String decode(String spelling) {
        return spelling.indexOf('%') < 0 ? spelling : decode(spelling, false);
    }

    /** Like {@link #decode(String)}, and {@code +} is a space. */
    static String decodeForm(String spelling) {
        return spelling.indexOf('%') < 0 && spelling.indexOf('+') < 0 ? spelling : decode(spelling, true);
    }

    private static String decode(String spelling, boolean plusIsSpace) {
        StringBuilder out = new StringBuilder(spelling.length());
        for (int i = 0; i < spelling.length(); i++) {
            char c = spelling.charAt(i);
            if (c == '%' && isEscape(spelling, i)) {
                out.append(octet(spelling, i));
                i += 2;
            } else {
                out.append(plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }

    /** Replaces every byte outside of the set by its escape, in upper case. */
    static String encode(String octets, ByteSet kept) {
        if (kept.containsAll(octets)) {
            return octets;
        }
        StringBuilder out = new StringBuilder(octets.length() + 16);
        encode(out, octets, kept, false);
        return out.toString();
    }

    /** Appends a name or value of a query, a space as {@code +}. */
    static void encodeForm(StringBuilder out, String octets) {
        encode(out, octets, ByteSet.QUERY, true);
    }

    private static void encode(StringBuilder out, String octets, ByteSet kept, boolean spaceIsPlus) {
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (kept.contains(c)) {
                out.append(c);
            } else if (spaceIsPlus && c == ' ') {
                out.append('+');
            } else {
                out.append('%').append(UPPER_HEX.charAt(c >> 4)).append(UPPER_HEX.charAt(c & 0xF));
            }
        }
    }
}
