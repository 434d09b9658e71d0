package edgecomet.adapters.chrome.har;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.domain.render.HarDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records the requests of a page (spec 05 §12). Used by one thread.
 *
 * <p>Unlike the original's, the recording has each hop of a redirect as an entry of its own, and one entry for a
 * request that was blocked or failed. It is bounded: what a page asks for beyond that is left out, and the document
 * says so.
 */
public final class HarRecorder {

    /** The events that nobody else needs. */
    public static final Set<String> EVENTS = Set.of(
            "Network.requestServedFromCache",
            "Network.requestWillBeSentExtraInfo",
            "Network.responseReceivedExtraInfo",
            "Network.dataReceived");

    private static final int MAX_ENTRIES = 2_000;
    private static final int MAX_EARLY = 200;

    private final List<HarEntry> entries = new ArrayList<>();
    private final Map<String, HarEntry> latest = new HashMap<>();
    private final Map<String, CdpEvent> earlySent = new HashMap<>();
    private final TextBudget budget = new TextBudget();
    private double browserTime;
    private Duration ownTime = Duration.ZERO;

    /** Creates a recorder, with nothing recorded yet. */
    public HarRecorder() {}

    /**
     * Takes an event into account.
     *
     * @param now since the start of the render
     */
    public void on(CdpEvent event, Duration now) {
        if (event.has("timestamp") && event.method().startsWith("Network.")) {
            browserTime = event.number("timestamp");
            ownTime = now;
        }
        switch (event.method()) {
            case "Network.requestWillBeSent" -> sent(event);
            case "Network.requestWillBeSentExtraInfo" -> sentHeaders(event);
            case "Network.responseReceivedExtraInfo" -> of(event, entry -> entry.receivedHeaders(event, budget));
            case "Network.requestServedFromCache" -> of(event, HarEntry::fromMemory);
            case "Network.responseReceived" -> of(event, entry -> entry.answered(event, budget));
            case "Network.dataReceived" -> of(event, entry -> entry.received(event));
            case "Network.loadingFinished" -> of(event, entry -> entry.finished(event));
            default -> {
                // Nothing that is recorded.
            }
        }
    }

    /** Takes it into account that a request was not let out. */
    public void blocked(CdpEvent loadingFailed, String reason) {
        of(loadingFailed, entry -> entry.blocked(reason));
    }

    /** Takes it into account that a request came to nothing. */
    public void failed(CdpEvent loadingFailed) {
        of(loadingFailed, entry -> entry.failed(loadingFailed, budget));
    }

    /** Forgets the last hop of a request, which was announced and then not sent. */
    public void withdraw(String requestId) {
        HarEntry entry = latest.remove(requestId);
        if (entry != null) {
            entries.remove(entry);
        }
    }

    private void of(CdpEvent event, Consumer<HarEntry> change) {
        HarEntry entry = latest.get(event.text("requestId"));
        if (entry != null) {
            change.accept(entry);
        }
    }

    private void sent(CdpEvent event) {
        String id = event.text("requestId");
        if (event.has("redirectResponse")) {
            of(event, entry -> entry.redirected(event, budget));
        }
        if (entries.size() >= MAX_ENTRIES || budget.isSpent()) {
            budget.exceed();
            latest.remove(id);
            return;
        }
        HarEntry entry = new HarEntry(event, budget);
        CdpEvent early = earlySent.remove(id);
        if (early != null) {
            entry.sentHeaders(early, budget);
        }
        entries.add(entry);
        latest.put(id, entry);
    }

    /** The headers of a request may be reported before the request is. */
    private void sentHeaders(CdpEvent event) {
        String id = event.text("requestId");
        HarEntry entry = latest.get(id);
        boolean taken = entry != null && entry.sentHeaders(event, budget);
        if (!taken && earlySent.size() < MAX_EARLY) {
            earlySent.put(id, event);
        }
    }

    /**
     * Returns the document.
     *
     * @param now since the start of the render
     */
    public HarDocument document(HarContext context, Duration now) {
        double browserNow = browserTime + now.minus(ownTime).toNanos() / 1e9;
        return new HarWriter(context, browserNow).write(entries, budget.isExceeded());
    }
}
