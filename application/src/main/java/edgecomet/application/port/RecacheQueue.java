package edgecomet.application.port;

import java.time.Instant;

/**
 * The pages of each host that are to be rendered again because bots come for them, by when they are due (spec 03 §3).
 * The cache daemon takes them out.
 *
 * <p>Safe for concurrent use. Blocks for a short, bounded time and throws {@link CoordinationException} when the store
 * cannot be asked.
 */
public interface RecacheQueue {

    /**
     * Has a page rendered when it is due; of two times for the same page the earlier one counts, in whole seconds. Two
     * pages are the same if host, URL and dimension are.
     */
    Scheduling schedule(int hostId, String url, int dimensionId, Instant due);

    /** What came of it. */
    enum Scheduling {
        /** The page was not in the queue. */
        ADDED,
        /** It was, for later. */
        SOONER,
        /** It was, for then or sooner. */
        UNCHANGED
    }
}
