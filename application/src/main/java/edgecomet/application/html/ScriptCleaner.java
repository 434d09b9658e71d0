package edgecomet.application.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.Range;
import org.jsoup.select.NodeFilter;

/**
 * Takes the scripts out of a page (spec 05 §10.3).
 *
 * <p>A page is better left as the browser wrote it: its quotes, entities and order of attributes mean nothing to us,
 * but other programs look for them. So the executable elements are cut out of the page's text at the positions where
 * the parser saw them, and every other character stays.
 *
 * <p>That is not always right. Texts grow together ({@code &am<script></script>p;}), a script may have closed or opened
 * an element that its text does not name ({@code <colgroup><script></script><col>}), a newline may become the first one
 * in a {@code pre}. Rather than to list such cases, the cut text is parsed again: if it is the document without the
 * scripts, it is the answer; if it is not, the answer is that document, serialised. The second parse costs milliseconds
 * for usual pages. Thread-safe.
 */
final class ScriptCleaner {
    private static final Set<String> EXECUTABLE_TYPES =
            Set.of("", "text/javascript", "module", "application/javascript");

    private ScriptCleaner() {}

    /** Returns the page without scripts; the very same string if it has none. */
    static String clean(ParsedHtml html) {
        Set<Element> scripts = scriptsIn(html);
        if (scripts.isEmpty()) {
            return html.source();
        }
        String expected = HtmlSerializer.serialize(html, scripts);
        String cut = cut(html.source(), scripts);
        return !cut.isEmpty() && isThatDocument(cut, expected) ? cut : expected;
    }

    private static boolean isThatDocument(String cut, String expected) {
        return HtmlSerializer.serialize(ParsedHtml.parse(cut), Set.of()).equals(expected);
    }

    /** Returns the outermost executable elements, in document order. */
    private static Set<Element> scriptsIn(ParsedHtml html) {
        // Elements have no equality of their own, and none is wanted here.
        Set<Element> scripts = Collections.newSetFromMap(new IdentityHashMap<>());
        html.document().filter(new NodeFilter() {
            @Override
            public FilterResult head(Node node, int depth) {
                if (node instanceof Element element && isExecutable(html, element)) {
                    scripts.add(element);
                    return FilterResult.SKIP_ENTIRELY;
                }
                return FilterResult.CONTINUE;
            }
        });
        return scripts;
    }

    private static boolean isExecutable(ParsedHtml html, Element element) {
        return switch (element.normalName()) {
            case "script" ->
                EXECUTABLE_TYPES.contains(
                        UnicodeText.trim(html.attribute(element, "type")).toLowerCase(Locale.ROOT));
            case "link" ->
                switch (html.attribute(element, "rel").toLowerCase(Locale.ROOT)) {
                    case "import", "modulepreload" -> true;
                    case "preload" -> html.attribute(element, "as").equalsIgnoreCase("script");
                    default -> false;
                };
            default -> false;
        };
    }

    private static String cut(String source, Set<Element> elements) {
        List<Element> inSourceOrder = new ArrayList<>(elements);
        inSourceOrder.sort(
                Comparator.comparingInt(element -> element.sourceRange().startPos()));
        StringBuilder rest = new StringBuilder(source.length());
        int position = 0;
        for (Element element : inSourceOrder) {
            rest.append(
                    source, position, Math.max(position, element.sourceRange().startPos()));
            position = Math.max(position, endOf(element, source));
        }
        return rest.append(source, position, source.length()).toString();
    }

    private static int endOf(Element element, String source) {
        Range end = element.endSourceRange();
        if (end.isTracked() && !end.isImplicit()) {
            return end.endPos();
        }
        int tagEnd = element.sourceRange().endPos();
        boolean standsAlone = element.normalName().equals("link") || source.startsWith("/>", tagEnd - 2);
        return standsAlone ? tagEnd : source.length();
    }
}
