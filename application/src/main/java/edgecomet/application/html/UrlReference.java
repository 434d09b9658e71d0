package edgecomet.application.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL or relative reference of a page, split and resolved as RFC 3986 says (spec 05 §10.1). More lenient than {@link
 * java.net.URI}: what pages write raw, such as spaces and non-ASCII letters, is percent-encoded. The scheme is lower
 * case; everything else keeps its case and its escapes.
 */
record UrlReference(
        @Nullable String scheme,
        @Nullable String authority,
        String path,
        @Nullable String query,
        @Nullable String fragment) {
    private static final Pattern PARTS = Pattern.compile(
            "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?<authority>[^/?#]*))?(?<path>[^?#]*)"
                    + "(?:\\?(?<query>[^#]*))?(?:#(?<fragment>.*))?",
            Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile(
            "(?:[A-Za-z0-9._~!$&'()*+,;=:%@-]*@)?(?<host>\\[[^\\[\\]]*]|[^\\[\\]@: ^`{|}\\\\]*)(?::[0-9]*)?");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F]");
    private static final String RAW_PUNCTUATION = "-._~!$&'()*+,;=:@/?%[]";

    /** Returns the parts of a reference; empty if it is none. */
    static Optional<UrlReference> parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (CONTROL.matcher(text).find() || !parts.matches()) {
            return Optional.empty();
        }
        String scheme = parts.group("scheme");
        String authority = parts.group("authority");
        String path = parts.group("path");
        boolean colonInFirstSegment = scheme == null && authority == null && path.split("/", 2)[0].indexOf(':') >= 0;
        if (colonInFirstSegment
                || hasBadEscape(path)
                || hasBadEscape(authority)
                || hasBadEscape(parts.group("fragment"))
                || (authority != null && !AUTHORITY.matcher(authority).matches())) {
            return Optional.empty();
        }
        return Optional.of(new UrlReference(
                scheme == null ? null : scheme.toLowerCase(Locale.ROOT),
                authority,
                encode(path),
                encodeIfPresent(parts.group("query")),
                encodeIfPresent(parts.group("fragment"))));
    }

    /** Returns where a reference in a document with this URL leads. */
    UrlReference resolve(UrlReference reference) {
        if (reference.scheme != null) {
            return reference.withPath(reference.isOpaque() ? reference.path : withoutDotSegments(reference.path));
        }
        if (reference.authority != null) {
            return new UrlReference(
                    scheme,
                    reference.authority,
                    withoutDotSegments(reference.path),
                    reference.query,
                    reference.fragment);
        }
        if (reference.path.isEmpty()) {
            return new UrlReference(
                    scheme, authority, path, reference.query == null ? query : reference.query, reference.fragment);
        }
        String target = reference.path.startsWith("/") ? reference.path : directory() + reference.path;
        return new UrlReference(scheme, authority, withoutDotSegments(target), reference.query, reference.fragment);
    }

    /** Returns the host as written, without user and port, an IPv6 address with its brackets; empty if there is none. */
    String host() {
        if (authority == null) {
            return "";
        }
        Matcher matcher = AUTHORITY.matcher(authority);
        return matcher.matches() ? matcher.group("host") : "";
    }

    @Override
    public String toString() {
        return (scheme == null ? "" : scheme + ":")
                + (authority == null ? "" : "//" + authority)
                + path
                + (query == null ? "" : "?" + query)
                + (fragment == null ? "" : "#" + fragment);
    }

    private boolean isOpaque() {
        return authority == null && !path.startsWith("/");
    }

    private UrlReference withPath(String newPath) {
        return new UrlReference(scheme, authority, newPath, query, fragment);
    }

    private String directory() {
        return path.isEmpty() && authority != null ? "/" : path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String withoutDotSegments(String path) {
        if (!path.contains(".")) {
            return path;
        }
        boolean absolute = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = (absolute ? path.substring(1) : path).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String segment = segments[i];
            boolean dots = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.pollLast();
            }
            if (!dots) {
                kept.addLast(segment);
            } else if (i == segments.length - 1) {
                kept.addLast("");
            }
        }
        return (absolute ? "/" : "") + String.join("/", kept);
    }

    private static boolean hasBadEscape(@Nullable String text) {
        return text != null && BAD_ESCAPE.matcher(text).find();
    }

    private static @Nullable String encodeIfPresent(@Nullable String text) {
        return text == null ? null : encode(text);
    }

    private static String encode(String text) {
        if (text.chars().allMatch(UrlReference::isAllowedRaw)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isAllowedRaw(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static boolean isAllowedRaw(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || RAW_PUNCTUATION.indexOf(c) >= 0;
    }
}
