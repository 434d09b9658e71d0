package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import edgecomet.domain.seo.Headings;
import edgecomet.domain.seo.ImageCounts;
import edgecomet.domain.seo.IndexStatus;
import edgecomet.domain.seo.LinkCounts;
import edgecomet.domain.seo.LinkCounts.ExternalDomain;
import edgecomet.domain.seo.PageSeo;
import edgecomet.domain.seo.Translation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a search engine reads in a page (spec 05 §10.1)")
class PageSeoTest {
    private static final String URL = "https://example.com/dir/page?q=1";

    private static PageSeo seo(String head, String body) {
        return HtmlPage.parse("<!DOCTYPE html><html><head>" + head + "</head><body>" + body + "</body></html>")
                .seo(200, URL);
    }

    private static PageSeo head(String head) {
        return seo(head, "");
    }

    private static PageSeo body(String body) {
        return seo("", body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<title>\u00a0 A  &amp;  B </title>|A  &  B",
                "<title>First</title><title>Second</title>|First",
                "<title></title><title>Second</title>|''",
                "<title>the <noscript> tag</title>|the <noscript> tag",
                "<TITLE>Привет 世界</TITLE>|Привет 世界",
                "''|''"
            })
    void title(String head, String expected) {
        assertEquals(expected, head(head).title());
    }

    @Test
    void textsAreCutAfterWholeCodePoints() {
        PageSeo seo = seo(
                "<title>" + "😀".repeat(501) + "</title><meta name=description content=" + "é".repeat(1001) + ">"
                        + "<link rel=canonical href=/" + "a".repeat(3000) + ">",
                "<h1>" + "x".repeat(600) + "</h1>");
        assertEquals("😀".repeat(500), seo.title());
        assertEquals("é".repeat(1000), seo.metaDescription());
        assertEquals("x".repeat(500), seo.headings().h1s().getFirst());
        assertEquals(2000, String.valueOf(seo.canonicalUrl()).length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<meta name=Description content=' a '>|a",
                "<meta name=description content=''><meta name=description content=b>|''",
                "<meta content=a name=description content=b>|a",
                "<meta property=description content=a>|''",
                "<noscript><meta name=description content=a></noscript>|''"
            })
    void description(String head, String expected) {
        assertEquals(expected, head(head).metaDescription());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "<link rel=canonical href=/a>|https://example.com/a",
                "<link rel=CANONICAL href=' ../b '>|https://example.com/b",
                "<link rel='canonical other' href=/a>|null",
                "<link rel=canonical href=' '><link rel=canonical href=/b>|null",
                "<base href=https://other.org/><link rel=canonical href=x>|https://example.com/dir/x",
                "<link rel=canonical href='http://[bad'>|http://[bad",
                "''|null"
            })
    void canonical(String head, String expected) {
        assertEquals(expected, head(head).canonicalUrl());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<meta name=robots content=' NoIndex ,, follow'>|noindex,follow",
                "<meta name=robots content=all><meta name=googlebot content=none>|none",
                "<meta name=robots content=' '><meta name=ROBOTS content=b>|b",
                "<meta name=googlebot content='\u00a0'><meta name=robots content=c>|c",
                "''|''"
            })
    void robots(String head, String expected) {
        assertEquals(expected, String.join(",", head(head).metaRobots()));
    }

    @Test
    void headings() {
        assertEquals(
                new Headings(List.of("a b c", "2", "3", "4", "5"), List.of("xy"), List.of("Noscript: <b>no</b>")),
                body("<h1> a\u00a0 <b>b</b>\n c </h1><h1> </h1><h1>2</h1><template><h1>3</h1></template><h1>4</h1>"
                                + "<h1>5</h1><h1>6</h1><div><h2>x<i>y</i></h2></div>"
                                + "<h3>Noscript: <noscript><b>no</b></noscript></h3>")
                        .headings());
    }

    @Test
    void linksAreCountedByWhereTheyLead() {
        LinkCounts links = body("<a>no</a><a href=' '>no</a><a href='#x'>no</a><a href=JavaScript:x>no</a>"
                        + "<a href=mailto:a@b>no</a><a href=TEL:1>no</a><noscript><a href=/n></a></noscript>"
                        + "<a href=/in rel=nofollow></a><a href=sms:1></a><a href=https://cdn.example.com:8443/></a>"
                        + "<a href=//other.org rel='noopener NOFOLLOW'></a><a href=https://other.org:81/></a>"
                        + "<a href=https://EXAMPLE.com/></a><a href='http://[bad'></a>"
                        + "<template><a href=http://a.org></a></template>")
                .links();
        assertEquals(
                new LinkCounts(
                        3,
                        5,
                        1,
                        1,
                        List.of(
                                new ExternalDomain("other.org", 2),
                                new ExternalDomain("EXAMPLE.com", 1),
                                new ExternalDomain("a.org", 1))),
                links);
        assertEquals(8, links.total());
        assertEquals(2, links.nofollow());
    }

    @Test
    void atMostTwentyExternalDomainsAreNamed() {
        StringBuilder anchors = new StringBuilder();
        IntStream.rangeClosed(10, 40).forEach(i -> anchors.append("<a href=//h" + i + ".org></a>"));
        List<ExternalDomain> domains = body(anchors.toString()).links().externalDomains();
        assertEquals(20, domains.size());
        assertEquals(new ExternalDomain("h10.org", 1), domains.getFirst());
        assertEquals(new ExternalDomain("h29.org", 1), domains.getLast());
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.org/,       x, 0, 1",
        "//cdn.example.com/d/, x, 1, 0",
        "'',                   x, 1, 0",
        "http://[bad,          x, 1, 0",
        "/elsewhere/,          //b.org, 0, 1"
    })
    void linksStartFromTheBaseOfThePage(String base, String href, int internal, int external) {
        LinkCounts links = seo("<base target=_top><base href='" + base + "'>", "<a href='" + href + "'></a>")
                .links();
        assertEquals(internal, links.internal());
        assertEquals(external, links.external());
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com,        https://example.com/,  true",
        "http://www.example.com,    https://example.com/,  true",
        "http://example.com,        https://www.example.com/, true",
        "http://a.example.com,      https://b.example.com/, false",
        "http://badexample.com,     https://example.com/,  false",
        "http://user:pw@example.com:8080, https://example.com/, true",
        "http://[::1]:80/,          http://[::1]/,         true",
        "http://[::1]/,             http://[::2]/,         false",
        "relative,                  '',                    true",
        "http://example.com,        '',                    false"
    })
    void aSiteIsAHostWithItsSubdomains(String href, String pageUrl, boolean own) {
        LinkCounts links = HtmlPage.parse("<body><a href='" + href + "'>x</a>")
                .seo(200, pageUrl)
                .links();
        assertEquals(own ? 1 : 0, links.internal());
    }

    @Test
    void images() {
        ImageCounts images = body("<img><img src=' '><img src=DATA:x><img src=blob:x><noscript><img src=n></noscript>"
                        + "<img src=a alt=' '><img src=b alt=''><img src=//cdn.example.com/c><img src=http://o.org/d alt=x>")
                .images();
        assertEquals(new ImageCounts(2, 2, 3, 1), images);
        assertEquals(4, images.total());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b\u00a0c\u2003d|4",
                "foo<b>bar</b>|2",
                "<nav>n</nav><header>h</header><footer>f</footer><aside>a</aside><form>o</form>x|1",
                "<script>a b</script><style>a b</style><noscript>a b</noscript><!-- a b -->x|1",
                "<template>a b</template><textarea>c d</textarea>|4",
                "''|0"
            })
    void words(String body, int expected) {
        assertEquals(expected, body(body).wordCount());
    }

    @Test
    void translations() {
        PageSeo seo = head("<link rel=alternate hreflang=de href=/de><link rel=Alternate hreflang=' en-GB '"
                + " href=https://EXAMPLE.com/dir/page?q=1><link rel=alternate hreflang=fr href=page?q=1>"
                + "<link rel=alternate hreflang='' href=/x><link rel=alternate hreflang=x href=' '>"
                + "<link rel='alternate nofollow' hreflang=y href=/y>");
        assertEquals(
                List.of(
                        new Translation("de", "https://example.com/de"),
                        new Translation("en-GB", "https://EXAMPLE.com/dir/page?q=1"),
                        new Translation("fr", "https://example.com/dir/page?q=1")),
                seo.hreflang());
        assertEquals("en-GB", seo.hreflangSelf());
        assertNull(head("").hreflangSelf());
    }

    @Test
    void structuredDataOfTheWholePage() {
        String type = "<script type=' APPLICATION/ld+json '>";
        PageSeo seo = seo(
                type + "{\"@graph\":[{\"@type\":\"Product\"},{\"@type\":[\"B\",\"Article\"]}]}</script>",
                type + "{\"@type\":\"Product\"}</script>" + type + "{\"@type\":\"Broken\"</script>"
                        + "<script type=application/json>{\"@type\":\"No\"}</script>"
                        + type + "{\"@type\":\"Long\",\"x\":\"" + "x".repeat(1 << 20) + "\"}</script>");
        assertEquals(List.of("Article", "B", "Product"), seo.structuredDataTypes());
    }

    @Test
    void anEmptyTextSaysNothing() {
        assertEquals(PageSeo.unknown(IndexStatus.INDEXABLE), HtmlPage.parse("").seo(200, URL));
    }
}
