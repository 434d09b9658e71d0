package edgecomet.domain.url;

import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart but not yet normalised (spec 03 §2.2). Any scheme is allowed, and none; a host may be missing.
 *
 * <p>Immutable and safe for concurrent use.
 */
public final class TargetUrl implements ParsedUrl {
    private final String scheme;
    private final @Nullable UserInfo userInfo;
    private final String host;
    private final String path;
    private final String pathSpelling;
    private final String query;
    private final boolean emptyQuery;

    TargetUrl(
            String scheme,
            @Nullable UserInfo userInfo,
            String host,
            String path,
            String pathSpelling,
            String query,
            boolean emptyQuery) {
        this.scheme = scheme;
        this.userInfo = userInfo;
        this.host = host;
        this.path = path;
        this.pathSpelling = pathSpelling;
        this.query = query;
        this.emptyQuery = emptyQuery;
    }

    /** Takes a URL apart; its bytes are the UTF-8 encoding of the text. */
    public static ParsedUrl parse(String url) {
        return UrlParser.parse(Octets.ofText(url));
    }

    /** Takes a URL apart whose bytes need not be UTF-8. */
    public static ParsedUrl parse(byte[] url) {
        return UrlParser.parse(Octets.of(url));
    }

    /** Returns the scheme in lower case; empty if there is none. */
    public String scheme() {
        return scheme;
    }

    /** Returns host and port, if any, as given but for escapes, which are decoded; empty if there is no authority. */
    public String host() {
        return Octets.toText(host);
    }

    /** Returns the host without port and without the brackets of an IPv6 address, as given. */
    public String hostname() {
        return Octets.toText(Authority.hostname(host));
    }

    @Nullable
    UserInfo userInfo() {
        return userInfo;
    }

    String hostOctets() {
        return host;
    }

    /** Returns the percent-decoded path, not cleaned. */
    public String path() {
        return Octets.toText(path);
    }

    /** Returns what follows the first question mark, as it was spelt. */
    public String query() {
        return Octets.toText(query);
    }

    String pathOctets() {
        return path;
    }

    /** Returns the path as it was spelt. */
    String pathSpelling() {
        return pathSpelling;
    }

    String queryOctets() {
        return query;
    }

    /** Returns whether the URL ends in its only question mark. */
    boolean emptyQuery() {
        return emptyQuery;
    }

    /** Describes the URL without its user and password. */
    @Override
    public String toString() {
        return "TargetUrl[" + scheme + "://" + host() + Octets.toText(pathSpelling) + "]";
    }
}
