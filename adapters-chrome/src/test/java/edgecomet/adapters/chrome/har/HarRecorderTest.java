package edgecomet.adapters.chrome.har;

import static edgecomet.adapters.chrome.Events.event;
import static edgecomet.adapters.chrome.Recording.header;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.chrome.Recording;
import edgecomet.adapters.chrome.cdp.CdpObject;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.ConsoleMessage;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarRecorderTest {
    private static final String URL = "https://shop.example/a";

    private final HarRecorder recorder = new HarRecorder();
    private Duration now = Duration.ZERO;

    @Test
    void aRequestIsAnEntryFromItsBeginningToItsEnd() {
        sent("1", URL, 100.0);
        on("Network.responseReceived", """
                {'requestId':'1','timestamp':100.2,'type':'Fetch','response':{'url':'%s','status':200,'statusText':'OK',
                 'protocol':'h2','mimeType':'text/plain','headers':{'B':'2','A':'1','N':7},'connectionId':12,
                 'remoteIPAddress':'[2001:db8::1]','encodedDataLength':80,
                 'timing':{'requestTime':100.05,'dnsStart':1,'dnsEnd':3,'connectStart':3,'connectEnd':9,'sslStart':5,
                           'sslEnd':9,'sendStart':9,'sendEnd':10,'receiveHeadersEnd':110}}}""".formatted(URL));
        on("Network.dataReceived", "{'requestId':'1','timestamp':100.21,'dataLength':300}");
        on("Network.dataReceived", "{'requestId':'1','timestamp':100.22,'dataLength':200}");
        on("Network.loadingFinished", "{'requestId':'1','timestamp':100.25,'encodedDataLength':280}");

        CdpObject entry = recording().entry(URL);

        assertAll(
                () -> assertEquals("2026-11-23T10:00:00.250Z", entry.text("startedDateTime")),
                () -> assertEquals("HTTP/2", entry.text("request", "httpVersion")),
                () -> assertEquals("HTTP/2", entry.text("response", "httpVersion")),
                () -> assertEquals(
                        List.of("A", "B"),
                        entry.objects("response", "headers").stream()
                                .map(h -> h.text("name"))
                                .toList()),
                () -> assertEquals(500, entry.number("response", "content", "size")),
                () -> assertEquals(200, entry.number("response", "bodySize")),
                () -> assertEquals(280, entry.number("response", "_transferSize")),
                () -> assertEquals("2001:db8::1", entry.text("serverIPAddress")),
                () -> assertEquals("12", entry.text("connection")),
                () -> assertEquals(51, entry.number("timings", "blocked"), 0.001, "50 in the queue, 1 before DNS"),
                () -> assertEquals(2, entry.number("timings", "dns"), 0.001),
                () -> assertEquals(6, entry.number("timings", "connect"), 0.001),
                () -> assertEquals(4, entry.number("timings", "ssl"), 0.001),
                () -> assertEquals(1, entry.number("timings", "send"), 0.001),
                () -> assertEquals(100, entry.number("timings", "wait"), 0.001),
                () -> assertEquals(90, entry.number("timings", "receive"), 0.001),
                () -> assertEquals(250, entry.number("time"), 0.001, "from the beginning to the end, ssl only once"));
    }

    @ParameterizedTest
    @CsvSource({"h2, HTTP/2", "h3, HTTP/3", "http/1.0, HTTP/1.0", "http/1.1, HTTP/1.1", "data, HTTP/1.1", "'', HTTP/1.1"
    })
    void protocolsHaveTheNamesOfTheDocument(String protocol, String version) {
        sent("1", URL, 1);
        answered("1", "'protocol':'" + protocol + "'");

        assertEquals(version, recording().entry(URL).text("response", "httpVersion"));
    }

    @Test
    void ofAKeptConnectionThePhasesThatDidNotTakePlaceSaySo() {
        sent("1", URL, 100.0);
        answered("1", """
                'timing':{'requestTime':100.0,'dnsStart':-1,'dnsEnd':-1,'connectStart':-1,'connectEnd':-1,
                          'sslStart':-1,'sslEnd':-1,'sendStart':0,'sendEnd':0.1,'receiveHeadersEnd':5.1}""");

        CdpObject timings = recording().entry(URL).object("timings");

        assertAll(
                () -> assertEquals(-1, timings.number("blocked")),
                () -> assertEquals(-1, timings.number("dns")),
                () -> assertEquals(-1, timings.number("connect")),
                () -> assertEquals(-1, timings.number("ssl")),
                () -> assertEquals(5, timings.number("wait"), 0.001),
                () -> assertEquals(0, timings.number("receive"), "it is not complete"),
                () -> assertEquals(5.1, recording().entry(URL).number("time"), 0.001));
    }

    @Test
    void aRequestWithoutMeasuredTimesTookNone() {
        sent("1", URL, 100.0);
        on("Network.requestServedFromCache", "{'requestId':'1'}");
        answered("1", "'encodedDataLength':120");
        on("Network.loadingFinished", "{'requestId':'1','timestamp':100.4,'encodedDataLength':0}");

        CdpObject entry = recording().entry(URL);

        assertAll(
                () -> assertEquals(0, entry.number("time")),
                () -> assertFalse(entry.has("timings", "blocked")),
                () -> assertEquals("memory", entry.text("_fromCache")),
                () -> assertEquals(0, entry.number("response", "_transferSize")));
    }

    @Test
    void aRequestThatWaitsHasWaitedUntilNow() {
        now = Duration.ofSeconds(1);
        sent("1", URL, 100.0);
        now = Duration.ofSeconds(4);

        CdpObject entry = recording().entry(URL);

        assertEquals(3_000, entry.number("timings", "wait"), 0.001);
        assertEquals("Incomplete: no response received", entry.text("response", "statusText"));
    }

    @Test
    void anAnswerThatBreaksOffKeepsItsStatusAndHasAnError() {
        sent("1", URL, 100.0);
        answered("1", "'status':200");
        recorder.failed(event(
                "Network.loadingFailed", "{'requestId':'1','timestamp':101,'errorText':'net::ERR_CONNECTION_RESET'}"));

        Recording har = recording();

        assertEquals(200, har.entry(URL).number("response", "status"));
        assertEquals("net::ERR_CONNECTION_RESET", har.entry(URL).text("response", "_error"));
        assertEquals(
                "net::ERR_CONNECTION_RESET",
                har.metadata().objects("failedRequests").getFirst().text("error"));
    }

    @Test
    void theWireHeadersMayBeReportedBeforeTheRequestOrBeforeTheNextHop() {
        on("Network.requestWillBeSentExtraInfo", "{'requestId':'1','headers':{'X':'hop 1'}}");
        sent("1", URL, 100.0);
        on("Network.responseReceivedExtraInfo", "{'requestId':'1','headers':{'Y':'from hop 1'}}");
        on("Network.requestWillBeSentExtraInfo", "{'requestId':'1','headers':{'X':'hop 2'}}");
        on("Network.requestWillBeSent", """
                {'requestId':'1','timestamp':100.1,'wallTime':1795428001,'request':{'url':'https://shop.example/b',
                 'method':'GET','headers':{'X':'provisional'}},
                 'redirectResponse':{'status':302,'headers':{'Y':'provisional'}}}""");
        on("Network.responseReceivedExtraInfo", "{'requestId':'1','headers':{'Y':'from hop 2'}}");
        answered("1", "'status':200,'headers':{'Y':'provisional'}");

        Recording har = recording();

        CdpObject first = har.entry(URL);
        CdpObject second = har.entry("https://shop.example/b");
        assertAll(
                () -> assertEquals(List.of("hop 1"), header(first, "request", "X")),
                () -> assertEquals(List.of("from hop 1"), header(first, "response", "Y")),
                () -> assertEquals("https://shop.example/b", first.text("response", "redirectURL")),
                () -> assertEquals(List.of("hop 2"), header(second, "request", "X")),
                () -> assertEquals(List.of("from hop 2"), header(second, "response", "Y")));
    }

    @Test
    void textsOfThePageAreBounded() {
        sent("1", "data:text/html;base64," + "A".repeat(100_000), 1);
        assertFalse(recording().metadata().has("truncated"), "what a data URL holds is no network traffic");

        sent("2", URL + "?" + "q".repeat(10_000), 2);
        Recording har = recording();

        assertTrue(har.metadata().isTrue("truncated"));
        assertEquals("data:text/html;base64,…", har.entries().getFirst().text("request", "url"));
        assertEquals(8 * 1024 + 1, har.entries().get(1).text("request", "url").length());
    }

    @Test
    void allTextTogetherIsBounded() {
        for (int i = 0; i < 1_990; i++) {
            sent("r" + i, URL + "?" + "q".repeat(8_000), i);
        }

        Recording har = recording();

        assertTrue(har.metadata().isTrue("truncated"));
        assertTrue(har.entries().size() < 1_100, () -> har.entries().size() + " entries of 8 KiB each in 8 MiB");
    }

    @Test
    void aRequestWithTooManyHeadersIsCut() {
        StringBuilder headers = new StringBuilder("'H0':'0'");
        for (int i = 1; i < 5_000; i++) {
            headers.append(",'H").append(i).append("':'").append(i).append("'");
        }
        sent("1", URL, 1);
        on("Network.requestWillBeSentExtraInfo", "{'requestId':'1','headers':{" + headers + "}}");

        Recording har = recording();

        assertEquals(200, har.entry(URL).objects("request", "headers").size());
        assertTrue(har.metadata().isTrue("truncated"));
    }

    @Test
    void hostileTextsStayText() {
        sent("1", "https://shop.example/\\u2028</script>\\\"\\\\\\ud800", 1);
        on("Network.unknown", "{'requestId':'1'}");
        on("Network.responseReceived", "{'requestId':7,'response':'none'}");

        assertTrue(recording().entries().getFirst().text("request", "url").contains("</script>\"\\"));
    }

    private Recording recording() {
        RenderRequest request = new RenderRequest(
                "r",
                URL,
                new Viewport(0, 0),
                "",
                Duration.ZERO,
                "",
                Duration.ZERO,
                List.of(),
                List.of(),
                true,
                false,
                Headers.EMPTY,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
        return Recording.of(recorder.document(
                new HarContext(
                        request,
                        Instant.parse("2026-11-23T10:00:00Z"),
                        Duration.ofMillis(20),
                        false,
                        "chrome-0",
                        "Chrome/1",
                        List.of(new LifecycleEvent("load", Duration.ofMillis(15))),
                        List.of(new ConsoleMessage(ConsoleMessage.Kind.ERROR, "x", "1:1", "oops")),
                        null),
                now));
    }

    private void on(String method, String params) {
        recorder.on(event(method, params), now);
    }

    private void sent(String id, String url, double at) {
        on(
                "Network.requestWillBeSent",
                "{'requestId':'" + id + "','timestamp':" + at + ",'wallTime':1795428000.25,'type':'Fetch',"
                        + "'request':{'method':'GET','headers':{},'url':'" + url + "'}}");
    }

    private void answered(String id, String members) {
        on(
                "Network.responseReceived",
                "{'requestId':'" + id + "','timestamp':100.3,'type':'Fetch','response':{" + members + "}}");
    }
}
