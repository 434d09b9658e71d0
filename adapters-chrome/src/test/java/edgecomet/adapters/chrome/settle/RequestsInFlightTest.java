package edgecomet.adapters.chrome.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.chrome.Events;
import edgecomet.domain.render.Readiness.Pending;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsInFlightTest {
    private static final Duration START = Duration.ofSeconds(1);

    private final RequestsInFlight requests = new RequestsInFlight("main");

    @ParameterizedTest
    @ValueSource(strings = {"Document", "Stylesheet", "Script", "XHR", "Fetch", "Image", "Font", "Other", "Unheard-of"})
    void aRequestMattersFromItsBeginningToItsEnd(String type) {
        sent("1", type, "main", "https://a.example/x");
        assertTrue(requests.isWaiting(START));

        ended("1", START.plusMillis(40));
        assertFalse(requests.isWaiting(START.plusMillis(40)));
        assertEquals(START.plusMillis(40), requests.lastActivity());
    }

    @ParameterizedTest
    @CsvSource({
        "EventSource, main, https://a.example/events",
        "WebSocket, main, wss://a.example/socket",
        "Ping, main, https://a.example/beacon",
        "Media, main, https://a.example/film.mp4",
        "Prefetch, main, https://a.example/next",
        "Preflight, main, https://a.example/api",
        "Manifest, main, https://a.example/app.webmanifest",
        "Fetch, child, https://a.example/api",
        "Document, child, https://ads.example/",
        "XHR, main, https://a.example/socket.io/?EIO=4&transport=polling&t=x",
        "XHR, main, https://a.example/hub?transport=longPolling",
        "XHR, main, https://a.example/sockjs/123/abc/xhr",
    })
    void whatHasNoEndOrNoEffectDoesNotMatter(String type, String frame, String url) {
        sent("1", type, frame, url);

        assertFalse(requests.isWaiting(START));
        assertEquals(Duration.ZERO, requests.lastActivity());
        assertEquals(1, requests.all().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "Application/X-NDJSON", "multipart/x-mixed-replace;boundary=b"})
    void aStreamDoesNotMatterOnceItIsKnownAsOne(String mime) {
        sent("1", "Fetch", "main", "https://a.example/api");
        on("Network.responseReceived", "{'requestId':'1','response':{'mimeType':'" + mime + "'}}", START);

        assertFalse(requests.isWaiting(START));
    }

    @Test
    void anOrdinaryAnswerIsWaitedForUntilItIsComplete() {
        sent("1", "Fetch", "main", "https://a.example/api");
        on("Network.responseReceived", "{'requestId':'1','response':{'mimeType':'application/json'}}", START);

        assertTrue(requests.isWaiting(START));
    }

    @ParameterizedTest
    @CsvSource({"Fetch, false", "XHR, false", "Image, false", "Document, true", "Script, true", "Stylesheet, true"})
    void whatTakesTooLongIsGivenUpUnlessThereIsNoPageWithoutIt(String type, boolean essential) {
        sent("1", type, "main", "https://a.example/x");
        Duration late = START.plus(RequestsInFlight.PATIENCE);

        assertTrue(requests.isWaiting(late.minusMillis(1)));
        assertEquals(essential, requests.isWaiting(late));
        assertEquals(!essential, requests.hasOverdue(late));
        assertEquals(1, requests.material().size());
    }

    @Test
    void aRequestThatIsMadeAgainAndAgainIsAPoll() {
        for (int i = 0; i < RequestsInFlight.MAX_SAME; i++) {
            sent("" + i, "Fetch", "main", "https://a.example/status?id=1");
            assertTrue(requests.isWaiting(START), "the " + i + ". time");
            ended("" + i, START);
        }
        sent("again", "Fetch", "main", "https://a.example/status?id=1");
        assertFalse(requests.isWaiting(START));

        sent("other", "Fetch", "main", "https://a.example/status?id=2");
        assertTrue(requests.isWaiting(START));
    }

    @Test
    void theSameRequestsAtTheSameTimeAreNoPoll() {
        for (int i = 0; i < 5; i++) {
            sent("" + i, "Fetch", "main", "https://a.example/api");
        }
        for (int i = 0; i < 4; i++) {
            ended("" + i, START);
        }
        assertTrue(requests.isWaiting(START));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesThatFetchMoreAndMoreOfTheSameAreTakenAtSomePoint(boolean withBody) {
        for (int i = 0; i < RequestsInFlight.MAX_SAME_PLACE; i++) {
            sent("" + i, "XHR", "main", "https://a.example/list" + (withBody ? "" : "?page=" + i), withBody);
            assertTrue(requests.isWaiting(START), "the " + i + ". time");
            ended("" + i, START);
        }
        sent("more", "XHR", "main", "https://a.example/list" + (withBody ? "" : "?page=more"), withBody);
        assertFalse(requests.isWaiting(START));
    }

    @Test
    void aRedirectIsTheSameRequest() {
        sent("1", "Fetch", "main", "https://a.example/old");
        sent("1", "Fetch", "main", "https://a.example/new");
        ended("1", START);

        assertFalse(requests.isWaiting(START));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x?token=secret#part, https://a.example/x",
        "https://user:secret@a.example/x, https://a.example/x",
        "https://a.example, https://a.example",
        "'data:image/png;base64,AAAA', data:",
        "blob:https://a.example/1-2, blob:https://a.example/1-2",
    })
    void whatIsToldOfARequestHoldsNoSecret(String url, String shown) {
        sent("1", "Fetch", "main", url);

        assertEquals("request Fetch " + shown, requests.all().getFirst().toString());
    }

    @Test
    void whatIsToldOfARequestIsBounded() {
        sent("1", "Fetch", "main", "https://a.example/" + "x".repeat(100_000));

        Pending pending = requests.all().getFirst();
        assertTrue(pending.detail().length() < 300, pending.detail());
    }

    private void sent(String id, String type, String frame, String url) {
        sent(id, type, frame, url, false);
    }

    private void sent(String id, String type, String frame, String url, boolean withBody) {
        String members = "'requestId':'%s','type':'%s','frameId':'%s'".formatted(id, type, frame);
        String request = "'method':'GET','url':'%s','hasPostData':%b".formatted(url, withBody);
        on("Network.requestWillBeSent", "{" + members + ",'request':{" + request + "}}", START);
    }

    private void ended(String id, Duration now) {
        on("Network.loadingFinished", "{'requestId':'" + id + "'}", now);
    }

    private void on(String method, String params, Duration now) {
        requests.on(Events.event(method, params), now);
    }
}
