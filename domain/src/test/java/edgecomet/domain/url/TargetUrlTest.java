package edgecomet.domain.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "https://h/%zz | parse \"https://h/%zz\": invalid URL escape \"%zz\"",
                "https://h/% | parse \"https://h/%\": invalid URL escape \"%\"",
                "https://h/#%zz | parse \"https://h/#%zz\": invalid URL escape \"%zz\"",
                "https://h h/#x | parse \"https://h h/\": invalid character \" \" in host name",
                "https://h\\x | parse \"https://h\\\\x\": invalid character \"\\\\\" in host name",
                "https://h:abc/ | parse \"https://h:abc/\": invalid port \":abc\" after host",
                "https://[::1/ | parse \"https://[::1/\": missing ']' in host",
                "https://[::1]x/ | parse \"https://[::1]x/\": invalid port \"x\" after host",
                "https://[foo.bar]/ | parse \"https://[foo.bar]/\": invalid host: ParseAddr(\"foo.bar\"): unexpected character (at \"foo.bar\")",
                "https://[1.2.3.4]/ | parse \"https://[1.2.3.4]/\": invalid IP-literal",
                "https://a[::1]/ | parse \"https://a[::1]/\": invalid IP-literal",
                "https://[]/ | parse \"https://[]/\": invalid host: ParseAddr(\"\"): unable to parse IP",
                "https://[::1%25]/ | parse \"https://[::1%25]/\": invalid host: ParseAddr(\"::1%\"): zone must be a non-empty string",
                "https://[1:2]/ | parse \"https://[1:2]/\": invalid host: ParseAddr(\"1:2\"): address string too short",
                "https://[::1::]/ | parse \"https://[::1::]/\": invalid host: ParseAddr(\"::1::\"): multiple :: in address (at \":\")",
                "https://[12345::]/ | parse \"https://[12345::]/\": invalid host: ParseAddr(\"12345::\"): each group must have 4 or less digits (at \"12345::\")",
                "https://[::%2525]/ | none",
                "https://[::1%25a%2Fb]/ | parse \"https://[::1%25a%2Fb]/\": invalid URL escape \"%2F\"",
                "https://h%41/ | parse \"https://h%41/\": invalid URL escape \"%41\"",
                "https://u\"@h/ | parse \"https://u\\\"@h/\": net/url: invalid userinfo",
                "https://u%z@h/ | parse \"https://u%z@h/\": invalid URL escape \"%z\"",
                "https://h\u0001/ | parse \"https://h\\x01/\": net/url: invalid control character in URL",
                ":x | parse \":x\": missing protocol scheme",
                "1a:b | parse \"1a:b\": first path segment in URL cannot contain colon",
                "/a:b | none",
                "https://h/é€\u00A0 | none",
            })
    void what_is_no_url_is_explained(String url, String message) {
        String outcome = switch (TargetUrl.parse(url)) {
            case InvalidUrl(String reason) -> reason;
            case TargetUrl target -> "none";
        };
        assertEquals(message, outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.com:8080/x, https, Example.com:8080, Example.com",
        "HTTP://user:pw@a.b/, http, a.b, a.b",
        "https://[2001:db8::1]:443/, https, [2001:db8::1]:443, 2001:db8::1",
        "https://[fe80::1%25en0]/, https, [fe80::1%en0], fe80::1%en0",
        "http://:8080/, http, :8080, ''",
        "example.com/x, '', '', ''",
        "example.com:8080/x, example.com, '', ''",
        "https://, https, '', ''",
        "http:foo, http, '', ''",
        "https://a.b:80:80/, https, a.b:80:80, a.b:80",
        "https://m%C3%BC.de/, https, mü.de, mü.de",
    })
    void a_url_has_scheme_host_and_hostname(String url, String scheme, String host, String hostname) {
        TargetUrl target = assertInstanceOf(TargetUrl.class, TargetUrl.parse(url));
        assertEquals(List.of(scheme, host, hostname), List.of(target.scheme(), target.host(), target.hostname()));
    }

    @Test
    void a_url_describes_itself_without_its_password() {
        assertEquals(
                "TargetUrl[https://a.b/x]",
                TargetUrl.parse("https://user:secret@a.b/x?y").toString());
    }

    @Test
    void the_original_query_outlives_normalization() {
        NormalizedUrl url =
                (NormalizedUrl) UrlNormalizer.normalize("https://a.b/?b=2&utm_source=x", TrackingParams.DEFAULT);
        assertEquals("b=2&utm_source=x", url.originalQuery());
        assertEquals("b=2", url.rawQuery());
        assertEquals(List.of("utm_source"), url.strippedParams());
    }

    @ParameterizedTest
    @CsvSource({"d24ec4f1a98c6e5b, true", "D24EC4F1A98C6E5B, false", "d24ec4f1a98c6e5, false", "d24ec4f1a98c6e5g, false"
    })
    void a_hash_is_read_as_it_is_written(String hex, boolean valid) {
        Optional<String> read = UrlHash.parse(hex).map(UrlHash::hex);
        assertEquals(valid ? Optional.of(hex) : Optional.empty(), read);
    }
}
