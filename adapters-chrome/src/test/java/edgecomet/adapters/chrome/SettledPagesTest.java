package edgecomet.adapters.chrome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Reason;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wait_for: settled} in real browsers: finished pages are taken finished, and what has no end holds nothing up. */
class SettledPagesTest extends InEachBrowser {
    /** The parameter is for starting the browser, which happens once for each value. */
    SettledPagesTest(String binary) {}

    @BeforeEach
    void openRoutes() {
        site.silent("/silent");
        site.page("/api", exchange -> OriginSite.send(exchange, 200, "text/plain", "from the api"));
        site.page("/slow", exchange -> {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            OriginSite.send(exchange, 200, "text/plain", "from the slow api");
        });
        site.page("/stream", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: hello\n\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            site.awaitClose();
        });
    }

    /** Each page has an element with the text "finished" when it is; its script has the word from the start. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a static page | `<p>finished</p>`",
                "a fetch | `<p id=a></p><script>fetch('/api').then(r => r.text()).then(t => a.textContent = 'finished')</script>`",
                "a slow fetch | `<p id=a></p><script>fetch('/slow').then(r => r.text()).then(t => a.textContent = 'finished')</script>`",
                "a fetch after load | `<p id=a></p><script>onload = () => fetch('/slow').then(() => a.textContent = 'finished')</script>`",
                "chained fetches | `<p id=a></p><script>(async () => { for (let i = 0; i < 5; i++) await fetch('/slow?' + i); a.textContent = 'finished' })()</script>`",
                "an XMLHttpRequest | `<p id=a></p><script>x = new XMLHttpRequest(); x.open('GET', '/slow'); x.onload = () => a.textContent = 'finished'; x.send()</script>`",
                "a timer of a second | `<p id=a></p><script>setTimeout(() => a.textContent = 'finished', 1000)</script>`",
                "a chain of timers and fetches | `<p id=a></p><script>setTimeout(() => fetch('/slow').then(() => setTimeout(() => a.textContent = 'finished', 400)), 400)</script>`",
                "a script that loads a script | `<p id=a></p><script>s = document.createElement('script'); s.src = '/slow'; s.onerror = s.onload = () => a.textContent = 'finished'; document.head.append(s)</script>`",
                "frame callbacks | `<p id=a></p><script>n = 0; (function f() { if (n++ < 5) requestAnimationFrame(f); else a.textContent = 'finished' })()</script>`",
                "work in slices | `<p id=a>Loading</p><script>c = new MessageChannel(); n = 0; c.port1.onmessage = () => { for (t = performance.now() + 5; performance.now() < t;); if (++n < 60) c.port2.postMessage(0); else a.textContent = 'finished' }; fetch('/api').then(r => r.text()).then(() => c.port2.postMessage(0))</script>`",
                "work without end | `<p>finished</p><script>c = new MessageChannel(); c.port1.onmessage = () => c.port2.postMessage(0); c.port2.postMessage(0)</script>`",
                "a redirect by script | `<script>setTimeout(() => location.href = '/target', 300)</script>`",
                "an open event stream | `<p id=a></p><script>new EventSource('/stream').onmessage = () => a.textContent = 'finished'</script>`",
                "a stream by fetch | `<p id=a></p><script>fetch('/stream').then(() => a.textContent = 'finished')</script>`",
                "a long poll | `<p>finished</p><script>fetch('/silent?transport=longpolling')</script>`",
                "a beacon | `<p>finished</p><script>navigator.sendBeacon('/silent', 'x')</script>`",
                "a poll | `<p id=a></p><script>n = 0; setInterval(() => fetch('/api').then(() => { if (++n == 2) a.textContent = 'finished' }), 30)</script>`",
                "a clock | `<p>finished</p><b id=a></b><script>setInterval(() => a.textContent = Date.now(), 20)</script>`",
                "an animation | `<p>finished</p><b id=a></b><script>(function f() { a.style.left = Date.now() + 'px'; requestAnimationFrame(f) })()</script>`",
                "timers without end | `<p>finished</p><script>(function f() { setTimeout(f, 50) })()</script>`",
                "promised timers without end | `<p>finished</p><script>(async () => { while (true) await new Promise(r => setTimeout(r, 50)) })()</script>`",
                "endless scrolling | `<p>finished</p><b id=a></b><script>n = 0; (function f() { fetch('/api?page=' + n++).then(r => r.text()).then(t => { a.append(t); f() }) })()</script>`",
                "a frame that is busy | `<p>finished</p><iframe src='/busy-frame'></iframe>`",
                "a page that patches what it can | `<p id=a></p><script>Array.prototype.some = Date.now = performance.now = Reflect.apply = () => { throw 1 }; Object.defineProperty(document, 'querySelector', { value: () => null }); setTimeout(() => a.textContent = 'finished', 200)</script>`",
            })
    void aPageIsTakenFinishedAndBeforeItsTimeIsUp(String what, String body) {
        site.html("/", "<!doctype html><body>" + body + "</body>")
                .html("/target", "<p>finished</p>")
                .html("/busy-frame", "<script>setInterval(() => fetch('/api?' + Math.random()), 20)</script>");

        CapturedPage page = settled("/");

        assertTrue(page.html().contains(">finished<"), page.html());
        assertEquals(Reason.SETTLED, readiness(page).reason(), page.report()::toString);
        assertNull(page.report().qualifier());
    }

    @Test
    void aRequestThatHangsIsGivenUpAndTold() {
        site.html("/", "<body><p>mark</p><script>fetch('/silent?secret=1')</script><img src='/silent'></body>");

        Readiness readiness = readiness(settled("/"));

        assertEquals(Reason.SETTLED, readiness.reason());
        assertTrue(readiness.pending().stream().anyMatch(p -> p.detail().equals("Fetch " + site.url("/silent"))));
    }

    @Test
    void namesOfImagesDoNotMatter() {
        site.html("/", "<img name=querySelector><img name=fonts><p>mark</p>");

        CapturedPage page =
                Renders.captured(browser, request("/", new AwaitedContent("p", ""), Duration.ofSeconds(10)));

        assertEquals(Reason.SETTLED, readiness(page).reason());
    }

    @Test
    void aTypefaceIsWaitedFor() {
        site.page("/font", exchange -> {
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                    OriginSite.send(exchange, 404, "text/plain", "");
                })
                .html("/", """
                <body><p id=a>waiting</p><script>
                new FontFace('f', 'url(/font)').load().catch(() => a.textContent = 'finished')</script></body>""");

        assertTrue(settled("/").html().contains(">finished<"));
    }

    @Test
    void aPageWhoseMainThreadHangsIsTakenOnTimeAndThatIsTold() {
        site.html(
                "/",
                "<body><p>mark</p><script>onload = () => setTimeout(() => { while (true) {} }, 20)</script></body>");

        CapturedPage page = Renders.captured(browser, request("/", AwaitedContent.NONE, Duration.ofSeconds(4)));

        assertTrue(page.html().contains("mark"), page.html());
        assertEquals(RenderError.SOFT_TIMEOUT, page.report().qualifier());
        assertEquals(Reason.SOFT_TIMEOUT, readiness(page).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#late |",
                "| window.late === true",
                "#late | window.late",
                "body p#late[title=\"it's\"] | document.querySelector('#late') // and a comment",
            })
    void awaitedContentIsWaitedForHoweverQuietThePageIs(String selector, String expression) {
        site.html("/", """
                <body><script>setTimeout(() => { window.late = true;
                  document.body.innerHTML = '<p id="late" title="it\\'s">late</p>' }, 1500)</script></body>""");
        AwaitedContent content =
                new AwaitedContent(selector == null ? "" : selector, expression == null ? "" : expression);

        CapturedPage page = Renders.captured(browser, request("/", content, Duration.ofSeconds(10)));

        assertTrue(page.html().contains("late</p>"), page.html());
        assertEquals(Reason.SETTLED, readiness(page).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#never | | selector #never",
                "][ | | selector ][ (not a valid selector)",
                "| window.never | expression window.never",
                "| throw 1 | expression throw 1",
                "| (() => { while (true) {} })() | expression (() => { while (true) {} })()",
            })
    void contentThatDoesNotComeIsNamed(String selector, String expression, String told) {
        site.html("/", "<p>mark</p>");
        AwaitedContent content =
                new AwaitedContent(selector == null ? "" : selector, expression == null ? "" : expression);

        CapturedPage page = Renders.captured(browser, request("/", content, Duration.ofSeconds(2)));

        assertTrue(page.html().contains("mark"));
        assertEquals(Reason.SOFT_TIMEOUT, readiness(page).reason());
        assertEquals(told, readiness(page).pending().getFirst().toString());
    }

    @Test
    void aRequestThatIsStillAwaitedIsNamedWithoutItsQuery() {
        site.html("/", "<body><script>fetch('/silent?secret=1')</script></body>");

        CapturedPage page = Renders.captured(browser, request("/", AwaitedContent.NONE, Duration.ofSeconds(1)));

        assertEquals(
                "request Fetch " + site.url("/silent"),
                readiness(page).pending().getFirst().toString());
    }

    @Test
    void thePageSeesNothingOfIt() {
        site.html("/", """
                <body><script>
                document.body.dataset.seen = [setTimeout, clearTimeout, clearInterval]
                    .map(f => f.name + f.length + /native code/.test(f) + f.hasOwnProperty('prototype')).join(' ')
                    + Object.keys(window).filter(k => /edgecomet/i.test(k)).length
                    + ['__edgecometTimers', 'edgecometChanges'].some(k => k in window);
                setTimeout((x, y) => document.body.dataset.args = x + y, 1, 2, 3);
                setTimeout('document.body.dataset.text = 1');
                clearTimeout(setTimeout(() => document.body.dataset.cleared = 'not', 1));
                try { setTimeout.call({}, () => {}) } catch (e) { document.body.dataset.thrown = e.name }
                </script></body>""");

        String settled = settled("/").html();
        String plain = Renders.captured(browser, Renders.request(site.url("/"))).html();

        assertEquals(plain, settled);
        assertTrue(settled.contains("data-args=\"5\""), settled);
        assertFalse(settled.contains("data-cleared"), settled);
    }

    private CapturedPage settled(String path) {
        return Renders.captured(browser, request(path, AwaitedContent.NONE, Duration.ofSeconds(12)));
    }

    private RenderRequest request(String path, AwaitedContent content, Duration timeout) {
        return Renders.settled(site.url(path), timeout, content);
    }

    private static Readiness readiness(CapturedPage page) {
        Readiness readiness = page.report().readiness();
        if (readiness == null) {
            throw new AssertionError("nothing is said about readiness");
        }
        return readiness;
    }
}
