package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PlainRequest;
import edgecomet.adapters.http.metrics.GatewayMetrics.HitMeter;
import edgecomet.application.serve.FindHitUseCase.KnownPage;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which page a target and a user agent stand for, so that the next request of the same kind need not find that
 * out again. Who may ask is none of its business. What was learned under an older configuration goes with the first
 * thing that is learned under a newer one.
 *
 * <p>A table in which each request has one place, and the last one that came there has it: bounded, without locks, and
 * whoever makes two requests fall on one place has won nothing but that they are found out each time. Safe for
 * concurrent use; never blocks.
 */
final class KnownRequests {

    private static final int PLACES = 1 << 14;

    /** Longer ones are not remembered. With the table full of them it takes 16 MB; with usual ones, 3 MB. */
    private static final int MOST_BYTES = 1024;

    private volatile AtomicReferenceArray<@Nullable Known> table = new AtomicReferenceArray<>(PLACES);
    private volatile @Nullable KnownPage newest;

    /**
     * What is known.
     *
     * @param request as {@link PlainRequest#page} gave it
     * @param meter counts the hits of such pages
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Known(byte[] request, KnownPage page, HitMeter meter) {}

    /** Returns what is known of a request; null if nothing is. */
    @Nullable
    Known find(PlainRequest request) {
        Known known = table.getAcquire(request.pageHash() & PLACES - 1);
        return known != null && request.asksFor(known.request()) ? known : null;
    }

    /** Remembers a request. */
    void learn(PlainRequest request, KnownPage page, HitMeter meter) {
        KnownPage before = newest;
        if (before == null || !before.isAsOldAs(page)) {
            table = new AtomicReferenceArray<>(PLACES);
            newest = page;
        }
        byte[] text = request.page();
        if (text.length <= MOST_BYTES) {
            table.setRelease(request.pageHash() & PLACES - 1, new Known(text, page, meter));
        }
    }
}
