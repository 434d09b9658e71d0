package edgecomet.application.html;

import edgecomet.domain.seo.IndexStatus;
import edgecomet.domain.seo.PageSeo;
import edgecomet.domain.seo.Translation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Puts together what a search engine reads in a page (spec 05 §10.1, §10.2). Thread-safe. */
final class PageReader {
    private static final int HTTP_OK = 200;
    private static final int MAX_TITLE = 500;
    private static final int MAX_DESCRIPTION = 1000;
    private static final int MAX_URL = 2000;
    private static final Pattern NOINDEX = Pattern.compile("\\b(noindex|none)\\b", Pattern.CASE_INSENSITIVE);

    private PageReader() {}

    static PageSeo read(ParsedHtml html, int statusCode, String pageUrl) {
        HeadFacts head = first(html, "head")
                .map(element -> HeadFacts.read(html, element))
                .orElse(HeadFacts.NONE);
        PageUrls urls = PageUrls.of(pageUrl, head.baseHref());
        BodyFacts body = first(html, "body")
                .map(element -> BodyFacts.read(html, element, urls))
                .orElse(BodyFacts.NONE);
        String canonical = head.canonical().isEmpty() ? null : urls.againstPage(head.canonical());
        List<Translation> translations = head.translations().stream()
                .map(t -> new Translation(t.lang(), UnicodeText.truncate(urls.againstPage(t.url()), MAX_URL)))
                .toList();
        return new PageSeo(
                UnicodeText.truncate(head.title(), MAX_TITLE),
                indexStatus(statusCode, head, canonical, pageUrl),
                UnicodeText.truncate(head.description(), MAX_DESCRIPTION),
                canonical == null ? null : UnicodeText.truncate(canonical, MAX_URL),
                head.robotsDirectives(),
                body.headings(),
                body.links(),
                body.images(),
                body.wordCount(),
                translations,
                translations.stream()
                        .filter(t -> t.url().equalsIgnoreCase(pageUrl))
                        .map(Translation::lang)
                        .findFirst()
                        .orElse(null),
                StructuredData.types(html));
    }

    private static IndexStatus indexStatus(int statusCode, HeadFacts head, @Nullable String canonical, String pageUrl) {
        if (statusCode != HTTP_OK) {
            return IndexStatus.NOT_OK;
        }
        if (head.robotsThatCount().stream()
                .anyMatch(content -> NOINDEX.matcher(content).find())) {
            return IndexStatus.NOINDEX;
        }
        return canonical == null || canonical.equals(pageUrl) ? IndexStatus.INDEXABLE : IndexStatus.CANONICAL_ELSEWHERE;
    }

    private static Optional<Element> first(ParsedHtml html, String name) {
        return html.document().stream()
                .filter(element -> html.is(element, name))
                .findFirst();
    }
}
