package edgecomet.adapters.chrome.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.cdp.CdpObject;
import edgecomet.domain.render.RenderReport.LifecycleEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which document is the page, told by events alone. */
class MainFrameTest {
    private static final Duration NOW = Duration.ofSeconds(1);

    private final MainFrame frame = new MainFrame("main");

    @Test
    void theEventsOfTheBlankPageAreNotThePages() {
        lived("blank", "load");
        request("first");
        assertFalse(frame.isReady("load", NOW));

        commit("first");
        assertFalse(frame.isReady("load", NOW));

        lived("first", "load");
        assertTrue(frame.isReady("load", NOW));
        assertEquals(List.of(new LifecycleEvent("load", NOW)), frame.lifecycle());
    }

    @Test
    void anEventMayComeBeforeTheCommit() {
        request("first");
        lived("first", "load");
        commit("first");

        assertTrue(frame.isReady("load", NOW));
    }

    @Test
    void aPageThatIsBeingLeftIsNotReadyUntilTheNextOneIs() {
        show("first");
        request("second");
        assertFalse(frame.isReady("load", NOW));

        commit("second");
        assertFalse(frame.isReady("load", NOW));

        lived("second", "load");
        assertTrue(frame.isReady("load", NOW));
    }

    @Test
    void aNavigationThatFailsLeavesThePageReady() {
        show("first");
        request("second");
        on("Network.loadingFailed", Map.of("requestId", "second", "type", "Document", "errorText", "net::ERR_ABORTED"));

        assertTrue(frame.isReady("load", NOW));
    }

    @Test
    void anAnnouncedNavigationIsWaitedForAWhile() {
        show("first");
        on(
                "Page.frameRequestedNavigation",
                Map.of("frameId", "main", "url", "https://a.example/", "disposition", "currentTab"));

        assertFalse(frame.isReady("load", NOW.plusMillis(799)));
        assertTrue(frame.isReady("load", NOW.plusMillis(800)));
    }

    @Test
    void announcementsThatLeadNowhereAreNotWaitedFor() {
        show("first");
        on("Page.frameRequestedNavigation", Map.of("frameId", "main", "url", "mailto:x@a.example"));
        on("Page.frameRequestedNavigation", Map.of("frameId", "other", "url", "https://a.example/"));
        on(
                "Page.frameRequestedNavigation",
                Map.of("frameId", "main", "url", "https://a.example/", "disposition", "newTab"));
        on("Page.frameScheduledNavigation", Map.of("frameId", "main", "url", "https://a.example/", "delay", 30));

        assertTrue(frame.isReady("load", NOW));
    }

    @Test
    void afterFiveHopsThePageIsTakenWhereItIs() {
        show("first");
        for (int hop = 1; hop <= MainFrame.MAX_HOPS; hop++) {
            show("hop" + hop);
        }
        request("one-more");

        assertTrue(frame.isReady("load", NOW));
    }

    @Test
    void onlyTheRequestedDocumentsRedirectCounts() {
        show("first");
        on(
                "Network.requestWillBeSent",
                Map.of(
                        "requestId", "second",
                        "frameId", "main",
                        "type", "Document",
                        "request", Map.of("url", "https://a.example/next"),
                        "redirectResponse", Map.of("status", 302)));

        assertTrue(frame.redirect().isEmpty());
    }

    @Test
    void eventsWithoutTheExpectedMembersDoNoHarm() {
        for (String method : List.of(
                "Network.requestWillBeSent",
                "Network.responseReceived",
                "Network.loadingFailed",
                "Page.frameNavigated",
                "Page.lifecycleEvent",
                "Page.frameScheduledNavigation",
                "Unknown.event")) {
            on(method, Map.of());
            on(method, Map.of("frameId", 5, "frame", "x", "type", List.of(), "response", 1));
        }
        show("first");

        assertTrue(frame.isReady("load", NOW));
    }

    private void show(String loader) {
        request(loader);
        commit(loader);
        lived(loader, "load");
    }

    private void request(String loader) {
        on("Network.requestWillBeSent", Map.of("requestId", loader, "frameId", "main", "type", "Document"));
    }

    private void commit(String loader) {
        on(
                "Page.frameNavigated",
                Map.of("frame", Map.of("id", "main", "loaderId", loader, "url", "https://a.example/")));
    }

    private void lived(String loader, String name) {
        on("Page.lifecycleEvent", Map.of("frameId", "main", "loaderId", loader, "name", name));
    }

    private void on(String method, Map<String, Object> params) {
        frame.on(new CdpEvent(method, new CdpObject(params)), NOW);
    }
}
