package edgecomet.adapters.chrome.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        assertEquals(blocked, blocklist().reason(url, "Script").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*/ads/*", " */ADS/* ", "~/ads/", "~*/ADS/", "https://*/ads/x.js", "https://a.example/ads/x.js"})
    void everyKindOfPatternBlocks(String pattern) {
        assertEquals(
                Optional.of("Blocked by URL pattern"),
                blocklist(pattern).reason("https://a.example/ads/x.js", "Script"));
        assertEquals(Optional.empty(), blocklist(pattern).reason("https://a.example/app/x.js", "Script"));
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

        assertEquals(Optional.of("Blocked resource type: Image"), blocklist.reason("https://a.example/a.png", "Image"));
        assertEquals(Optional.of("Blocked resource type: XHR"), blocklist.reason("https://a.example/api", "XHR"));
        assertEquals(Optional.of("Blocked by URL pattern"), blocklist.reason("https://twitter.com/a.png", "Image"));
        assertEquals(Optional.empty(), blocklist.reason("https://a.example/a.woff", "Font"));
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
                false,
                Headers.EMPTY,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
    }
}
