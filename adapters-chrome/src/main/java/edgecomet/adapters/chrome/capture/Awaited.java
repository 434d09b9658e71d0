package edgecomet.adapters.chrome.capture;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.domain.render.Readiness;
import edgecomet.domain.render.Readiness.Pending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What a capture waits for before it takes the page; used by one thread. Times are counted from the start of the render. */
interface Awaited {

    /** Sets the page up; the replies are to be waited for before it navigates. */
    List<CompletableFuture<?>> prepare();

    /** Takes an event into account. */
    void on(CdpEvent event, Duration now);

    /** Returns whether it has come. To be asked until it has; asking may be what moves it on. */
    boolean isMet(Duration now);

    /** Returns why the page is ready once it has come. */
    Readiness.Reason reason();

    /** Returns what is missing or under way. */
    List<Pending> pending(Duration now);

    /** Returns how long it may go without being asked. */
    Duration longestPause();
}
