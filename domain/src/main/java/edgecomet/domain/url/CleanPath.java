package edgecomet.domain.url;

/**
 * Resolves empty, {@code .} and {@code ..} segments of a decoded path (spec 03 §2.3, step 5; spec 02 §2). Pure and safe
 * for concurrent use.
 */
public final class CleanPath {
    private CleanPath() {}

    /**
     * Returns what a path on the wire means: escapes decoded, then the segments resolved.
     *
     * @param path one char per byte; a {@code %} that begins no escape stays
     */
    public static String ofEncoded(String path) {
        return of(PercentCoding.decode(path));
    }

    static String of(String path) {
        if (path.isEmpty()) {
            return "/";
        }
        boolean clean = path.charAt(0) == '/' && !path.contains("//") && !path.contains("/.");
        return clean ? path : resolve(path);
    }

    private static String resolve(String path) {
        StringBuilder out = new StringBuilder(path.length() + 1);
        for (int start = 0; start < path.length(); ) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            append(out, path, start, end);
            start = end + 1;
        }
        if (out.isEmpty() || path.endsWith("/")) {
            out.append('/');
        }
        return out.toString();
    }

    private static void append(StringBuilder out, String path, int start, int end) {
        int length = end - start;
        boolean parent = length == 2 && path.startsWith("..", start);
        boolean current = length == 1 && path.charAt(start) == '.';
        if (parent) {
            out.setLength(Math.max(0, out.lastIndexOf("/")));
        } else if (length > 0 && !current) {
            out.append('/').append(path, start, end);
        }
    }
}
