package edgecomet.domain.url;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a URL apart, byte by byte, in the order of spec 03 §2.2: which of several errors is reported depends on it.
 * Each step keeps its part and returns why it cannot.
 */
final class UrlParser {
    private String scheme = "";
    private @Nullable UserInfo userInfo;
    private String host = "";
    private String path = "";
    private String spelling = "";
    private String query = "";
    private boolean emptyQuery;

    private UrlParser() {}

    static ParsedUrl parse(String raw) {
        int hash = raw.indexOf('#');
        String url = hash < 0 ? raw : raw.substring(0, hash);
        UrlParser parser = new UrlParser();
        Optional<String> problem = parser.take(url);
        if (problem.isPresent()) {
            return invalid(url, problem.get());
        }
        Optional<String> badFragment = hash < 0 ? Optional.empty() : PercentCoding.problem(raw.substring(hash + 1));
        return badFragment.isPresent() ? invalid(raw, badFragment.get()) : parser.result();
    }

    private static InvalidUrl invalid(String url, String reason) {
        return new InvalidUrl("parse " + Quoted.of(url) + ": " + reason);
    }

    private TargetUrl result() {
        return new TargetUrl(scheme, userInfo, host, path, spelling, query, emptyQuery);
    }

    private Optional<String> take(String url) {
        if (hasControlCharacter(url)) {
            return Optional.of("net/url: invalid control character in URL");
        }
        if (url.startsWith(":")) {
            return Optional.of("missing protocol scheme");
        }
        int colon = endOfScheme(url);
        scheme = colon < 0 ? "" : asciiLowerCase(url.substring(0, colon));
        String rest = takeQuery(url.substring(colon + 1));
        if (!rest.startsWith("/")) {
            return takeRelative(rest);
        }
        boolean hasAuthority = rest.startsWith("//") && (!scheme.isEmpty() || !rest.startsWith("///"));
        if (!hasAuthority) {
            return takePath(rest);
        }
        int slash = rest.indexOf('/', 2);
        String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
        return takeAuthority(authority).or(() -> takePath(slash < 0 ? "" : rest.substring(slash)));
    }

    private static boolean hasControlCharacter(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c < 0x20 || c == 0x7F) {
                return true;
            }
        }
        return false;
    }

    /** Returns the position of the colon after the scheme, or -1 without a scheme. */
    private static int endOfScheme(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            boolean inner = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (c == ':') {
                return i;
            }
            if (!letter && !(inner && i > 0)) {
                return -1;
            }
        }
        return -1;
    }

    private static String asciiLowerCase(String letters) {
        return letters.toLowerCase(java.util.Locale.ROOT);
    }

    /** Takes the query away; a lone question mark at the end is remembered, as it stays part of the URL. */
    private String takeQuery(String rest) {
        int mark = rest.indexOf('?');
        if (mark < 0) {
            return rest;
        }
        query = rest.substring(mark + 1);
        emptyQuery = query.isEmpty();
        return rest.substring(0, mark);
    }

    /** What follows a scheme without a slash is opaque: such a URL has neither host nor path. */
    private Optional<String> takeRelative(String rest) {
        if (!scheme.isEmpty()) {
            return Optional.empty();
        }
        int slash = rest.indexOf('/');
        String segment = slash < 0 ? rest : rest.substring(0, slash);
        return segment.indexOf(':') >= 0
                ? Optional.of("first path segment in URL cannot contain colon")
                : takePath(rest);
    }

    private Optional<String> takeAuthority(String authority) {
        int at = authority.lastIndexOf('@');
        String hostAndPort = authority.substring(at + 1);
        Optional<String> problem = Authority.problem(hostAndPort);
        if (problem.isPresent()) {
            return problem;
        }
        host = PercentCoding.decode(hostAndPort);
        return at < 0 ? Optional.empty() : takeUserInfo(authority.substring(0, at));
    }

    private Optional<String> takeUserInfo(String info) {
        if (!ByteSet.SPELT_USER_INFO.containsAll(info)) {
            return Optional.of("net/url: invalid userinfo");
        }
        userInfo = UserInfo.of(info);
        return PercentCoding.problem(info);
    }

    private Optional<String> takePath(String rest) {
        path = PercentCoding.decode(rest);
        spelling = rest;
        return PercentCoding.problem(rest);
    }
}
