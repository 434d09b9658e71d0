package edgecomet.domain.url;

import edgecomet.domain.pattern.CaseMapping;

/**
 * Gives each page one spelling of its URL (spec 03 §2.1-2.5).
 *
 * <p>Normalising is idempotent with three exceptions that the published vectors fix: of several dots that end a host,
 * or of several ports, each pass removes one, and an empty parameter ({@code ?=}) disappears in the second pass.
 */
public final class UrlNormalizer {
    private static final String DEFAULT_SCHEME = "https://";

    private UrlNormalizer() {}

    /** Normalises a URL whose bytes are the UTF-8 encoding of the text. */
    public static Normalization normalize(String raw, TrackingParams strip) {
        return normalizeOctets(Octets.ofText(raw), strip);
    }

    /** Normalises a URL whose bytes need not be UTF-8. */
    public static Normalization normalize(byte[] raw, TrackingParams strip) {
        return normalizeOctets(Octets.of(raw), strip);
    }

    private static Normalization normalizeOctets(String raw, TrackingParams strip) {
        boolean absolute = raw.startsWith("//") || raw.contains("://");
        return switch (UrlParser.parse(absolute ? raw : DEFAULT_SCHEME + raw)) {
            case InvalidUrl(String message) -> new Rejected("invalid URL: " + message);
            case TargetUrl url -> normalize(url, strip);
        };
    }

    private static Normalization normalize(TargetUrl url, TrackingParams strip) {
        String given = url.hostOctets();
        if (given.isEmpty()) {
            return new Rejected("invalid URL: missing host");
        }
        String name = Authority.hostname(given);
        if (name.indexOf('.') < 0 && !name.equals("localhost")) {
            return new Rejected("invalid URL: invalid host '" + url.host() + "'");
        }
        return NormalizedUrl.stripped(locate(url), strip);
    }

    private static NormalizedUrl.Location locate(TargetUrl url) {
        String host = normalHost(url.scheme(), url.hostOctets());
        String path = CleanPath.of(url.pathOctets());
        StringBuilder page = new StringBuilder(url.scheme().length() + host.length() + path.length() + 32);
        if (!url.scheme().isEmpty()) {
            page.append(url.scheme()).append(':');
        }
        page.append("//");
        UserInfo userInfo = url.userInfo();
        if (userInfo != null) {
            page.append(userInfo.encoded()).append('@');
        }
        page.append(PercentCoding.encode(host, ByteSet.HOST)).append(spell(path, url));
        return new NormalizedUrl.Location(
                url.scheme(), Authority.hostname(host), page.toString(), path, url.queryOctets(), url.emptyQuery());
    }

    /** Lower case, without one final dot, then without the scheme's default port: in this order. */
    private static String normalHost(String scheme, String given) {
        String host = Octets.ofText(CaseMapping.lower(Octets.toText(given)));
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        boolean defaultPort =
                (scheme.equals("http") && host.endsWith(":80")) || (scheme.equals("https") && host.endsWith(":443"));
        return defaultPort ? host.substring(0, host.lastIndexOf(':')) : host;
    }

    /** Keeps the client's spelling of a path that cleaning did not change, if it holds only what a path may hold. */
    private static String spell(String path, TargetUrl url) {
        boolean kept = path.equals(url.pathOctets()) && ByteSet.SPELT_PATH.containsAll(url.pathSpelling());
        return kept ? url.pathSpelling() : PercentCoding.encode(path, ByteSet.PATH);
    }
}
