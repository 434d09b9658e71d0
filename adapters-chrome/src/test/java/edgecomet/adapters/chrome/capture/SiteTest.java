package edgecomet.adapters.chrome.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's own site is its scheme, host and port, nothing else. */
class SiteTest {

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/a?b=[1]#c, https://shop.example/",
        "HTTPS://Shop.Example:443, https://shop.example/",
        "http://shop.example:80/, http://shop.example/",
        "http://shop.example:8080?x, http://shop.example:8080/",
        "http://user:secret@shop.example/, http://shop.example/",
        "http://[::1]:81/, http://[::1]:81/",
        "http://xn--bcher-kva.example/ü, http://xn--bcher-kva.example/"
    })
    void theSiteOfAUrl(String url, String origin) {
        assertEquals(origin, Site.of(url).orElseThrow().origin());
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/x, true",
        "https://shop.example.evil/x, false",
        "https://shop.example:444/x, false",
        "http://shop.example/x, false",
        "https://cdn.shop.example/x, false"
    })
    void whatBelongsToIt(String url, boolean own) {
        assertEquals(own, Site.of("https://shop.example/page").orElseThrow().owns(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shop.example",
                "/path",
                "file:///etc/passwd",
                "ftp://a.example/",
                "http://",
                "http:///x",
                "javascript:1"
            })
    void everythingElseHasNone(String url) {
        assertTrue(Site.of(url).isEmpty());
    }
}
