package edgecomet.application.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A URL reference")
class UrlReferenceTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "g:h, g:h",
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q#s",
        "g#s, http://a/b/c/g#s",
        "g?y#s, http://a/b/c/g?y#s",
        ";x, http://a/b/c/;x",
        "g;x=1/../y, http://a/b/c/y",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../g, http://a/g",
        "../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        "..g, http://a/b/c/..g",
        "./g/., http://a/b/c/g/",
        "g?y/./x, http://a/b/c/g?y/./x",
        "g#s/../x, http://a/b/c/g#s/../x"
    })
    void resolvesAsRfc3986Section5_4(String reference, String expected) {
        assertEquals(expected, resolve("http://a/b/c/d;p?q", reference));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "HTTPS://Ex.COM:8443/A/../b%2fc?x=%20#F, https://Ex.COM:8443/b%2fc?x=%20#F",
        "https://example.com, https://example.com",
        "/a b/é, http://a/a%20b/%C3%A9",
        "'/\"<>\\^`{|}', http://a/%22%3C%3E%5C%5E%60%7B%7C%7D",
        "?q=ü #ß, http://a/b?q=%C3%BC%20#%C3%9F",
        "mailto:a@b, mailto:a@b",
        "/a:b, http://a/a:b"
    })
    void encodesWhatMayNotStandRawAndKeepsTheRest(String reference, String expected) {
        assertEquals(expected, resolve("http://a/b", reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":x",
                "1a:b",
                "a b:c",
                "/%zz",
                "/%4",
                "#%g",
                "http://[::1",
                "http://a:b/",
                "http://a b/",
                "/\t",
                "\u007f"
            })
    void isRefused(String text) {
        assertTrue(UrlReference.parse(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "http://Ex.com/, Ex.com",
        "//u:p@ex.com:80/x, ex.com",
        "http://[2001:db8::1]:80/, [2001:db8::1]",
        "http://ex.com:/, ex.com",
        "http:///x, ''",
        "x, ''",
        "sms:1, ''"
    })
    void namesItsHost(String text, String host) {
        assertEquals(host, UrlReference.parse(text).orElseThrow().host());
    }

    @ParameterizedTest
    @CsvSource({"http://a, b, http://a/b", "http://a?q, b, http://a/b", "/x/y, z, /x/z", "x, y, y"})
    void resolvesAgainstIncompleteBases(String base, String reference, String expected) {
        assertEquals(expected, resolve(base, reference));
    }

    private static String resolve(String base, String reference) {
        return UrlReference.parse(base)
                .orElseThrow()
                .resolve(UrlReference.parse(reference).orElseThrow())
                .toString();
    }
}
