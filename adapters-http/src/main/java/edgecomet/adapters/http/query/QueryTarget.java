package edgecomet.adapters.http.query;

import java.nio.charset.StandardCharsets;

/**
 * Reads a parameter out of a request target, as forgiving as spec 02 §5 asks: a malformed escape stays as it is
 * written, {@code +} is a space, the first parameter of a name counts.
 */
public final class QueryTarget {

    private QueryTarget() {}

    /**
     * Returns the decoded value; empty if there is none.
     *
     * @param requestTarget one char for each byte that was sent
     * @param name of the parameter, decoded; case sensitive
     */
    public static String parameter(String requestTarget, String name) {
        int hash = requestTarget.indexOf('#');
        String target = hash < 0 ? requestTarget : requestTarget.substring(0, hash);
        int from = target.indexOf('?') + 1;
        while (from > 0 && from < target.length()) {
            int ampersand = target.indexOf('&', from);
            int to = ampersand < 0 ? target.length() : ampersand;
            int equals = target.indexOf('=', from);
            int nameEnd = equals < 0 || equals > to ? to : equals;
            if (decode(target, from, nameEnd).equals(name)) {
                return nameEnd == to ? "" : decode(target, nameEnd + 1, to);
            }
            from = to + 1;
        }
        return "";
    }

    private static String decode(String text, int from, int to) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < to && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                bytes[length] =
                        (byte) (Character.digit(text.charAt(i + 1), 16) << 4 | Character.digit(text.charAt(i + 2), 16));
                i += 3;
            } else {
                bytes[length] = (byte) (c == '+' ? ' ' : c);
                i++;
            }
            length++;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }
}
