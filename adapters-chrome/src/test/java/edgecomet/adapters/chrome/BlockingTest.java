package edgecomet.adapters.chrome;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.header.Headers;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.RenderRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page may not load never reaches a server. */
@Timeout(value = 60, unit = SECONDS)
class BlockingTest {
    private static ChromeBrowser browser;
    private final OriginSite site = new OriginSite();
    private final OriginSite foreign = new OriginSite();

    @BeforeAll
    static void startBrowser(@TempDir Path directory) throws Exception {
        browser = ChromeBrowser.start(Renders.settings(directory, 2));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void fillSites() {
        for (OriginSite origin : List.of(site, foreign)) {
            for (String path : List.of("/ads/banner.js", "/app/main.js", "/Ads/other.js", "/image.png")) {
                origin.page(path, exchange -> OriginSite.send(exchange, 200, "text/javascript", "1"));
            }
        }
        site.html(
                "/",
                Arrays.stream(new OriginSite[] {site, foreign})
                        .map(origin -> """
                        <script src="%1$s/ads/banner.js"></script><script src="%1$s/app/main.js"></script>
                        <script src="%1$s/Ads/other.js"></script><img src="%1$s/image.png">
                        <script src="%1$s/app/main.js?via=doubleclick.net"></script>""".formatted(origin.url("")))
                        .reduce("<p>mark</p>", String::concat));
    }

    @AfterEach
    void closeSites() {
        site.close();
        foreign.close();
    }

    @ParameterizedTest(name = "{0} {1} leaves {2} of the site and {3} elsewhere")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "- | - | 4 | 4",
                "*/ads/* | - | 2 | 3",
                "~/ads/ | - | 3 | 3",
                "~*/ads/ | - | 2 | 2",
                "http://*/app/*.js | - | 3 | 3",
                "( | - | 4 | 4",
                "- | Image | 3 | 3",
                "- | Script | 1 | 1",
                "- | image | 4 | 4",
                "*/ads/* | Script | 1 | 1",
                "- | Document | 4 | 4"
            })
    void whatAPatternOrATypeNamesIsNotLoaded(String pattern, String type, int left, int leftElsewhere) {
        CapturedPage page = render("/", pattern, type);

        assertTrue(page.html().contains("mark"), page.html());
        assertEquals(left, loaded(site), "of the site");
        assertEquals(leftElsewhere, loaded(foreign), "elsewhere");
    }

    @Test
    void theDocumentItselfIsNeverBlocked() {
        assertTrue(render("/?from=doubleclick.net", "~.", "Document").html().contains("mark"));
    }

    private CapturedPage render(String path, String pattern, String type) {
        RenderRequest request = Renders.request(
                site.url(path),
                Duration.ofSeconds(10),
                "networkIdle",
                Duration.ZERO,
                pattern == null ? List.of() : List.of(" " + pattern + " "),
                type == null ? List.of() : List.of(type),
                Headers.EMPTY);
        return Renders.captured(browser, request);
    }

    /** How many of the four files were asked for; the built-in list must have stopped the fifth request. */
    private static long loaded(OriginSite origin) {
        assertTrue(origin.requests("/app/main.js").size() <= 1, "the built-in list blocks doubleclick.net in any URL");
        return List.of("/ads/banner.js", "/app/main.js", "/Ads/other.js", "/image.png").stream()
                .filter(path -> !origin.requests(path).isEmpty())
                .count();
    }
}
