package edgecomet.application.html;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the bytes of an HTML page as browsers do: by a byte order mark, else by the {@code charset} of its content
 * type, else by the one that its beginning declares, else as UTF-8. Never fails. Thread-safe.
 */
public final class HtmlText {

    /** Within so many bytes browsers look for a declaration. */
    private static final int DECLARED_WITHIN = 1024;

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*[\"']?([^\\s\"'/>;]+)", Pattern.CASE_INSENSITIVE);

    private HtmlText() {}

    /**
     * Returns the text of a page, or of its beginning.
     *
     * @param contentType with which it was sent; empty if it had none
     */
    public static String decode(byte[] bytes, String contentType) {
        String text = new String(bytes, charset(bytes, contentType));
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Charset charset(byte[] bytes, String contentType) {
        return marked(bytes)
                .or(() -> named(contentType))
                .or(() -> named(beginning(bytes)))
                .orElse(StandardCharsets.UTF_8);
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        return startsWith(bytes, 0xFF, 0xFE) ? Optional.of(StandardCharsets.UTF_16LE) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String beginning(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, DECLARED_WITHIN), StandardCharsets.ISO_8859_1);
    }

    private static Optional<Charset> named(String text) {
        Matcher declared = CHARSET.matcher(text);
        if (!declared.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(declared.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
