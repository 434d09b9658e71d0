package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.render.CapturedPage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a render makes of the pages that a site may have. */
class CaptureTest {
    private static ChromeBrowser browser;
    private OriginSite site;

    @BeforeAll
    static void startBrowser(@TempDir Path directory) throws Exception {
        browser = ChromeBrowser.start(Renders.settings(directory, 4));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void openSite() {
        site = new OriginSite();
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    @Test
    void aScriptedPageIsCapturedWithTheContentThatItsScriptsFetched() {
        site.html("/spa", """
                        <!doctype html><html><body><div id="a">Loading</div>
                        <script>fetch('/api').then(r => r.text()).then(t => document.getElementById('a').textContent = t)
                        </script></body></html>""").page("/api", exchange -> OriginSite.send(exchange, 200, "text/plain", "from the api"));

        CapturedPage page = Renders.captured(browser, Renders.request(site.url("/spa")));

        assertTrue(page.html().startsWith("<!DOCTYPE html><html>"), page.html());
        assertTrue(page.html().contains("<div id=\"a\">from the api</div>"), page.html());
        assertEquals(200, page.report().statusCode());
        assertEquals(site.url("/spa"), page.report().finalUrl());
        assertNull(page.report().qualifier());
    }
}
