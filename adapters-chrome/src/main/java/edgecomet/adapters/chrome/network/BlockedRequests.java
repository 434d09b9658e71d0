package edgecomet.adapters.chrome.network;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells requests that we did not let out from those that failed by themselves: the browser reports both in one way.
 * Used by one thread.
 */
public final class BlockedRequests {

    /** The reason of requests that a pattern names (spec 05 §9). */
    public static final String BY_PATTERN = "Blocked by URL pattern";

    private static final int MAX_WAITING = 10_000;
    private static final String BY_BROWSER_LIST = "inspector";

    private final Map<String, String> reasons = new HashMap<>();

    /** Creates the list, with nothing blocked yet. */
    public BlockedRequests() {}

    /** Notes that a paused request is not going to be sent. */
    public void add(CdpEvent paused, String reason) {
        if (reasons.size() < MAX_WAITING) {
            reasons.put(paused.text("networkId"), reason);
        }
    }

    /** Returns why a request was not sent; empty if it failed by itself. To be asked once for each failure. */
    public Optional<String> reasonOf(CdpEvent loadingFailed) {
        Optional<String> own = Optional.ofNullable(reasons.remove(loadingFailed.text("requestId")));
        boolean listed = loadingFailed.text("blockedReason").equals(BY_BROWSER_LIST);
        return own.or(() -> listed ? Optional.of(BY_PATTERN) : Optional.empty());
    }
}
