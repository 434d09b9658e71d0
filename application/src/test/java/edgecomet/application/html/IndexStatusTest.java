package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Whether a search engine would index the page (spec 05 §10.2)")
class IndexStatusTest {
    private static final String URL = "https://example.com/dir/";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|<title>Plain</title>|1",
                "404|<meta name=robots content=noindex>|2",
                "301|''|2",
                "200|<meta name=robots content=noindex>|3",
                "200|<meta name=robots content='follow, NONE'>|3",
                "200|<meta name=robots content=noindexes>|1",
                "200|<meta name=robots content='max-image-preview:none'>|3",
                "200|<meta name=robots content='index'><meta name=robots content=noindex>|3",
                "200|<meta name=robots content=noindex><meta name=googlebot content='index, follow'>|1",
                "200|<meta name=robots content=index><meta name=GoogleBot content=noindex>|3",
                "200|<meta name=robots content=noindex><meta name=googlebot content=' '>|3",
                "200|<meta name=googlebot content=''><meta name=googlebot content=none>|3",
                "200|<meta name=robots content=noindex><link rel=canonical href=/other>|3",
                "200|<link rel=canonical href=https://example.com/dir>|4",
                "200|<link rel=canonical href=http://example.com/dir/>|4",
                "200|<link rel=canonical href=https://other.org/>|4",
                "200|<link rel=canonical href=/dir/>|1",
                "200|<link rel=canonical href=./>|1",
                "200|<link rel=canonical href=//example.com/dir/>|1",
                "200|<link rel=canonical href=''>|1"
            })
    void followsStatusRobotsAndCanonical(int statusCode, String head, int expected) {
        String html = "<!DOCTYPE html><html><head>" + head + "</head><body>x</body></html>";
        assertEquals(
                expected,
                HtmlPage.parse(html).seo(statusCode, URL).indexStatus().code());
    }

    @ParameterizedTest
    @CsvSource({"<frameset><frame>", "<body><meta name=robots content=noindex>"})
    void onlyTheHeadCounts(String html) {
        assertEquals(1, HtmlPage.parse(html).seo(200, URL).indexStatus().code());
    }
}
