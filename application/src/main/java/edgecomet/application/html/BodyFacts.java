package edgecomet.application.html;

import edgecomet.domain.seo.Headings;
import edgecomet.domain.seo.ImageCounts;
import edgecomet.domain.seo.LinkCounts;
import org.jsoup.nodes.Element;

/** What the body of a page holds (spec 05 §10.1). */
record BodyFacts(Headings headings, LinkCounts links, ImageCounts images, int wordCount) {
    /** What a page without a body holds. */
    static final BodyFacts NONE = new BodyFacts(Headings.NONE, LinkCounts.NONE, ImageCounts.NONE, 0);

    static BodyFacts read(ParsedHtml html, Element body, PageUrls urls) {
        HeadingReader headings = new HeadingReader(html);
        LinkCounter links = new LinkCounter(html, urls);
        ImageCounter images = new ImageCounter(html, urls);
        body.stream().forEach(element -> {
            switch (element.normalName()) {
                case "h1", "h2", "h3" -> headings.read(element);
                case "a" -> links.count(element);
                case "img" -> images.count(element);
                default -> {
                    // Counted by its words alone.
                }
            }
        });
        return new BodyFacts(headings.headings(), links.counts(), images.counts(), WordCounter.count(html, body));
    }
}
