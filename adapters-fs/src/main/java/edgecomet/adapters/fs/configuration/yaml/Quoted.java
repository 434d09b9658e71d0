package edgecomet.adapters.fs.configuration.yaml;

/** Text between double quotes, as messages show names and values (spec 01, message notation). */
public final class Quoted {

    private Quoted() {}

    /** Returns the text in double quotes, with everything that is not printable escaped. */
    public static String of(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(quoted, c, '"'));
        return quoted.append('"').toString();
    }

    /** Returns one character as it stands between single quotes, without the quotes. */
    public static String character(int codePoint) {
        var escaped = new StringBuilder();
        append(escaped, codePoint, '\'');
        return escaped.toString();
    }

    private static void append(StringBuilder out, int c, char quote) {
        switch (c) {
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x80) {
                    out.append("\\x%02x".formatted(c));
                } else {
                    out.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
