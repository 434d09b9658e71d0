package edgecomet.adapters.chrome.network;

import static edgecomet.adapters.chrome.Events.event;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.NetworkMetrics.HostMetrics;
import edgecomet.domain.render.NetworkMetrics.Volume;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkMeterTest {
    private final NetworkMeter meter = new NetworkMeter("https://Shop.example:8443/page");
    private int now;

    @Test
    void withoutRequestsThereIsNothingToCount() {
        assertEquals(NetworkMetrics.NONE, meter.metrics());
    }

    @Test
    void finishedRequestsAreCountedByTypeStatusAndHost() {
        load("1", "https://shop.example:8443/page", "Document", 200, 1_000);
        load("2", "https://cdn.shop.example/a.js", "Script", 200, 500);
        load("3", "https://cdn.shop.example/b.js", "Script", 404, 100);
        load("4", "https://other.example/x?y=/z", "Fetch", 503, 20);
        load("5", "https://other.example:444/x", "", 304, 3);
        load("6", "data:image/png;base64,AAAA", "Image", 200, 0);
        load("7", "https://third.example/", "Other", 101, 7);

        NetworkMetrics metrics = meter.metrics();

        assertAll(
                () -> assertEquals(new Volume(3, 1_600), metrics.sameOrigin()),
                () -> assertEquals(new Volume(4, 30), metrics.thirdParty()),
                () -> assertEquals(new Volume(7, 1_630), metrics.total()),
                () -> assertEquals(2, metrics.thirdPartyDomains()),
                () -> assertEquals(
                        Map.of(
                                "Document",
                                new Volume(1, 1_000),
                                "Script",
                                new Volume(2, 600),
                                "Fetch",
                                new Volume(1, 20),
                                "Image",
                                new Volume(1, 0),
                                "Other",
                                new Volume(2, 10)),
                        metrics.byType()),
                () -> assertEquals(Map.of("2xx", 3, "3xx", 1, "4xx", 1, "5xx", 1), metrics.byStatusClass()),
                () -> assertEquals(
                        new Volume(2, 23), metrics.byHost().get("other.example").volume()),
                () -> assertEquals(4, metrics.byHost().size()));
    }

    @Test
    void aRequestCountsWhenItIsFinishedAndNotBefore() {
        sent("1", "https://shop.example/stream");
        answered("1", "https://shop.example/stream", "EventSource", 200);

        assertEquals(Volume.NONE, meter.metrics().total());
        assertEquals(Duration.ZERO, meter.metrics().timeToLastResponse());

        finished("1", 10);
        finished("1", 10);
        finished("never-seen", 10);

        assertEquals(new Volume(1, 10), meter.metrics().total());
    }

    @Test
    void theFirstRequestAndTheLastAnswerAreTimed() {
        now = 40;
        sent("1", "https://shop.example/");
        now = 70;
        sent("2", "https://shop.example/b");
        answered("2", "https://shop.example/b", "Script", 200);
        now = 90;
        finished("2", 1);
        now = 120;

        assertEquals(Duration.ofMillis(40), meter.metrics().timeToFirstRequest());
        assertEquals(Duration.ofMillis(90), meter.metrics().timeToLastResponse());
    }

    @Test
    void latencyIsTheAverageOfTheTimesUntilTheAnswersAreComplete() {
        sent("1", "https://shop.example/a");
        meter.on(event("Network.responseReceived", """
                        {'requestId':'1','timestamp':10.0,'type':'Script','response':
                         {'url':'https://shop.example/a','status':200,'timing':{'receiveHeadersEnd':300}}}"""), Duration.ZERO);
        meter.on(
                event("Network.loadingFinished", "{'requestId':'1','timestamp':10.1,'encodedDataLength':1}"),
                Duration.ZERO);
        sent("2", "https://shop.example/b");
        answered("2", "https://shop.example/b", "Script", 200);
        finished("2", 1);
        sent("3", "https://shop.example/c");
        meter.on(event("Network.responseReceived", """
                        {'requestId':'3','timestamp':20.0,'type':'Script','response':
                         {'url':'https://shop.example/c','status':200}}"""), Duration.ZERO);
        meter.on(
                event("Network.loadingFinished", "{'requestId':'3','timestamp':20.2,'encodedDataLength':1}"),
                Duration.ZERO);

        long millis =
                meter.metrics().byHost().get("shop.example").averageLatency().toMillis();
        assertTrue(millis >= 299 && millis <= 300, "(400 + 200) / 2, the one without a time left out: " + millis);
    }

    @Test
    void blockedAndFailedAreDifferentThings() {
        sent("1", "https://ads.example/a");
        sent("2", "https://gone.example/b");
        sent("3", "https://shop.example/c");
        answered("3", "https://shop.example/c", "Script", 200);

        meter.blocked(event("Network.loadingFailed", "{'requestId':'1'}"));
        meter.failed(event("Network.loadingFailed", "{'requestId':'2'}"));
        meter.failed(event("Network.loadingFailed", "{'requestId':'3'}"));

        NetworkMetrics metrics = meter.metrics();
        assertAll(
                () -> assertEquals(1, metrics.blocked()),
                () -> assertEquals(2, metrics.failed()),
                () -> assertEquals(Volume.NONE, metrics.total()),
                () -> assertEquals(0, metrics.thirdPartyDomains()),
                () -> assertEquals(
                        new HostMetrics(Volume.NONE, 0, 1, Duration.ZERO),
                        metrics.byHost().get("ads.example")),
                () -> assertEquals(
                        new HostMetrics(Volume.NONE, 1, 0, Duration.ZERO),
                        metrics.byHost().get("gone.example")));
    }

    @Test
    void aRequestWasBlockedIfWeDidItOrTheBrowserDidByOurList() {
        BlockedRequests blocked = new BlockedRequests();
        blocked.add(event("Fetch.requestPaused", "{'requestId':'interception-1','networkId':'n.1'}"), "because");

        assertEquals(
                Optional.of("because"),
                blocked.reasonOf(event("Network.loadingFailed", "{'requestId':'n.1','errorText':'net::ERR_ABORTED'}")));
        assertEquals(
                Optional.of("Blocked by URL pattern"),
                blocked.reasonOf(event("Network.loadingFailed", "{'requestId':'n.2','blockedReason':'inspector'}")));
        assertEquals(
                Optional.empty(),
                blocked.reasonOf(event("Network.loadingFailed", "{'requestId':'n.3','blockedReason':'csp'}")));
        assertEquals(
                Optional.empty(),
                blocked.reasonOf(event("Network.loadingFailed", "{'requestId':'n.1','errorText':'net::ERR_ABORTED'}")));
    }

    @Test
    void ofManyHostsTheBusiestAreReportedAndOneOfTheSiteInAnyCase() {
        load("own", "https://www.shop.example/", "Document", 200, 1);
        for (int host = 0; host < 150; host++) {
            for (int request = 0; request < 2 + host % 3; request++) {
                load(host + "." + request, "https://h" + host + ".example/", "Image", 200, 1);
            }
        }

        NetworkMetrics metrics = meter.metrics();

        assertEquals(100, metrics.byHost().size());
        assertTrue(metrics.byHost().containsKey("www.shop.example"));
        assertEquals(150, metrics.thirdPartyDomains());
        assertEquals(
                50,
                metrics.byHost().values().stream()
                        .filter(host -> host.volume().requests() == 4)
                        .count());
        assertFalse(metrics.byHost().values().stream()
                .anyMatch(host -> host.volume().requests() == 2));
    }

    @Test
    void whatAPageCanMakeGrowIsBounded() {
        for (int i = 0; i < 20_000; i++) {
            load("r" + i, "https://h" + i + ".example/", "Image", 200, 1);
            sent("open" + i, "https://open.example/");
        }

        NetworkMetrics metrics = meter.metrics();

        assertEquals(2_000, metrics.thirdPartyDomains());
        assertTrue(metrics.total().requests() >= 10_000, "what is finished makes room");
    }

    private void load(String id, String url, String type, int status, int bytes) {
        sent(id, url);
        answered(id, url, type, status);
        finished(id, bytes);
    }

    private void sent(String id, String url) {
        meter.on(
                event(
                        "Network.requestWillBeSent",
                        "{'requestId':'" + id + "','timestamp':1,'request':{'url':'" + url + "'}}"),
                Duration.ofMillis(now));
    }

    private void answered(String id, String url, String type, int status) {
        meter.on(
                event(
                        "Network.responseReceived",
                        "{'requestId':'" + id + "','timestamp':5,'type':'" + type + "','response':{'url':'" + url
                                + "','status':" + status + "}}"),
                Duration.ofMillis(now));
    }

    private void finished(String id, int bytes) {
        meter.on(
                event(
                        "Network.loadingFinished",
                        "{'requestId':'" + id + "','timestamp':5,'encodedDataLength':" + bytes + "}"),
                Duration.ofMillis(now));
    }
}
