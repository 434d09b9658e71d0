package edgecomet.application.html;

import edgecomet.domain.seo.Headings;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** Collects the first headings of each level. */
final class HeadingReader {
    private static final int MAX_HEADINGS = 5;
    private static final int MAX_LENGTH = 500;

    private final ParsedHtml html;
    private final List<String> h1s = new ArrayList<>();
    private final List<String> h2s = new ArrayList<>();
    private final List<String> h3s = new ArrayList<>();

    HeadingReader(ParsedHtml html) {
        this.html = html;
    }

    void read(Element heading) {
        List<String> level = switch (heading.normalName()) {
            case "h1" -> h1s;
            case "h2" -> h2s;
            default -> h3s;
        };
        if (level.size() == MAX_HEADINGS) {
            return;
        }
        String text = UnicodeText.collapse(html.textContent(heading));
        if (!text.isEmpty()) {
            level.add(UnicodeText.truncate(text, MAX_LENGTH));
        }
    }

    Headings headings() {
        return new Headings(h1s, h2s, h3s);
    }
}
