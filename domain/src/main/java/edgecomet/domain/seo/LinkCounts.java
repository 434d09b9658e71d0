package edgecomet.domain.seo;

import java.util.List;

/**
 * Where the links of a page lead.
 *
 * @param internal links to the page's own site, its parent domains and its subdomains
 * @param nofollowInternal internal links with {@code rel=nofollow}
 * @param nofollowExternal external links with {@code rel=nofollow}
 * @param externalDomains at most 20, by falling number of links, then by name
 */
public record LinkCounts(
        int internal, int external, int nofollowInternal, int nofollowExternal, List<ExternalDomain> externalDomains) {
    /** A page without links. */
    public static final LinkCounts NONE = new LinkCounts(0, 0, 0, 0, List.of());

    public LinkCounts {
        externalDomains = List.copyOf(externalDomains);
    }

    /** Returns the number of all links. */
    public int total() {
        return internal + external;
    }

    /** Returns the number of all links with {@code rel=nofollow}. */
    public int nofollow() {
        return nofollowInternal + nofollowExternal;
    }

    /** A foreign host as the page writes it, without port, and how many links lead there. */
    public record ExternalDomain(String host, int links) {}
}
