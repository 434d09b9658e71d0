package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A page without its scripts (spec 05 §10.3)")
class ScriptCleaningTest {
    private static String clean(String html) {
        return HtmlPage.parse(html).withoutScripts();
    }

    private static String page(String head, String body) {
        return "<!DOCTYPE html><html lang='en'><head>" + head + "</head><body class=\"a\">" + body + "</body></html>";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>console.log(1)</script>",
                "<script src=\"/app.js\"></script>",
                "<script type=\"\">1</script>",
                "<script type=\"  \">1</script>",
                "<script type=\"text/javascript\">1</script>",
                "<script type=\" Text/JavaScript \">1</script>",
                "<script type=\"\u00a0module\u00a0\" src=\"m.js\"></script>",
                "<script type='application/javascript'>1</script>",
                "<SCRIPT>1</SCRIPT >",
                "<script><!-- <script> </script> --></script>",
                "<script src='a.js'/></script>",
                "<link rel=\"modulepreload\" href=\"m.js\">",
                "<link rel=\"ModulePreload\" href=\"m.js\"/>",
                "<link rel=\"import\" href=\"c.html\">",
                "<link rel=\"preload\" as=\"SCRIPT\" href=\"a.js\">"
            })
    void removesWhatRunsOrLoadsScripts(String element) {
        assertEquals(page("", "x \n y"), clean(page(element, "x " + element + "\n y")));
    }

    @ParameterizedTest
    @CsvSource({
        "<svg><g>, <script>a &lt; b<g/></script>, </g></svg>",
        "<svg>, <script href='a.js'/>, </svg>",
        "<template><p>, <script>1</script>, </p></template>",
        "<table><tbody>, <script>1</script>, <tr><td>1</td></tr></tbody></table>",
        "<p><b>, <script>1</script>, </b></p>"
    })
    void removesScriptsWhereverTheyAre(String before, String script, String after) {
        assertEquals(page("", before + after + "x"), clean(page("", before + script + after + "x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script type=\"application/ld+json\">{\"@type\": \"WebPage\"}</script>",
                "<script type=\"application/json\">{}</script>",
                "<script type=\"text/template\"><b>{{title}}</b></script>",
                "<script type=\"text/x-template\">x</script>",
                "<script type=\"importmap\">{}</script>",
                "<script type=\"speculationrules\">{}</script>",
                "<script type=\"text/ecmascript\">1</script>",
                "<script type=\"text/jsx\">1</script>",
                "<script type=\"text/javascript; charset=utf-8\">1</script>",
                "<script type=\"x-custom\">1</script>",
                "<noscript><script>1</script><img src=x></noscript>",
                "<a href=\"javascript:go()\" onclick='go()'>x</a>",
                "<!-- <script>1</script> -->",
                "<textarea><script>1</script></textarea>",
                "<iframe><script>1</script></iframe>",
                "<link rel=\"stylesheet\" href=a.css>",
                "<link rel=\"canonical\" href=/a>",
                "<link rel=\" modulepreload\" href=m.js>",
                "<link rel=\"modulepreload prefetch\" href=m.js>",
                "<link rel=\"preload\" as=\"style\" href=a.css>",
                "<link rel=\"preload\" as=\" script\" href=a.js>",
                "<link rel=\"prefetch\" as=\"script\" href=a.js>"
            })
    void keepsEverythingElse(String element) {
        String untouched = page(element, element);
        assertSame(untouched, clean(untouched), "nothing to remove: the very same string");
        assertEquals(untouched, clean(page("<script>1</script>" + element, element + "<script>2</script>")));
    }

    @Test
    void leavesEveryOtherCharacterOfTheBrowsersTextAlone() {
        String before = "<!DOCTYPE html><html><head>\n  <meta property=\"og:type\" content=\"product\">\n  ";
        String after = "\n<script type=\"application/ld+json\">{\n \"@type\": \"Product\" }</script></head>"
                + "<body data-spa-loaded=\"true\" class=\"spa-initialized\">It's &nbsp;\u00a0\"5 &gt; 4\"<br>"
                + "<input disabled='' value=a><svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg> </body></html>\n";
        assertEquals(before + after, clean(before + "<script src=\"/app.js\" async></script>" + after));
    }

    @Test
    void cleansTheAcceptanceFixture() {
        String cleaned = clean(page(
                "<link rel=modulepreload href=/m.js><link rel=preload as=script href=/p.js>"
                        + "<link rel=\"stylesheet\" href=\"/s.css\"><link rel=\"canonical\" href=\"/c\">"
                        + "<script>console.log('inline')</script><script type=module>console.log('m')</script>"
                        + "<script src=\"/api/mock-data\"></script>"
                        + "<script type=\"text/javascript\">console.log('t')</script>"
                        + "<script type=\"application/javascript\">console.log('a')</script>"
                        + "<script type=\"application/ld+json\">{\"@type\":\"WebPage\"}</script>"
                        + "<script type=\"importmap\">{}</script>",
                "<script type=\"text/template\">{{title}}</script><noscript>No script</noscript>"));

        assertFalse(cleaned.contains("console.log"));
        assertFalse(cleaned.contains("src=\"/api/mock-data"));
        assertFalse(cleaned.contains("preload"));
        assertTrue(cleaned.contains("type=\"application/ld+json\">{\"@type\":\"WebPage\"}"));
        assertTrue(cleaned.contains("<noscript>No script</noscript>"));
        assertTrue(cleaned.contains("{{title}}"));
        assertTrue(cleaned.contains("<link rel=\"stylesheet\" href=\"/s.css\"><link rel=\"canonical\" href=\"/c\">"));
    }

    @Test
    void cutsAnUnclosedScriptToTheEnd() {
        assertEquals("<html><head></head><body>a", clean("<html><head></head><body>a<script>b</body>"));
    }

    @Test
    void aPageOfNothingButAScriptIsNotEmptyAfterwards() {
        assertEquals("<html><head></head><body></body></html>", clean("<script>1</script>"));
        assertEquals("", clean(""));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    texts that would become an entity | a &am<script></script>p; | a &amp;amp;
                    a script that ended a column group | <table><colgroup><script></script><col></table> | <table><colgroup></colgroup><colgroup><col/></colgroup></table>
                    """)
    void serialisesTheDocumentWhereCuttingWouldChangeIt(String reason, String body, String expected) {
        assertEquals(
                "<!DOCTYPE html><html><head></head><body>" + expected + "</body></html>",
                clean("<!DOCTYPE html><html><head></head><body>" + body + "</body></html>"),
                reason);
    }

    @Test
    void serialisesAsTheSpecificationSays() {
        String uncuttable = "<pre><script></script>\na</pre>";
        assertEquals(
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://w3/x.dtd\"><html><head></head><body>"
                        + "<pre>\n\na</pre><br/><input disabled=\"\" title=\"&lt;&#39;&amp;&#34;&gt;\"/>"
                        + "<svg viewBox=\"0\"><path d=\"M0\"></path></svg>\u00a0&lt;&#39;&#34;&gt;&amp;&#13;"
                        + "<noscript><b>'&</noscript><style>a>b</style><!--c--><textarea>\n\nx</textarea>"
                        + "</body></html>",
                clean("<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://w3/x.dtd\"><body>"
                        + uncuttable
                        + "<br><INPUT disabled title=\"<'&amp;&quot;>\"><svg viewbox=0><path d=M0 /></svg>"
                        + "&nbsp;&lt;'\"&gt;&amp;&#13;<noscript><b>'&</noscript><style>a>b</style><!--c-->"
                        + "<textarea>\n\nx</textarea>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<!DOCTYPE html>",
                "<!DOCTYPE html SYSTEM \"about:legacy-compat\">",
                "<!DOCTYPE html PUBLIC \"-//X\">",
                "<!DOCTYPE html PUBLIC \"-//X\" \"http://w3/x.dtd\">"
            })
    void serialisesTheDoctype(String doctype) {
        assertEquals(
                doctype + "<html><head></head><body><pre>\n\n</pre></body></html>",
                clean(doctype + "<pre><script></script>\n</pre>"));
    }
}
