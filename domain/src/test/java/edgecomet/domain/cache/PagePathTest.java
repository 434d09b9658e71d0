package edgecomet.domain.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.url.UrlHash;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagePathTest {

    private static final CacheKey KEY =
            new CacheKey(1, 2, UrlHash.parse("0123456789abcdef").orElseThrow());

    @ParameterizedTest
    @CsvSource({
        "NONE, 1/2025/10/18/07/00/0123456789abcdef_2.html",
        "SNAPPY, 1/2025/10/18/07/00/0123456789abcdef_2.html.snappy",
        "LZ4, 1/2025/10/18/07/00/0123456789abcdef_2.html.lz4",
    })
    void a_body_lies_under_the_minute_of_its_expiry(Compression compression, String expected) {
        PagePath path = PagePath.of(KEY, Instant.parse("2025-10-18T07:00:30Z"), compression);
        assertEquals(expected, path.text());
        assertEquals(compression, path.compression());
    }

    @Test
    void a_key_is_its_own_text() {
        assertEquals("cache:1:2:0123456789abcdef", KEY.text());
        assertEquals(Optional.of(KEY), CacheKey.parse(KEY.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache:1:2",
                "meta:cache:1:2:0123456789abcdef",
                "cache:x:2:0123456789abcdef",
                "cache:1:2:0123"
            })
    void another_text_is_no_key(String text) {
        assertEquals(Optional.empty(), CacheKey.parse(text));
    }
}
