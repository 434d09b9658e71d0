package edgecomet.application.html;

import edgecomet.domain.seo.Translation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a page says (spec 05 §10.1), references as written.
 *
 * @param description content of the first description; empty if there is none
 * @param canonical href of the first canonical link; empty if there is none
 * @param baseHref of the first {@code base} with an href; empty if there is none
 * @param googlebot contents of all tags for Google's crawler
 * @param robots contents of all tags for every crawler
 */
record HeadFacts(
        String title,
        String description,
        String canonical,
        String baseHref,
        List<String> googlebot,
        List<String> robots,
        List<Translation> translations) {
    /** What a page without a head says. */
    static final HeadFacts NONE = new HeadFacts("", "", "", "", List.of(), List.of(), List.of());

    static HeadFacts read(ParsedHtml html, Element head) {
        Reader reader = new Reader(html);
        head.stream().forEach(reader::read);
        return reader.facts();
    }

    /** Returns the contents of the robots tags that decide: those for Google's crawler if any of them says something. */
    List<String> robotsThatCount() {
        return googlebot.stream().allMatch(UnicodeText::isBlank) ? robots : googlebot;
    }

    /** Returns the directives of the first robots tag that says something, in lower case. */
    List<String> robotsDirectives() {
        return robotsThatCount().stream()
                .filter(content -> !UnicodeText.isBlank(content))
                .limit(1)
                .flatMap(content -> Arrays.stream(content.split(",")))
                .map(directive -> UnicodeText.trim(directive).toLowerCase(Locale.ROOT))
                .filter(directive -> !directive.isEmpty())
                .toList();
    }

    private static final class Reader {
        private final ParsedHtml html;
        private @Nullable String title;
        private @Nullable String description;
        private @Nullable String canonical;
        private @Nullable String baseHref;
        private final List<String> googlebot = new ArrayList<>();
        private final List<String> robots = new ArrayList<>();
        private final List<Translation> translations = new ArrayList<>();

        Reader(ParsedHtml html) {
            this.html = html;
        }

        void read(Element element) {
            switch (element.normalName()) {
                case "title" -> title = title == null ? UnicodeText.trim(html.textContent(element)) : title;
                case "meta" -> readMeta(html.attribute(element, "name"), html.attribute(element, "content"));
                case "link" -> readLink(element);
                case "base" -> {
                    if (baseHref == null && element.hasAttr("href")) {
                        baseHref = UnicodeText.trim(html.attribute(element, "href"));
                    }
                }
                default -> {
                    // Says nothing that is read here.
                }
            }
        }

        private void readMeta(String name, String content) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "description" -> description = description == null ? UnicodeText.trim(content) : description;
                case "googlebot" -> googlebot.add(content);
                case "robots" -> robots.add(content);
                default -> {
                    // Says nothing that is read here.
                }
            }
        }

        private void readLink(Element element) {
            String href = UnicodeText.trim(html.attribute(element, "href"));
            switch (html.attribute(element, "rel").toLowerCase(Locale.ROOT)) {
                case "canonical" -> canonical = canonical == null ? href : canonical;
                case "alternate" -> {
                    String lang = UnicodeText.trim(html.attribute(element, "hreflang"));
                    if (!lang.isEmpty() && !href.isEmpty()) {
                        translations.add(new Translation(lang, href));
                    }
                }
                default -> {
                    // Says nothing that is read here.
                }
            }
        }

        HeadFacts facts() {
            return new HeadFacts(
                    orEmpty(title),
                    orEmpty(description),
                    orEmpty(canonical),
                    orEmpty(baseHref),
                    List.copyOf(googlebot),
                    List.copyOf(robots),
                    List.copyOf(translations));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
