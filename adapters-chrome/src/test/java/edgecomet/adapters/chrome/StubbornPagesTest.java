package edgecomet.adapters.chrome;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that take all they can get: one at a time, so that they do not take it from other tests. */
class StubbornPagesTest extends InEachBrowser {
    private static final Duration SHORT = Duration.ofMillis(500);

    /** The parameter is for starting the browser, which happens once for each value. */
    StubbornPagesTest(String binary) {}

    @Test
    void pagesThatSendTheBrowserInACircleComeToAnEnd() {
        site.html("/a", "<p>a</p><script>onload = () => location.href = '/b?' + Math.random()</script>")
                .html("/b", "<p>b</p><script>onload = () => location.href = '/a?' + Math.random()</script>");

        CapturedPage page =
                Renders.captured(browser, Renders.request(site.url("/a"), SHORT, "networkIdle", Duration.ZERO));

        assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "onload = () => { while (true) {} }",
                "function f() { Promise.resolve().then(f) } f()",
            })
    void aPageThatNeverLetsGoIsTakenAsFarAsItGot(String script) {
        site.html("/", "<body><p>mark</p><script>" + script + "</script></body>");

        CapturedPage page =
                Renders.captured(browser, Renders.request(site.url("/"), SHORT, "networkIdle", Duration.ZERO));

        assertTrue(page.html().contains("<p>mark</p>"), page.html());
        assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier());
    }

    @Test
    void aScriptThatDoesNotStopAskingIsStopped() {
        site.html("/", "<body><p>mark</p><script>while (true) alert('again')</script></body>");

        CapturedPage page =
                Renders.captured(browser, Renders.request(site.url("/"), SHORT, "networkIdle", Duration.ZERO));

        assertTrue(page.html().contains("<p>mark</p>"), page.html());
    }

    @Test
    @Timeout(value = 30, unit = SECONDS)
    void anOriginThatDoesNotAnswerIsNotWaitedForLongerThanTheRequestIsWillingTo() {
        site.silent("/");

        RenderRequest request = Renders.request(site.url("/"), SHORT, "load", Duration.ZERO);

        assertEquals(RenderError.HARD_TIMEOUT, Renders.failure(browser, request, Duration.ofSeconds(60)));
    }

    @Test
    void anExtraTimeBeyondTheDeadlineStillLeavesTimeToTakeThePage() {
        site.html("/", "<p>mark</p>");

        RenderRequest request = Renders.request(site.url("/"), SHORT, "load", Duration.ofHours(1));

        CapturedPage page = Renders.captured(browser, request, Duration.ofSeconds(12));

        assertTrue(page.html().contains("<p>mark</p>"), page.html());
    }

    @Test
    void aDocumentOfTwentyMebibytesIsTheLargest() {
        site.html("/fits", "<pre id=a hidden></pre><script>a.textContent = 'x'.repeat(20000000)</script>")
                .html("/too-large", "<pre id=a hidden></pre><script>a.textContent = 'x'.repeat(20971520)</script>");

        assertTrue(Renders.captured(browser, loaded("/fits")).html().length() > 20_000_000);
        assertEquals(
                RenderError.RESPONSE_TOO_LARGE, Renders.failure(browser, loaded("/too-large"), Duration.ofSeconds(20)));
    }

    private RenderRequest loaded(String path) {
        return Renders.request(site.url(path), Duration.ofSeconds(10), "load", Duration.ZERO);
    }
}
