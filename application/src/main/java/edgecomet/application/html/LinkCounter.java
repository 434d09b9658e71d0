package edgecomet.application.html;

import edgecomet.domain.seo.LinkCounts;
import edgecomet.domain.seo.LinkCounts.ExternalDomain;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** Counts the links that lead to a page, and where. */
final class LinkCounter {
    private static final int MAX_DOMAINS = 20;
    private static final Comparator<ExternalDomain> MOST_LINKED_FIRST = Comparator.comparingInt(ExternalDomain::links)
            .reversed()
            .thenComparing(ExternalDomain::host, UnicodeText.BYTE_ORDER);

    private final ParsedHtml html;
    private final PageUrls urls;
    private final Map<String, Integer> externalHosts = new HashMap<>();
    private int internal;
    private int external;
    private int nofollowInternal;
    private int nofollowExternal;

    LinkCounter(ParsedHtml html, PageUrls urls) {
        this.html = html;
        this.urls = urls;
    }

    void count(Element anchor) {
        String href = UnicodeText.trim(html.attribute(anchor, "href"));
        if (leadsNowhere(href)) {
            return;
        }
        int nofollow = html.attribute(anchor, "rel").toLowerCase(Locale.ROOT).contains("nofollow") ? 1 : 0;
        Optional<UrlReference> target = urls.againstBase(href);
        if (target.isPresent() && urls.isOwnSite(target.get())) {
            internal++;
            nofollowInternal += nofollow;
        } else {
            external++;
            nofollowExternal += nofollow;
            target.ifPresent(url -> externalHosts.merge(url.host(), 1, Integer::sum));
        }
    }

    LinkCounts counts() {
        List<ExternalDomain> domains = externalHosts.entrySet().stream()
                .map(entry -> new ExternalDomain(entry.getKey(), entry.getValue()))
                .sorted(MOST_LINKED_FIRST)
                .limit(MAX_DOMAINS)
                .toList();
        return new LinkCounts(internal, external, nofollowInternal, nofollowExternal, domains);
    }

    private static boolean leadsNowhere(String href) {
        return href.isEmpty()
                || Stream.of("#", "javascript:", "mailto:", "tel:")
                        .anyMatch(prefix -> UnicodeText.startsWithIgnoreCase(href, prefix));
    }
}
