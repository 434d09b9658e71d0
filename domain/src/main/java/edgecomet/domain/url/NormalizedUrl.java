package edgecomet.domain.url;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A URL in the one spelling that identifies its page (spec 03 §2.3). Two values are equal if their bytes are.
 *
 * <p>Immutable and safe for concurrent use; the hash is computed when it is first asked for.
 */
public final class NormalizedUrl implements Normalization {
    private final Location location;
    private final String query;
    private final List<String> strippedParams;
    private final String octets;

    // Racing threads compute the same value; records are safe to publish without synchronisation.
    private @Nullable UrlHash hash;

    private NormalizedUrl(Location location, String query, List<String> strippedParams) {
        this.location = location;
        this.query = query;
        this.strippedParams = strippedParams;
        this.octets = query.isEmpty() && !location.emptyQuery ? location.page : location.page + "?" + query;
    }

    /**
     * All of the URL but its query in normal form.
     *
     * @param page scheme, authority and path, encoded
     * @param path decoded
     * @param originalQuery as the client spelt it
     * @param emptyQuery whether a question mark stays although no query follows it
     */
    record Location(
            String scheme, String hostname, String page, String path, String originalQuery, boolean emptyQuery) {}

    static NormalizedUrl of(Location location) {
        String query = location.originalQuery;
        return new NormalizedUrl(location, query.isEmpty() ? query : QueryCoding.normalize(query), List.of());
    }

    static NormalizedUrl stripped(Location location, TrackingParams tracking) {
        if (tracking.isEmpty() || location.originalQuery.isEmpty()) {
            return of(location);
        }
        QueryCoding.Normal normal = QueryCoding.strip(location.originalQuery, tracking);
        return new NormalizedUrl(location, normal.query(), normal.strippedNames());
    }

    /** Returns what normalising the same input while stripping these parameters gives. */
    public NormalizedUrl stripping(TrackingParams tracking) {
        return location.originalQuery.isEmpty() ? this : stripped(location, tracking);
    }

    /**
     * Returns the whole URL. It is ASCII, except that a query which cannot be decoded stays as the client sent it;
     * there, a byte that is not UTF-8 shows as U+FFFD.
     */
    public String value() {
        return Octets.toText(octets);
    }

    /** Returns the hash of the URL's bytes. */
    public UrlHash hash() {
        UrlHash known = hash;
        if (known == null) {
            known = UrlHash.ofOctets(octets);
            hash = known;
        }
        return known;
    }

    /** Returns the percent-decoded, cleaned path, which rules match. */
    public String path() {
        return Octets.toText(location.path);
    }

    /** Returns the normalised query without its question mark; empty if there is none. */
    public String rawQuery() {
        return Octets.toText(query);
    }

    /** Returns the query as the client spelt it, before sorting and stripping. */
    public String originalQuery() {
        return Octets.toText(location.originalQuery);
    }

    /** Returns the scheme in lower case; empty if the input began with {@code //}. */
    public String scheme() {
        return location.scheme;
    }

    /** Returns the host in lower case, without port, brackets and final dot. */
    public String hostname() {
        return Octets.toText(location.hostname);
    }

    /** Returns the decoded names of the parameters that were removed, in byte order. */
    public List<String> strippedParams() {
        return strippedParams;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NormalizedUrl that && octets.equals(that.octets);
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    /** Returns the whole URL. */
    @Override
    public String toString() {
        return value();
    }
}
