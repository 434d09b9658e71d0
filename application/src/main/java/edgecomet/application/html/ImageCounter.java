package edgecomet.application.html;

import edgecomet.domain.seo.ImageCounts;
import org.jsoup.nodes.Element;

/** Counts the images that are fetched by a URL. */
final class ImageCounter {
    private final ParsedHtml html;
    private final PageUrls urls;
    private int withAlt;
    private int withoutAlt;
    private int internal;
    private int external;

    ImageCounter(ParsedHtml html, PageUrls urls) {
        this.html = html;
        this.urls = urls;
    }

    void count(Element image) {
        String src = UnicodeText.trim(html.attribute(image, "src"));
        if (src.isEmpty()
                || UnicodeText.startsWithIgnoreCase(src, "data:")
                || UnicodeText.startsWithIgnoreCase(src, "blob:")) {
            return;
        }
        if (html.attribute(image, "alt").isEmpty()) {
            withoutAlt++;
        } else {
            withAlt++;
        }
        if (urls.againstBase(src).filter(urls::isOwnSite).isPresent()) {
            internal++;
        } else {
            external++;
        }
    }

    ImageCounts counts() {
        return new ImageCounts(withAlt, withoutAlt, internal, external);
    }
}
