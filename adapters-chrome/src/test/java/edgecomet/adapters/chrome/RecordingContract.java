package edgecomet.adapters.chrome;

import static edgecomet.adapters.chrome.Recording.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import edgecomet.adapters.chrome.cdp.CdpObject;
import edgecomet.application.port.Browser.Capture;
import edgecomet.application.port.Deadline;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.NetworkMetrics.Volume;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is noted down of a page's requests and complaints; the same in every browser. */
@Timeout(value = 60, unit = SECONDS)
abstract class RecordingContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration DELAY = Duration.ofMillis(300);

    private OriginSite site;
    private OriginSite foreign;

    abstract ChromeBrowser browser();

    @BeforeEach
    void openSites() {
        site = new OriginSite();
        foreign = new OriginSite();
    }

    @AfterEach
    void closeSites() {
        site.close();
        foreign.close();
    }

    @Test
    void everyRequestThatTheOriginSawIsAnEntryWithWhatTheOriginAnswered() {
        Instant before = Instant.now();
        site.html("/", """
                        <link rel="stylesheet" href="/style.css?b=2&a=1+x&b=%31#frag">
                        <script>
                          fetch('/api', {method: 'POST', body: 'x=1'}).then(() => fetch('/missing'));
                        </script>""")
                .page("/style.css", exchange -> OriginSite.send(exchange, 200, "text/css", "p { color: red }"))
                .page("/api", exchange -> OriginSite.send(exchange, 201, "application/json", "{\"a\":\"ä\"}"));

        Recording har = record("/");
        Instant after = Instant.now();

        String style = site.url("/style.css?b=2&a=1+x&b=%31");
        assertEquals(
                List.of("GET / 200", "GET /api 201", "GET /missing 404", "GET /style.css 200"),
                har.entries().stream()
                        .filter(entry -> entry.text("request", "url").startsWith(site.url("/")))
                        .map(RecordingContract::summary)
                        .map(line -> line.replace("POST /api", "GET /api"))
                        .filter(line -> !line.contains("favicon"))
                        .sorted()
                        .toList());
        assertAll(
                () -> assertEquals("POST", har.entry(site.url("/api")).text("request", "method")),
                () -> assertEquals(-1, har.entry(site.url("/api")).number("request", "bodySize")),
                () -> assertEquals(0, har.entry(style).number("request", "bodySize")),
                () -> assertEquals(
                        List.of("a=1 x", "b=2", "b=1"),
                        har.entry(style).objects("request", "queryString").stream()
                                .map(pair -> pair.text("name") + "=" + pair.text("value"))
                                .toList()),
                () -> assertEquals(16, har.entry(style).number("response", "content", "size")),
                () -> assertEquals(16, har.entry(style).number("response", "bodySize")),
                () -> assertTrue(har.entry(style).number("response", "_transferSize") > 16 + 50),
                () -> assertEquals("text/css", har.entry(style).text("response", "content", "mimeType")),
                () -> assertEquals("OK", har.entry(style).text("response", "statusText")),
                () -> assertEquals(List.of("16"), header(har.entry(style), "response", "Content-Length")),
                () -> assertEquals("HTTP/1.1", har.entry(style).text("response", "httpVersion")),
                () -> assertEquals("127.0.0.1", har.entry(style).text("serverIPAddress")),
                () -> assertEquals("stylesheet", har.entry(style).text("_resourceType")),
                () -> assertEquals("document", har.entry(site.url("/")).text("_resourceType")));
        for (CdpObject entry : har.entries()) {
            Instant started = Instant.parse(entry.text("startedDateTime"));
            assertFalse(started.isBefore(before.minusMillis(50)) || started.isAfter(after), started::toString);
        }
        List<String> starts = har.entries().stream()
                .map(entry -> entry.text("startedDateTime"))
                .toList();
        assertEquals(starts.stream().sorted().toList(), starts);
    }

    @Test
    void theDocumentSaysWhatWasAskedForAndHowTheRenderWent() {
        site.html("/", "<p>mark</p>");
        RenderRequest request = request("/", "networkIdle", Duration.ofSeconds(9), List.of("*/ads/*"), List.of("Font"));

        CapturedPage page = Renders.captured(browser(), request);
        Recording har = Recording.of(page.har());

        assertAll(
                () -> assertEquals("Chrome", har.document().text("log", "browser", "name")),
                () -> assertTrue(
                        har.document().text("log", "browser", "version").matches("(Headless)?Chrome/[0-9.]+")),
                () -> assertEquals("page_recorded", har.page().text("id")),
                () -> assertEquals(site.url("/"), har.page().text("title")),
                () -> assertTrue(har.page().number("pageTimings", "onContentLoad") > 0),
                () -> assertTrue(har.page().number("pageTimings", "onLoad")
                        >= har.page().number("pageTimings", "onContentLoad")),
                () -> assertEquals("page_recorded", har.entries().getFirst().text("pageref")),
                () -> assertEquals(
                        page.report().lifecycle().stream()
                                .map(event -> event.name() + event.at().toMillis())
                                .toList(),
                        har.metadata().objects("lifecycleEvents").stream()
                                .map(event -> event.text("name") + (long) event.number("timestamp"))
                                .toList()),
                () -> assertEquals(page.report().browserId(), har.metadata().text("renderMetrics", "serviceId")),
                () -> assertEquals(page.report().renderTime().toMillis(), (long)
                        har.metadata().number("renderMetrics", "duration")),
                () -> assertFalse(har.metadata().has("renderMetrics", "timedOut")),
                () -> assertEquals("idle", har.metadata().text("renderMetrics", "readyReason")),
                () -> assertEquals("networkIdle", har.metadata().text("requestConfig", "waitFor")),
                () -> assertEquals(9_000, har.metadata().number("requestConfig", "timeout")),
                () -> assertEquals(
                        List.of("*/ads/*"),
                        har.metadata().object("requestConfig").members().get("blockedPatterns")),
                () -> assertEquals(
                        List.of("Font"),
                        har.metadata().object("requestConfig").members().get("blockedResourceTypes")),
                () -> assertEquals(1280, har.metadata().number("requestConfig", "viewportWidth")),
                () -> assertFalse(har.metadata().has("truncated")),
                () -> assertFalse(har.metadata().has("consoleErrors")));
    }

    @Test
    void withoutBeingAskedForThereIsNoRecordingButTheCountIsThere() {
        site.html("/", "<p>mark</p>");

        CapturedPage page = Renders.captured(browser(), Renders.request(site.url("/")));

        assertNull(page.har());
        assertTrue(page.report().network().total().requests() >= 1);
    }

    @Test
    void eachHopOfARedirectIsAnEntryThatLeadsToTheNext() {
        site.html("/", "<img src='/one.png'>");
        redirect(site, "/one.png", 302, "/two.png");
        redirect(site, "/two.png", 307, foreign.url("/three.png"));
        foreign.page("/three.png", exchange -> OriginSite.send(exchange, 200, "image/png", "x"));

        Recording har = record("/");

        assertAll(
                () -> assertEquals(302, har.entry(site.url("/one.png")).number("response", "status")),
                () -> assertEquals(
                        site.url("/two.png"), har.entry(site.url("/one.png")).text("response", "redirectURL")),
                () -> assertEquals(307, har.entry(site.url("/two.png")).number("response", "status")),
                () -> assertEquals(
                        foreign.url("/three.png"),
                        har.entry(site.url("/two.png")).text("response", "redirectURL")),
                () -> assertEquals(200, har.entry(foreign.url("/three.png")).number("response", "status")),
                () -> assertEquals("", har.entry(foreign.url("/three.png")).text("response", "redirectURL")));
    }

    @Test
    void whatIsBlockedOrFailsIsThereOnceWithItsReason() {
        OriginSite closed = new OriginSite();
        closed.close();
        site.html("/", """
                <script src="%1$s/ads/track.js"></script><script src="/ads/own.js"></script>
                <script>
                  new FontFace('f', 'url(/font.woff2)').load().catch(() => 0);
                  fetch('%2$s/gone').catch(() => 0);
                </script>""".formatted(foreign.url(""), closed.url("")));

        CapturedPage page = Renders.captured(
                browser(), request("/", "networkIdle", Duration.ofSeconds(10), List.of("*/ads/*"), List.of("Font")));
        Recording har = Recording.of(page.har());

        String pattern = "Blocked by URL pattern";
        assertAll(
                () -> assertEquals(
                        Set.of(
                                foreign.url("/ads/track.js") + " " + pattern + " Script",
                                site.url("/ads/own.js") + " " + pattern + " Script",
                                site.url("/font.woff2") + " Blocked resource type: Font Font"),
                        Set.copyOf(ended(har, "blockedRequests", "reason"))),
                () -> assertEquals(3, ended(har, "blockedRequests", "reason").size()),
                () -> assertEquals(
                        List.of(closed.url("/gone") + " net::ERR_CONNECTION_REFUSED Fetch"),
                        ended(har, "failedRequests", "error")),
                () -> assertUnanswered(har.entry(foreign.url("/ads/track.js")), pattern),
                () -> assertUnanswered(har.entry(site.url("/ads/own.js")), pattern),
                () -> assertUnanswered(har.entry(site.url("/font.woff2")), "Blocked resource type: Font"),
                () -> assertUnanswered(har.entry(closed.url("/gone")), "net::ERR_CONNECTION_REFUSED"),
                () -> assertEquals(0, har.entry(site.url("/ads/own.js")).number("time")),
                () -> assertEquals(3, page.report().network().blocked()),
                () -> assertEquals(1, page.report().network().failed()),
                () -> assertTrue(site.requests("/ads/own.js").isEmpty()));
    }

    @Test
    void whatComesFromTheCacheCostsNothing() {
        site.html("/", """
                        <script>
                          fetch('/data').then(r => r.text()).then(() => fetch('/data')).then(r => r.text())
                            .then(() => fetch('/done'));
                        </script>""").page("/data", exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=600");
            OriginSite.send(exchange, 200, "text/plain", "0123456789");
        });

        CapturedPage page = Renders.captured(browser(), recording("/"));
        Recording har = Recording.of(page.har());

        List<CdpObject> data = har.entries(site.url("/data"));
        assertEquals(1, site.requests("/data").size());
        assertEquals(2, data.size());
        assertAll(
                () -> assertFalse(data.getFirst().has("_fromCache")),
                () -> assertEquals(10, data.getFirst().number("response", "bodySize")),
                () -> assertTrue(
                        List.of("disk", "memory").contains(data.getLast().text("_fromCache"))),
                () -> assertEquals(200, data.getLast().number("response", "status")),
                () -> assertEquals(0, data.getLast().number("response", "bodySize")),
                () -> assertEquals(0, data.getLast().number("response", "_transferSize")),
                () -> assertEquals(10, data.getLast().number("response", "content", "size")));
    }

    @Test
    void timeIsWhereItWasSpent() {
        site.html("/", "<script>fetch('/late-head').then(() => fetch('/late-body'))</script>")
                .page("/late-head", exchange -> {
                    LockSupport.parkNanos(DELAY.toNanos());
                    OriginSite.send(exchange, 200, "text/plain", "x");
                })
                .page("/late-body", exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[4_096]);
                    exchange.getResponseBody().flush();
                    LockSupport.parkNanos(DELAY.toNanos());
                    exchange.getResponseBody().write('x');
                });

        Recording har = record("/");

        CdpObject head = har.entry(site.url("/late-head"));
        CdpObject body = har.entry(site.url("/late-body"));
        assertAll(
                () -> assertTrue(head.number("timings", "wait") >= DELAY.toMillis() - 5, head::toString),
                () -> assertTrue(body.number("timings", "receive") >= DELAY.toMillis() / 2.0, body::toString));
        for (CdpObject entry : har.entries()) {
            double sum = List.of("blocked", "dns", "connect", "send", "wait", "receive").stream()
                    .mapToDouble(phase -> Math.max(0, entry.number("timings", phase)))
                    .sum();
            assertEquals(sum, entry.number("time"), 0.01, entry::toString);
        }
    }

    @Test
    void whatIsStillUnderWayIsRecordedAsFarAsItCame() {
        site.html("/", "<script>new EventSource('/stream'); fetch('/silent')</script>")
                .silent("/silent")
                .page("/stream", exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("data: one\n\n".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    site.awaitClose();
                });

        CapturedPage page =
                Renders.captured(browser(), request("/", "networkIdle", Duration.ofSeconds(2), List.of(), List.of()));
        Recording har = Recording.of(page.har());

        CdpObject stream = har.entry(site.url("/stream"));
        CdpObject silent = har.entry(site.url("/silent"));
        assertAll(
                () -> assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier()),
                () -> assertTrue(har.metadata().object("renderMetrics").isTrue("timedOut")),
                () -> assertEquals("soft_timeout", har.metadata().text("renderMetrics", "readyReason")),
                () -> assertTrue(har.metadata().number("renderMetrics", "pendingCount") >= 3),
                () -> assertEquals(200, stream.number("response", "status")),
                () -> assertEquals(11, stream.number("response", "content", "size")),
                () -> assertEquals("eventsource", stream.text("_resourceType")),
                () -> assertUnanswered(silent, "Incomplete: no response received"),
                () -> assertTrue(silent.number("timings", "wait") > 1_000, silent::toString),
                () -> assertFalse(har.metadata().has("failedRequests")));
    }

    @Test
    void headersAreThoseOnTheWireAndCredentialsAreWithheld() {
        site.page("/", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "session=secret-1; Path=/");
            exchange.getResponseHeaders().add("X-Twice", "one");
            exchange.getResponseHeaders().add("X-Twice", "two");
            OriginSite.send(exchange, 200, "text/html", """
                    <script>fetch('/api', {headers: {Authorization: 'Bearer secret-2', 'X-Plain': 'seen'}})</script>""");
        });

        CapturedPage page = Renders.captured(browser(), recording("/"));
        Recording har = Recording.of(page.har());

        CdpObject api = har.entry(site.url("/api"));
        assertAll(
                () -> assertFalse(page.har().json().contains("secret-"), page.har()::json),
                () -> assertEquals(List.of("(withheld)"), header(api, "request", "Authorization")),
                () -> assertEquals(List.of("(withheld)"), header(api, "request", "Cookie")),
                () -> assertEquals(List.of("(withheld)"), header(har.entry(site.url("/")), "response", "Set-Cookie")),
                () -> assertEquals(List.of("seen"), header(api, "request", "X-Plain")),
                () -> assertEquals(List.of("renderer-under-test"), header(api, "request", "X-Edge-Render")),
                () -> assertEquals(
                        site.requests("/api").getFirst().headers().get("User-Agent"),
                        header(api, "request", "User-Agent")),
                () -> assertEquals(List.of("one", "two"), header(har.entry(site.url("/")), "response", "X-Twice")));
    }

    @Test
    void complaintsOfThePageAreKept() {
        site.html("/", """
                <body><script>
                  console.log('said nothing'); console.warn('careful', 1, {a: 1});
                  console.error('Error:', 'code', 42, 'occurred');
                  Promise.reject(new Error('nobody waits'));
                  setTimeout(() => { throw new TypeError('not caught') }, 0);
                </script><script src="/broken.js"></script></body>""")
                .page("/broken.js", exchange -> OriginSite.send(exchange, 200, "text/javascript", "\n\n  nothing();"));

        CapturedPage page = Renders.captured(browser(), recording("/"));

        List<ConsoleMessage> console = page.report().console();
        List<String> texts = console.stream().map(ConsoleMessage::text).toList();
        assertAll(
                () -> assertEquals(
                        new ConsoleMessage(ConsoleMessage.Kind.WARNING, site.url("/"), "2:", "careful 1 Object"),
                        withoutColumn(console.getFirst())),
                () -> assertEquals("Error: code 42 occurred", texts.get(1)),
                () -> assertEquals(5, console.size(), texts::toString),
                () -> assertTrue(
                        texts.stream().anyMatch(text -> text.startsWith("Uncaught (in promise) Error: nobody waits")),
                        texts::toString),
                () -> assertTrue(
                        texts.stream().anyMatch(text -> text.startsWith("Uncaught TypeError: not caught")),
                        texts::toString),
                () -> assertTrue(
                        console.stream()
                                .anyMatch(message -> message.sourceUrl().equals(site.url("/broken.js"))
                                        && message.sourceLocation().startsWith("3:")),
                        console::toString),
                () -> assertEquals(
                        texts, Recording.of(page.har()).metadata().members().get("consoleErrors")));
    }

    @Test
    void halvesOfCharactersDoNoHarm() {
        site.html("/", """
                <p>mark</p><script>
                  document.title = '\\ud83d'; console.error('half \\ud83d'); fetch('/x?\\udc00');
                </script>""");

        CapturedPage page = Renders.captured(browser(), recording("/"));
        Recording har = Recording.of(page.har());

        assertEquals(1, page.report().console().size());
        assertEquals(1, har.metadata().members().get("consoleErrors") instanceof List<?> list ? list.size() : 0);
        assertEquals(page.har().json(), new String(page.har().json().getBytes(UTF_8), UTF_8));
    }

    @Test
    void aPageThatTalksWithoutEndIsCapturedAllTheSame() {
        site.html("/", """
                <p>mark</p><script>
                  let n = 0;
                  function talk() { for (let i = 0; i < 50; i++) console.error('x'.repeat(1000), n++); setTimeout(talk, 0) }
                  talk();
                </script>""");

        CapturedPage page =
                Renders.captured(browser(), request("/", "networkIdle", Duration.ofSeconds(5), List.of(), List.of()));

        assertTrue(page.html().contains("mark"));
        assertEquals(5, page.report().console().size());
    }

    @Test
    void aRedirectOfTheDocumentIsRecordedAndTheHopThatWasNotTakenIsNot() {
        redirect(site, "/", 301, "/new");

        CapturedPage page = Renders.captured(browser(), recording("/"));
        Recording har = Recording.of(page.har());

        assertEquals(1, har.entries().size(), har::toString);
        assertEquals(301, har.entry(site.url("/")).number("response", "status"));
        assertEquals(site.url("/new"), har.entry(site.url("/")).text("response", "redirectURL"));
        assertEquals(NetworkMetrics.NONE, page.report().network());
    }

    @Test
    void aRenderThatFailsHasItsRecordingToo() {
        OriginSite closed = new OriginSite();
        closed.close();
        Capture.Failed refused = failed(recording(closed.url(""), "/"), PATIENCE);
        assertEquals(RenderError.NETWORK_ERROR, refused.error());
        assertUnanswered(Recording.of(refused.har()).entry(closed.url("/")), "net::ERR_CONNECTION_REFUSED");

        site.silent("/");
        Capture.Failed silent = failed(recording("/"), Duration.ofSeconds(2));
        assertEquals(RenderError.HARD_TIMEOUT, silent.error());
        assertUnanswered(Recording.of(silent.har()).entry(site.url("/")), "Incomplete: no response received");
    }

    @Test
    @Timeout(value = 120, unit = SECONDS)
    void aRecordingIsBounded() {
        int requests = 2_050;
        site.html("/", """
                <script>
                  (async () => {
                    for (let i = 0; i < %d; i += 50)
                      await Promise.all(Array.from({length: 50}, (_, n) => fetch('/x?' + (i + n))));
                    await fetch('/long?' + 'y'.repeat(12000));
                    document.title = 'done';
                  })();
                </script>""".formatted(requests))
                .page("/x", exchange -> OriginSite.send(exchange, 200, "text/plain", "x"));

        CapturedPage page = Renders.captured(
                browser(),
                request("/", "networkIdle", Duration.ofSeconds(55), List.of(), List.of()),
                Duration.ofSeconds(80));
        Recording har = Recording.of(page.har());

        assertTrue(page.html().contains("<title>done"), "all were asked for");
        assertEquals(2_000, har.entries().size());
        assertTrue(har.metadata().isTrue("truncated"));
        assertTrue(page.report().network().total().requests() >= requests);
    }

    @Test
    void theCountIsWhatTheOriginsSaw() {
        foreign.page("/pixel.png", exchange -> OriginSite.send(exchange, 200, "image/png", "12345"));
        site.html("/", """
                        <img src="%1$s/pixel.png?1"><img src="%1$s/pixel.png?2">
                        <script src="/a.js"></script><script>fetch('/missing')</script>""".formatted(foreign.url("").replace("127.0.0.1", "localhost")))
                .page("/a.js", exchange -> OriginSite.send(exchange, 200, "text/javascript", "1"));

        NetworkMetrics network = Renders.captured(browser(), Renders.request(site.url("/")))
                .report()
                .network();

        long favicons = site.requests("/favicon.ico").size();
        assertAll(
                () -> assertEquals(3 + favicons, network.sameOrigin().requests()),
                () -> assertEquals(2, network.thirdParty().requests()),
                () -> assertEquals(1, network.thirdPartyDomains()),
                () -> assertEquals(1, network.byType().get("Document").requests()),
                () -> assertEquals(2, network.byType().get("Image").requests()),
                () -> assertTrue(network.byType().get("Image").bytes() > 2 * (5 + 50)),
                () -> assertEquals(4, network.byStatusClass().get("2xx")),
                () -> assertEquals(1 + (int) favicons, network.byStatusClass().get("4xx")),
                () -> assertEquals(0, network.blocked()),
                () -> assertEquals(0, network.failed()),
                () -> assertEquals(
                        new Volume(2, network.byType().get("Image").bytes()),
                        network.byHost().get("localhost").volume()),
                () -> assertTrue(network.timeToFirstRequest().compareTo(network.timeToLastResponse()) < 0),
                () -> assertFalse(
                        network.byHost().get("127.0.0.1").averageLatency().isZero()));
    }

    private Recording record(String path) {
        return Recording.of(Renders.captured(browser(), recording(path)).har());
    }

    private RenderRequest recording(String path) {
        return recording(site.url(""), path);
    }

    private static RenderRequest recording(String origin, String path) {
        return request(origin, path, "networkIdle", Duration.ofSeconds(10), List.of(), List.of());
    }

    private RenderRequest request(
            String path, String waitFor, Duration timeout, List<String> patterns, List<String> types) {
        return request(site.url(""), path, waitFor, timeout, patterns, types);
    }

    private static RenderRequest request(
            String origin, String path, String waitFor, Duration timeout, List<String> patterns, List<String> types) {
        return new RenderRequest(
                "recorded",
                origin + path,
                new Viewport(1280, 800),
                "TestBot/1.0",
                timeout,
                waitFor,
                Duration.ZERO,
                patterns,
                types,
                true,
                false,
                Headers.EMPTY,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
    }

    private Capture.Failed failed(RenderRequest request, Duration patience) {
        return assertInstanceOf(Capture.Failed.class, browser().capture(request, Deadline.after(patience)));
    }

    private static void redirect(OriginSite from, String path, int status, String target) {
        from.page(path, (HttpExchange exchange) -> {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(status, -1);
        });
    }

    private static void assertUnanswered(CdpObject entry, String why) {
        assertEquals(0, entry.number("response", "status"), entry::toString);
        assertEquals(why, entry.text("response", "statusText"), entry::toString);
    }

    private static List<String> ended(Recording har, String member, String why) {
        return har.metadata().objects(member).stream()
                .map(request -> request.text("url") + " " + request.text(why) + " " + request.text("resourceType"))
                .toList();
    }

    private static String summary(CdpObject entry) {
        String url = entry.text("request", "url");
        String path = url.substring(url.indexOf('/', "http://".length())).split("[?#]", 2)[0];
        return entry.text("request", "method") + " " + path + " " + (int) entry.number("response", "status");
    }

    private static ConsoleMessage withoutColumn(ConsoleMessage message) {
        return new ConsoleMessage(
                message.kind(),
                message.sourceUrl(),
                message.sourceLocation().replaceFirst("\\d+$", ""),
                message.text());
    }
}
