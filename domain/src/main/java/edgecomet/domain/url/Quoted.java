package edgecomet.domain.url;

import java.util.Locale;

/** Text between double quotes, with backslash escapes for what cannot be printed (spec 02 §5). */
public final class Quoted {
    private Quoted() {}

    /** Returns the text in quotes. */
    public static String ofText(String text) {
        return of(Octets.ofText(text));
    }

    static String of(String octets) {
        StringBuilder out = new StringBuilder(octets.length() + 2).append('"');
        for (int i = 0; i < octets.length(); ) {
            int length = Octets.sequenceLength(octets, i);
            if (length == 0) {
                out.append(hex("\\x%02x", octets.charAt(i)));
                i++;
            } else {
                append(out, Octets.codePoint(octets, i, length));
                i += length;
            }
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        switch (codePoint) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (codePoint == ' ' || isPrintable(codePoint)) {
                    out.appendCodePoint(codePoint);
                } else if (codePoint < 0x80) {
                    out.append(hex("\\x%02x", codePoint));
                } else {
                    out.append(hex(codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint));
                }
            }
        }
    }

    /** Letters, marks, numbers, punctuation and symbols; no kind of space. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String hex(String format, int value) {
        return String.format(Locale.ROOT, format, value);
    }
}
