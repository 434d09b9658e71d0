package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Any text at all is a page")
class HtmlPagePropertyTest {
    private static final int PAGES = 1000;
    private static final List<String> HARMLESS = List.of(
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<i>",
            "<a href=x>",
            "</a>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<colgroup>",
            "<col>",
            "<svg>",
            "</svg>",
            "<math>",
            "<style>",
            "</style>",
            "<title>",
            "</title>",
            "<noscript>",
            "</noscript>",
            "<template>",
            "</template>",
            "<select>",
            "<option>",
            "</select>",
            "<pre>",
            "\n",
            "</pre>",
            "<textarea>",
            "</textarea>",
            "<form>",
            "</form>",
            "<head>",
            "</head>",
            "<body>",
            "</body>",
            "</html>",
            "<!--",
            "-->",
            "<!",
            "<",
            ">",
            "&am",
            "p;",
            "&amp;",
            "\"",
            "'",
            "=",
            "/>",
            " ",
            "text",
            "\u00a0",
            "\u0000",
            "\r",
            "😀",
            "<br>",
            "<img src=a>",
            "<iframe>",
            "</iframe>",
            "<h1>",
            "</h1>",
            "<foreignObject>",
            "<![CDATA[",
            "]]>",
            "<frameset>",
            "<noframes>",
            "</noframes>",
            "<link rel=stylesheet>",
            "<base href=//[>",
            "<meta name=robots content=none>",
            "<div/>",
            "<li>");
    private static final List<String> SCRIPTS = List.of(
            "<script>",
            "</script>",
            "<script>1</script>",
            "<script/>",
            "<script type=module src=x></script>",
            "<link rel=modulepreload>",
            "<link rel=preload as=script>",
            "<script type=application/ld+json>{\"@type\":",
            "<script><!--<script>");

    @Test
    void readingNeverFailsAndCleaningTwiceIsCleaningOnce() {
        Random random = new Random(42);
        for (int i = 0; i < PAGES; i++) {
            String html = soup(random, random.nextInt(40), true);
            HtmlPage.parse(html).seo(200, soup(random, 3, false));
            String cleaned = HtmlPage.parse(html).withoutScripts();
            assertSame(cleaned, HtmlPage.parse(cleaned).withoutScripts(), html);
        }
    }

    @Test
    void aPageWithoutScriptsStaysItself() {
        Random random = new Random(43);
        for (int i = 0; i < PAGES; i++) {
            String html = soup(random, random.nextInt(40), false);
            assertSame(html, HtmlPage.parse(html).withoutScripts());
        }
    }

    @Test
    void scriptsBetweenTheElementsOfABrowsersTextAreCutOutExactly() {
        Random random = new Random(44);
        for (int i = 0; i < PAGES; i++) {
            List<String> pieces = browserText(random);
            String scripted = pieces.stream()
                    .map(piece -> random.nextInt(4) == 0 ? piece + "<script>a<b</script>" : piece)
                    .collect(Collectors.joining());
            assertEquals(String.join("", pieces), HtmlPage.parse(scripted).withoutScripts(), scripted);
        }
    }

    @Test
    void theCleanedPageIsTheDocumentWithoutItsScripts() {
        Random random = new Random(45);
        for (int i = 0; i < PAGES; i++) {
            String html = "<!DOCTYPE html><html><head></head><body>" + soup(random, 12, false) + "<script>1</script>"
                    + soup(random, 12, false);
            ParsedHtml parsed = ParsedHtml.parse(html);
            String cleaned = ScriptCleaner.clean(parsed);
            parsed.document()
                    .select("script:not([type]), link[rel=modulepreload], link[rel=preload]")
                    .remove();
            String expected = HtmlSerializer.serialize(parsed, Set.of());
            assertTrue(
                    cleaned.equals(html)
                            || cleaned.equals(expected)
                            || HtmlSerializer.serialize(ParsedHtml.parse(cleaned), Set.of())
                                    .equals(expected),
                    html);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<table><tr><td>",
                "<svg><g>",
                "<template>",
                "<h1>",
                "<a href=x>",
                "<svg><script>"
            })
    void nestingDoesNotExhaustTheStack(String start) {
        String html = "<!DOCTYPE html><body>" + start.repeat(100_000) + "<script>1</script>x";
        HtmlPage page = HtmlPage.parse(html);
        page.seo(200, "https://example.com/");
        assertTrue(page.withoutScripts().length() < html.length() * 20L);
    }

    @Test
    void aPageOfTwentyMegabytesIsReadAndCleaned() {
        String row = "<div class='b'>hello &amp; <a href=/x>world</a></div><script>a()</script>";
        int rows = 20_000_000 / row.length();
        HtmlPage page = HtmlPage.parse("<html><head></head><body>" + row.repeat(rows));
        assertEquals(rows, page.seo(200, "https://example.com/").links().internal());
        assertEquals(
                "<html><head></head><body>"
                        + row.replace("<script>a()</script>", "").repeat(rows),
                page.withoutScripts());
    }

    private static String soup(Random random, int pieces, boolean scripts) {
        return IntStream.range(0, pieces)
                .mapToObj(i -> pick(random, scripts && random.nextInt(4) == 0 ? SCRIPTS : HARMLESS))
                .collect(Collectors.joining());
    }

    private static List<String> browserText(Random random) {
        List<String> blocks = List.of(
                "<div>",
                "</div>",
                "<p>a &amp; b</p>",
                " ",
                "text",
                "<br>",
                "<ul><li>1</li></ul>",
                "<h1>x</h1>",
                "<noscript><p>n</p></noscript>",
                "<svg><path d=\"M0\"></path></svg>",
                "<img src=\"a\">",
                "<!-- c -->");
        return Stream.concat(
                        Stream.of("<!DOCTYPE html><html><head><title>t</title></head><body>"),
                        IntStream.range(0, random.nextInt(20)).mapToObj(i -> pick(random, blocks)))
                .toList();
    }

    private static String pick(Random random, List<String> pieces) {
        return pieces.get(random.nextInt(pieces.size()));
    }
}
