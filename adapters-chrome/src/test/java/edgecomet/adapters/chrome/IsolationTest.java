package edgecomet.adapters.chrome;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.header.Headers;
import edgecomet.domain.render.CapturedPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one render or one site must not learn of another. */
@Timeout(value = 60, unit = SECONDS)
class IsolationTest {
    private static ChromeBrowser browser;
    private final OriginSite site = new OriginSite();

    @BeforeAll
    static void startBrowser(@TempDir Path directory) throws Exception {
        browser = ChromeBrowser.start(Renders.settings(directory, 1));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void nothingPassesFromOneRenderToTheNext() {
        site.page("/", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "seen=1; Path=/; Max-Age=3600");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
            OriginSite.send(exchange, 200, "text/html", """
                    <body><script>
                      document.body.textContent = 'before:' + (localStorage.seen ?? '') + (document.cookie ?? '');
                      localStorage.seen = 'stored'; document.cookie = 'script=1; max-age=3600';
                    </script></body>""");
        });

        for (int render = 1; render <= 3; render++) {
            CapturedPage page = Renders.captured(browser, Renders.request(site.url("/")));
            assertTrue(page.html().contains("before:seen=1</body>"), page.html());
        }

        assertEquals(3, site.requests("/").size(), "each document comes from the origin");
        site.requests("/").forEach(request -> assertNull(request.headers().get("Cookie")));
    }

    @Test
    void theLoopMarkerAndTheClientsHeadersGoToThePagesOwnSiteOnly() {
        try (OriginSite foreign = new OriginSite()) {
            foreign.page("/api", exchange -> {
                exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
                OriginSite.send(exchange, 200, "text/plain", "x");
            });
            site.html(
                            "/",
                            "<script>fetch('/api'); fetch('" + foreign.url("/api") + "')</script><img src='"
                                    + foreign.url("/image") + "'>")
                    .page("/api", exchange -> OriginSite.send(exchange, 200, "text/plain", "x"));
            Headers headers = Headers.builder()
                    .add("Accept-Language", "fi")
                    .add("Cookie", "a=1")
                    .add("Cookie", "b=2")
                    .build();

            Renders.captured(
                    browser,
                    Renders.request(
                            site.url("/"),
                            Duration.ofSeconds(10),
                            "networkIdle",
                            Duration.ZERO,
                            List.of(),
                            List.of(),
                            headers));

            for (String path : List.of("/", "/api")) {
                var own = site.requests(path).getFirst().headers();
                assertAll(
                        path,
                        () -> assertEquals(List.of("renderer-under-test"), own.get("X-Edge-Render")),
                        () -> assertEquals(List.of("fi"), own.get("Accept-Language")),
                        () -> assertEquals(List.of("a=1; b=2"), own.get("Cookie")));
            }
            for (String path : List.of("/api", "/image")) {
                var others = foreign.requests(path).getFirst().headers();
                assertNull(others.get("X-Edge-Render"), path);
                assertNull(others.get("Cookie"), path);
            }
        }
    }
}
