package edgecomet.adapters.chrome.settle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.chrome.Events;
import edgecomet.adapters.chrome.settle.Settling.Look;
import edgecomet.domain.render.Readiness.Kind;
import edgecomet.domain.render.Readiness.Pending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of these tests is played by a script of events on a clock that the test moves. */
class SettlingTest {
    private static final Look CALM = look(5000, false);

    private final RequestsInFlight requests = new RequestsInFlight("main");
    private final Settling settling = new Settling(requests);
    private Duration now = Duration.ZERO;

    @Test
    void aLoadedPageIsLookedAtOnceEverythingHasBeenQuietForTheWindow() {
        request("1");
        loadedAfter(50);
        assertFalse(settling.isTimeToLook(now), "a request is under way");

        ended("1");
        loadedAfter(99);
        assertFalse(settling.isTimeToLook(now), "the window is not over");

        loadedAfter(1);
        assertTrue(settling.isTimeToLook(now));
        settling.saw(CALM, now, now.plusMillis(3));
        assertTrue(settling.isSettled());
    }

    @Test
    void aPageThatIsNotLoadedIsNeverLookedAt() {
        after(10_000, false);

        assertFalse(settling.isTimeToLook(now));
    }

    @Test
    void whatBeginsWhileThePageIsLookedAtCounts() {
        loadedAfter(100);
        Duration askedAt = now;
        loadedAfter(5);
        request("late");
        settling.saw(CALM, askedAt, now);
        assertFalse(settling.isSettled());

        ended("late");
        loadedAfter(100);
        assertTrue(settling.isTimeToLook(now));
    }

    @Test
    void aRequestThatBeginsAndEndsWhileThePageIsLookedAtCountsToo() {
        loadedAfter(100);
        Duration askedAt = now;
        loadedAfter(5);
        request("quick");
        ended("quick");
        settling.advance(true, now);
        settling.saw(CALM, askedAt, now);

        assertFalse(settling.isSettled());
    }

    @Test
    void aPageThatHasJustChangedIsLookedAtAgainWhenItsWindowWouldBeOver() {
        loadedAfter(100);
        settling.saw(look(30, false), now, now);
        assertFalse(settling.isSettled());

        loadedAfter(69);
        assertFalse(settling.isTimeToLook(now));
        loadedAfter(1);
        assertTrue(settling.isTimeToLook(now));
    }

    @ParameterizedTest(name = "unchanged for {0} ms, fonts loading: {1}, busy: {2}: settled after {3} ms at most")
    @CsvSource({
        "100, false, false, 100",
        "0, false, false, 2120",
        "100, true, false, 3120",
        "0, true, false, 3120",
        "100, false, true, 2120",
        "0, true, true, 3120"
    })
    void whatNeverEndsHoldsThePageUpForAWhileOnly(int unchanged, boolean fonts, boolean busy, int latest) {
        while (!settling.isSettled() && now.toMillis() < 60_000) {
            loadedAfter(10);
            if (settling.isTimeToLook(now)) {
                settling.saw(new Look(Duration.ofMillis(unchanged), fonts, busy, List.of()), now, now);
            }
        }
        assertTrue(now.toMillis() <= latest, now::toString);
        assertTrue(now.toMillis() >= latest - 120, now::toString);
    }

    @Test
    void contentThatIsMissingIsWaitedForWithoutEnd() {
        Pending selector = new Pending(Kind.SELECTOR, "#done");
        for (int i = 0; i < 10_000; i++) {
            loadedAfter(10);
            if (settling.isTimeToLook(now)) {
                settling.saw(new Look(Duration.ofSeconds(9), false, false, List.of(selector)), now, now);
            }
        }
        assertFalse(settling.isSettled());
        assertEquals(List.of(selector), settling.pending());
    }

    @Test
    void timersThatFireSoonAreWaitedForUpToTheirLimit() {
        loadedAfter(10);
        settling.timers(true, now);
        loadedAfter(Settling.TIMERS_LIMIT.toMillis() - 11);
        assertFalse(settling.isTimeToLook(now));
        assertEquals(List.of(new Pending(Kind.TIMER, "")), settling.pending());

        loadedAfter(1);
        assertTrue(settling.isTimeToLook(now));
    }

    @Test
    void timersThatComeAndGoForEverDoNotKeepThePageFromBeingLookedAt() {
        while (!settling.isTimeToLook(now) && now.toMillis() < 60_000) {
            settling.timers(now.toMillis() % 20 == 0, now);
            loadedAfter(10);
        }
        assertEquals((double) Settling.TIMERS_LIMIT.plus(Settling.QUIET).toMillis(), (double) now.toMillis(), 20);
    }

    @Test
    void afterATimerThePageGetsItsWindow() {
        loadedAfter(10);
        settling.timers(true, now);
        loadedAfter(500);
        settling.timers(false, now);
        loadedAfter(99);
        assertFalse(settling.isTimeToLook(now));
        loadedAfter(1);
        assertTrue(settling.isTimeToLook(now));
    }

    @Test
    void anotherDocumentBeginsFromTheStart() {
        loadedAfter(100);
        settling.saw(CALM, now, now);
        after(1, false);
        assertFalse(settling.isSettled());
        assertFalse(settling.isTimeToLook(now));
    }

    @Test
    void aPageThatCouldNotBeLookedAtIsAskedAgainALittleLater() {
        loadedAfter(100);
        settling.sawNothing(now);
        assertFalse(settling.isTimeToLook(now));
        loadedAfter(Settling.LOOK_AGAIN.toMillis());
        assertTrue(settling.isTimeToLook(now));
    }

    private static Look look(int unchangedMillis, boolean fontsLoading) {
        return new Look(Duration.ofMillis(unchangedMillis), fontsLoading, false, List.of());
    }

    private void loadedAfter(long millis) {
        after(millis, true);
    }

    private void after(long millis, boolean loaded) {
        settling.advance(loaded, now);
        now = now.plusMillis(millis);
        settling.advance(loaded, now);
    }

    private void request(String id) {
        String members = "'requestId':'%s','type':'Fetch','frameId':'main'".formatted(id);
        on("Network.requestWillBeSent", "{" + members + ",'request':{'method':'GET','url':'https://a.example/'}}");
    }

    private void ended(String id) {
        on("Network.loadingFinished", "{'requestId':'" + id + "'}");
    }

    private void on(String method, String params) {
        requests.on(Events.event(method, params), now);
    }
}
