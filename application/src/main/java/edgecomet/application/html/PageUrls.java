package edgecomet.application.html;

import edgecomet.domain.url.SameSite;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The URLs that the references of a page are resolved against (spec 05 §10.1).
 *
 * @param page the page's own URL; null if it is none
 * @param base what links and images start from, the page's {@code <base>} if it has one; null as above
 */
record PageUrls(@Nullable UrlReference page, @Nullable UrlReference base) {

    /** Returns the URLs of a page with this {@code <base href>}, which may be empty. */
    static PageUrls of(String pageUrl, String baseHref) {
        UrlReference page = UrlReference.parse(pageUrl).orElse(null);
        UrlReference base = baseHref.isEmpty()
                ? page
                : UrlReference.parse(baseHref)
                        .map(reference -> resolved(page, reference))
                        .orElse(page);
        return new PageUrls(page, base);
    }

    /** Returns where a canonical or alternate link leads; the raw reference if that cannot be told. */
    String againstPage(String reference) {
        return page == null
                ? reference
                : UrlReference.parse(reference)
                        .map(page::resolve)
                        .map(UrlReference::toString)
                        .orElse(reference);
    }

    /** Returns where a link or image leads; empty if it is no URL. */
    Optional<UrlReference> againstBase(String reference) {
        return UrlReference.parse(reference).map(parsed -> resolved(base, parsed));
    }

    /** Returns whether a target is on the page's site: the same host, a parent domain or a subdomain. */
    boolean isOwnSite(UrlReference target) {
        String host = target.host();
        String own = page == null ? "" : page.host();
        return host.isEmpty() || SameSite.hosts(host, own);
    }

    private static UrlReference resolved(@Nullable UrlReference base, UrlReference reference) {
        return base == null ? reference : base.resolve(reference);
    }
}
