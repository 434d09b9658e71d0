package edgecomet.application.html;

import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;

/** Counts the words of a page's main text; a word ends where its text node ends. */
final class WordCounter implements NodeFilter {
    private static final Set<String> NOT_MAIN =
            Set.of("nav", "header", "footer", "aside", "form", "script", "style", "noscript");

    private final ParsedHtml html;
    private int words;

    private WordCounter(ParsedHtml html) {
        this.html = html;
    }

    static int count(ParsedHtml html, Element body) {
        WordCounter counter = new WordCounter(html);
        body.filter(counter);
        return counter.words;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof Element element && NOT_MAIN.contains(html.name(element))) {
            return FilterResult.SKIP_ENTIRELY;
        }
        words += UnicodeText.countWords(html.text(node));
        return FilterResult.CONTINUE;
    }
}
