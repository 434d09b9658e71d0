package edgecomet.adapters.chrome.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.header.Headers;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Viewport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs and types are blocked, and which way. */
class BlocklistTest {

    @Test
    void thereAreThirtyTwoBuiltInPatternsAndTheBrowserGetsThemAll() {
        assertEquals(32, blocklist().browserList().size());
        assertFalse(blocklist().needsEveryRequest());
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.google-analytics.com/ga.js, true",
        "https://notfacebook.com/, true",
        "https://connect.facebook.net/sdk.js, false",
        "https://shop.example/?ref=TWITTER.COM, true",
        "https://shop.example/app.js, false"
    })
    void theBuiltInPatternsMatchAnywhereInTheUrl(String url, boolean blocked) {
        assertEquals(blocked, blocklist().blocks(url, "Script"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/ads/*", " */ADS/* ", "~/ads/", "~*/ADS/", "https://*/ads/x.js", "https://a.example/ads/x.js"})
    void everyKindOfPatternBlocks(String pattern) {
        assertTrue(blocklist(pattern).blocks("https://a.example/ads/x.js", "Script"));
        assertFalse(blocklist(pattern).blocks("https://a.example/app/x.js", "Script"));
    }

    @ParameterizedTest
    @CsvSource({
        "*/ads/*, false",
        "https://*/ads/*, true",
        "*/ads/x.js, true",
        "~/ads/, true",
        "https://a.example/, true"
    })
    void onlyPatternsOpenAtBothEndsAreLeftToTheBrowser(String pattern, boolean pauses) {
        assertEquals(pauses, blocklist(pattern).needsEveryRequest());
        assertEquals(pauses ? 32 : 33, blocklist(pattern).browserList().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "~(", "~*["})
    void whatIsNoPatternIsIgnored(String pattern) {
        assertEquals(32, blocklist(pattern).browserList().size());
        assertFalse(blocklist(pattern).needsEveryRequest());
    }

    @Test
    void typesAreExactNames() {
        Blocklist blocklist = Blocklist.of(request(List.of(), List.of(" Image ", "font", "Nonsense", "XHR")));

        assertTrue(blocklist.blocks("https://a.example/a.png", "Image"));
        assertTrue(blocklist.blocks("https://a.example/api", "XHR"));
        assertFalse(blocklist.blocks("https://a.example/a.woff", "Font"));
        assertEquals(2, blocklist.types().size());
    }

    private static Blocklist blocklist(String... patterns) {
        return Blocklist.of(request(List.of(patterns), List.of()));
    }

    private static RenderRequest request(List<String> patterns, List<String> types) {
        return new RenderRequest(
                "id",
                "https://a.example/",
                new Viewport(1, 1),
                "",
                Duration.ZERO,
                "load",
                Duration.ZERO,
                patterns,
                types,
                false,
                Headers.EMPTY,
                false);
    }
}
