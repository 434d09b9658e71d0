package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.RecacheQueue;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.h2.mvstore.MVMap;

/**
 * The queue in one map on disk, from page to the second at which it is due (spec 03 §3.1, §3.2).
 *
 * <p>It is bounded, whether or not anybody takes pages out: beyond the bound, the tenth that has been due for longest
 * gives way. What is left undone that long is of least use, since a page that a bot comes for again is queued again.
 */
final class EmbeddedRecacheQueue implements RecacheQueue {

    /** How many pages it holds at most. */
    static final int MOST_PAGES = 100_000;

    private static final int PARTS = 10;

    private final MendedStore store;
    private final int mostPages;
    private final ReentrantLock turn = new ReentrantLock();

    EmbeddedRecacheQueue(MendedStore store, int mostPages) {
        this.store = store;
        this.mostPages = mostPages;
    }

    @Override
    public Scheduling schedule(int hostId, String url, int dimensionId, Instant due) {
        String page = hostId + ":" + dimensionId + ":" + url;
        turn.lock();
        try {
            return store.call("scheduling a render", maps -> schedule(maps.dues(), page, due.getEpochSecond()));
        } finally {
            turn.unlock();
        }
    }

    private Scheduling schedule(MVMap<String, Long> dues, String page, long due) {
        Long known = dues.get(page);
        if (known != null && known <= due) {
            return Scheduling.UNCHANGED;
        }
        if (known == null && dues.size() >= mostPages) {
            makeRoom(dues);
        }
        dues.put(page, due);
        return known == null ? Scheduling.ADDED : Scheduling.SOONER;
    }

    /** One look at all pages for each tenth of them that is added, instead of an order kept beside the map. */
    private void makeRoom(MVMap<String, Long> dues) {
        int tooMany = dues.size() - mostPages + Math.max(1, mostPages / PARTS);
        long[] times =
                dues.values().stream().mapToLong(Long::longValue).sorted().toArray();
        long last = times[tooMany - 1];
        long ofThatSecond =
                LongStream.of(times).limit(tooMany).filter(due -> due == last).count();
        Iterator<String> pages = dues.keyIterator(null);
        while (pages.hasNext()) {
            String page = pages.next();
            long due = dues.getOrDefault(page, Long.MAX_VALUE);
            if (due < last || (due == last && ofThatSecond-- > 0)) {
                dues.remove(page);
            }
        }
    }

    /** Returns how many pages wait. */
    int size() {
        return store.call("counting", maps -> maps.dues().size());
    }
}
