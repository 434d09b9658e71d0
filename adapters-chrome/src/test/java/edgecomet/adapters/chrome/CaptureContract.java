package edgecomet.adapters.chrome;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Reason;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a render makes of the pages that a site may have; the same in every browser. */
@Timeout(value = 60, unit = SECONDS)
@Execution(ExecutionMode.CONCURRENT)
abstract class CaptureContract {
    private static final Duration SHORT = Duration.ofMillis(1500);

    private OriginSite site;

    abstract ChromeBrowser browser();

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

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/spa")));

        assertTrue(page.html().startsWith("<!DOCTYPE html><html>"), page.html());
        assertTrue(page.html().contains("<div id=\"a\">from the api</div>"), page.html());
        assertEquals(200, page.report().statusCode());
        assertEquals(site.url("/spa"), page.report().finalUrl());
        assertNull(page.report().qualifier());
        assertTrue(
                page.report().browserId().matches("chrome-\\d+"), page.report().browserId());
    }

    @Test
    void theReportNamesTheLifecycleEventsOfThePageInOrderUpToTheAwaitedOne() {
        site.html("/", "<p>plain</p>");

        List<String> events = Renders.captured(browser(), Renders.request(site.url("/"))).report().lifecycle().stream()
                .map(LifecycleEvent::name)
                .toList();

        assertEquals("init", events.getFirst());
        assertEquals("networkIdle", events.getLast());
        assertEquals(1, events.stream().filter("load"::equals).count(), events.toString());
        assertTrue(events.indexOf("DOMContentLoaded") < events.indexOf("load"), events.toString());
    }

    @ParameterizedTest
    @CsvSource({"DOMContentLoaded, event", "load, event", "networkAlmostIdle, idle", "networkIdle, idle"})
    void theReportSaysWhyThePageWasTaken(String waitFor, String reason) {
        site.html("/", "<p>plain</p>");

        Readiness readiness = Renders.captured(
                        browser(), Renders.request(site.url("/"), Duration.ofSeconds(10), waitFor, Duration.ZERO))
                .report()
                .readiness();

        assertEquals(reason, readiness.reason().label());
        assertFalse(readiness.pending().stream().anyMatch(p -> p.kind() == Kind.EVENT), readiness::toString);
    }

    @Test
    void aPageThatIsTakenBeforeItIsReadySaysWhatItWaitedForAndNoMoreThanTenThings() {
        site.html(
                        "/",
                        "<body><script>for (let i = 0; i < 30; i++) fetch('/silent/' + (i % 5) + '?secret=' + i)</script></body>")
                .silent("/silent/0");
        for (int i = 1; i < 5; i++) {
            site.silent("/silent/" + i);
        }

        Readiness readiness = Renders.captured(
                        browser(), Renders.request(site.url("/"), SHORT, "networkIdle", Duration.ZERO))
                .report()
                .readiness();

        assertEquals(Reason.SOFT_TIMEOUT, readiness.reason());
        assertEquals(Readiness.MAX_PENDING, readiness.pending().size());
        assertTrue(readiness.pendingCount() >= 30, readiness::toString);
        assertEquals("event networkIdle", readiness.pending().getFirst().toString());
        assertEquals(
                "request Fetch " + site.url("/silent/0"),
                readiness.pending().get(1).toString());
    }

    @Test
    void aWaitThatTheServiceCutsShortSaysSo() {
        site.html("/", "<body><script>fetch('/silent')</script></body>").silent("/silent");

        CapturedPage page = Renders.captured(
                browser(),
                Renders.request(site.url("/"), Duration.ofSeconds(50), "networkIdle", Duration.ZERO),
                Duration.ofSeconds(3));

        assertEquals(Reason.HARD_TIMEOUT, page.report().readiness().reason());
        assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier());
    }

    @Test
    void aRedirectAndAnEmptyAnswerHadNothingToWaitFor() {
        redirect("/old", 301, "/new");
        site.page("/empty", exchange -> exchange.sendResponseHeaders(204, -1));

        assertEquals(
                Reason.REDIRECT,
                Renders.captured(browser(), loaded("/old")).report().readiness().reason());
        assertEquals(
                Reason.NO_DOCUMENT,
                Renders.captured(browser(), loaded("/empty"))
                        .report()
                        .readiness()
                        .reason());
    }

    @Test
    void thePageSeesTheUserAgentAndTheViewportOfTheRequest() {
        site.html("/", """
                <body><script>document.body.textContent =
                    navigator.userAgent + ' ' + innerWidth + 'x' + innerHeight</script></body>""");

        CapturedPage page = Renders.captured(browser(), loaded("/"));

        assertTrue(page.html().contains("TestBot/1.0 1280x800"), page.html());
        assertEquals(
                List.of("TestBot/1.0"), site.requests("/").getFirst().headers().get("User-Agent"));
    }

    @Test
    void headersThatOccurTwiceAreListed() {
        site.page("/", exchange -> {
            exchange.getResponseHeaders().add("X-Twice", "one");
            exchange.getResponseHeaders().add("X-Twice", "two");
            OriginSite.send(exchange, 200, "text/html", "<p>x</p>");
        });

        assertEquals(
                List.of("one", "two"),
                Renders.captured(browser(), loaded("/")).report().headers().all("x-twice"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectIsReportedWithItsHeadersAndNotFollowed(int status) {
        redirect("/old", status, "/new");
        site.html("/new", "<p>new</p>");

        CapturedPage page = Renders.captured(browser(), loaded("/old"));

        assertEquals(status, page.report().statusCode());
        assertEquals(site.url("/new"), page.report().finalUrl());
        assertEquals("/new", page.report().headers().first("location").orElseThrow());
        assertEquals("", page.html());
        assertNull(page.report().qualifier());
        assertTrue(site.requests("/new").isEmpty());
    }

    @Test
    void ofAChainOfRedirectsTheFirstHopIsReported() {
        redirect("/a", 301, "/b");
        redirect("/b", 302, "/c");

        assertEquals(
                site.url("/b"),
                Renders.captured(browser(), loaded("/a")).report().finalUrl());
    }

    @Test
    void aScriptThatFetchesARedirectDoesNotMakeThePageOne() {
        redirect("/moved", 301, "/api");
        site.page("/api", exchange -> OriginSite.send(exchange, 200, "text/plain", "followed"))
                .html(
                        "/",
                        "<body><script>fetch('/moved').then(r => r.text())"
                                + ".then(t => document.body.textContent = t)</script></body>");

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/")));

        assertEquals(200, page.report().statusCode());
        assertTrue(page.html().contains("followed"), page.html());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "script at once   | <script>location.href = '/there'</script><p>here</p>",
                "script on load   | <p>here</p><script>onload = () => location.replace('/there')</script>",
                "script later     | <p>here</p><script>setTimeout(() => location.assign('/there'), 200)</script>",
                "refresh at once  | <meta http-equiv=refresh content='0;url=/there'><p>here</p>",
                "refresh after 1s | <meta http-equiv=refresh content='1;url=/there'><p>here</p>",
                "form             | <form action=/there></form><script>document.forms[0].submit()</script>"
            })
    void aPageThatSendsTheBrowserElsewhereIsFollowedThere(String how, String body) {
        site.html("/here", body).html("/there", "<p>arrived</p>");

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/here")));

        assertTrue(page.html().contains("arrived"), page.html());
        assertFalse(page.html().contains("here</p>"), page.html());
        assertTrue(
                page.report().finalUrl().startsWith(site.url("/there")),
                page.report().finalUrl());
        assertEquals(200, page.report().statusCode());
        assertNull(page.report().qualifier());
    }

    @Test
    void aScriptRedirectIsFollowedEvenIfOnlyLoadIsAwaited() {
        site.html("/here", "<script>location.href = '/there'</script><p>here</p>")
                .html("/there", "<p>arrived</p>");

        CapturedPage page = Renders.captured(browser(), loaded("/here"));

        assertTrue(page.html().contains("arrived"), page.html());
    }

    @Test
    void aRefreshOfAMinuteIsNotWaitedFor() {
        site.html("/", "<meta http-equiv=refresh content='60'><p>news</p>");

        CapturedPage page = Renders.captured(browser(), loaded("/"));

        assertTrue(page.html().contains("news"), page.html());
        assertNull(page.report().qualifier());
    }

    @Test
    void theAddressAfterPushStateIsTheFinalOne() {
        site.html("/", "<script>history.pushState({}, '', '/pushed?x=1#part')</script>");

        assertEquals(
                site.url("/pushed?x=1#part"),
                Renders.captured(browser(), loaded("/")).report().finalUrl());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 500, 503})
    void anErrorPageWithABodyIsCaptured(int status) {
        site.page("/", exchange -> OriginSite.send(exchange, status, "text/html", "<h1>sorry</h1>"));

        CapturedPage page = Renders.captured(browser(), loaded("/"));

        assertEquals(status, page.report().statusCode());
        assertTrue(page.html().contains("<h1>sorry</h1>"), page.html());
        assertNull(page.report().qualifier());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an error without a body, 500, text/html, ''",
        "a missing page without a body, 404, text/html, ''",
        "no content, 204, text/html, ''",
        "a download, 200, application/octet-stream, bytes"
    })
    void anAnswerThatShowsNoDocumentIsAnEmptyPageAtOnce(String what, int status, String type, String body) {
        site.page("/", exchange -> {
            exchange.getResponseHeaders().set("X-Mark", "kept");
            OriginSite.send(exchange, status, type, body);
        });

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/")));

        assertEquals(status, page.report().statusCode());
        assertEquals(RenderError.EMPTY_RESPONSE, page.report().qualifier());
        assertEquals(site.url("/"), page.report().finalUrl());
        assertEquals("kept", page.report().headers().first("X-Mark").orElseThrow());
        assertEquals("<html><head></head><body></body></html>", page.html());
    }

    @Test
    void anAttachmentIsAnEmptyPageAtOnce() {
        site.page("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=a.html");
            OriginSite.send(exchange, 200, "text/html", "<p>file</p>");
        });

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/")));

        assertEquals(RenderError.EMPTY_RESPONSE, page.report().qualifier());
        assertEquals(200, page.report().statusCode());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hidden body   | text/html       | <body style='display:none'><p>mark</p></body>",
                "no body       | image/svg+xml   | <svg xmlns='http://www.w3.org/2000/svg'><text>mark</text></svg>",
                "XML           | application/xml | <data>mark</data>",
                "frameset      | text/html       | <frameset><frame name=mark></frameset>",
                "plain text    | text/plain      | mark",
                "JSON          | application/json| \"mark\"",
                "throws        | text/html       | <p>mark</p><script>throw new Error('x')</script>",
                "console       | text/html       | <p>mark</p><script>for (let i = 0; i < 1000; i++) console.error(i)</script>",
                "window.close  | text/html       | <p>mark</p><script>window.close()</script>",
                "print         | text/html       | <p>mark</p><script>print()</script>",
                "pop-ups       | text/html       | <p>mark</p><script>for (let i = 0; i < 20; i++) open('/x')</script>"
            })
    void anUnusualPageIsCapturedAsItIs(String what, String type, String body) {
        site.page("/", exchange -> OriginSite.send(exchange, 200, type, body));

        CapturedPage page = Renders.captured(browser(), loaded("/"));

        assertTrue(page.html().contains("mark"), page.html());
        assertNull(page.report().qualifier());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alert('x')",
                "confirm('x')",
                "prompt('x')",
                "for (let i = 0; i < 10; i++) alert(i)",
                "onbeforeunload = e => 'stay'; location.href = '/there'"
            })
    void aDialogIsDismissed(String script) {
        site.html("/", "<body><script>" + script + "</script><p>mark</p></body>")
                .html("/there", "<p>mark</p>");

        CapturedPage page = Renders.captured(browser(), loaded("/"));

        assertTrue(page.html().contains("<p>mark</p>"), page.html());
        assertNull(page.report().qualifier());
    }

    @Test
    void aQuestionIsAnsweredAsIfItHadBeenDismissed() {
        site.html(
                "/", "<body><script>document.write(JSON.stringify([confirm('x'), prompt('x', 'y')]))</script></body>");

        CapturedPage page = Renders.captured(browser(), loaded("/"));

        assertTrue(page.html().contains("[false,null]"), page.html());
    }

    @Test
    void aPageThatNeverBecomesReadyIsTakenAtTheSoftLimit() {
        site.html("/", "<p>mark</p><img src=/silent>").silent("/silent");

        CapturedPage page =
                Renders.captured(browser(), Renders.request(site.url("/"), SHORT, "networkIdle", Duration.ZERO));

        assertTrue(page.html().contains("<p>mark</p>"), page.html());
        assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier());
    }

    @Test
    void anUnknownEventIsWaitedForInVain() {
        site.html("/", "<p>mark</p>");

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/"), SHORT, "never", Duration.ZERO));

        assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier());
    }

    @Test
    void theExtraTimeIsGivenAfterTheAwaitedEvent() {
        site.html(
                "/", "<p id=a>early</p><script>onload = () => setTimeout(() => a.textContent = 'late', 400)</script>");

        RenderRequest request = Renders.request(site.url("/"), Duration.ofSeconds(5), "load", Duration.ofMillis(1200));

        assertTrue(Renders.captured(browser(), request).html().contains("late"));
    }

    @Test
    void anOriginThatNeverAnswersFailsAtTheDeadline() {
        site.silent("/");

        assertEquals(
                RenderError.HARD_TIMEOUT,
                Renders.failure(browser(), Renders.request(site.url("/")), Duration.ofSeconds(2)));
    }

    @Test
    void aRefusedConnectionIsANetworkErrorAtOnce() {
        String url = site.url("/");
        site.close();

        assertEquals(
                RenderError.NETWORK_ERROR, Renders.failure(browser(), Renders.request(url), Duration.ofSeconds(20)));
    }

    @Test
    void aScriptRedirectToARefusedConnectionIsANetworkError() {
        OriginSite gone = new OriginSite();
        gone.close();
        site.html("/", "<script>location.href = '" + gone.url("/") + "'</script>");

        assertEquals(
                RenderError.NETWORK_ERROR,
                Renders.failure(browser(), Renders.request(site.url("/")), Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "about:blank", "chrome://version", "data:text/html,x", "", "no url"})
    void onlyHttpUrlsAreRendered(String url) {
        assertEquals(RenderError.INVALID_URL, Renders.failure(browser(), Renders.request(url), Duration.ofSeconds(5)));
    }

    private RenderRequest loaded(String path) {
        return Renders.request(site.url(path), Duration.ofSeconds(10), "load", Duration.ZERO);
    }

    private void redirect(String from, int status, String to) {
        site.page(from, exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            OriginSite.send(exchange, status, "text/html", "<p>moved</p>");
        });
    }
}
