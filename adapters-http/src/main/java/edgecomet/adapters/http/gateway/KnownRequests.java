package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PlainRequest;
import edgecomet.adapters.http.metrics.GatewayMetrics.HitMeter;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.application.serve.FindHitUseCase.KnownPage;
import java.util.Optional;
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

    /** What is known. */
    static final class Known {
        private final byte[] request;
        private final KnownPage page;
        private final HitMeter meter;
        private volatile @Nullable PageHead head;

        private Known(byte[] request, KnownPage page, HitMeter meter) {
            this.request = request;
            this.page = page;
            this.meter = meter;
        }

        /** Returns the page that is asked for. */
        KnownPage page() {
            return page;
        }

        /** Returns what counts the hits of such pages. */
        HitMeter meter() {
            return meter;
        }

        /** Returns the head of the answers to a hit of this page; empty if they are not like all others. */
        Optional<PageHead> head(Hit hit) {
            PageHead made = head;
            if (made != null && made.answers(hit)) {
                return Optional.of(made);
            }
            Optional<PageHead> anew = HotPages.head(hit);
            head = anew.orElse(null);
            return anew;
        }
    }

    /** Returns what is known of a request; null if nothing is. */
    @Nullable
    Known find(PlainRequest request) {
        Known known = table.getAcquire(request.pageHash() & PLACES - 1);
        return known != null && request.asksFor(known.request) ? known : null;
    }

    /** Remembers a request, if it is not too long, and returns what is known of it now. */
    Known learn(PlainRequest request, KnownPage page, HitMeter meter) {
        KnownPage before = newest;
        if (before == null || !before.isAsOldAs(page)) {
            table = new AtomicReferenceArray<>(PLACES);
            newest = page;
        }
        Known known = new Known(request.page(), page, meter);
        if (known.request.length <= MOST_BYTES) {
            table.setRelease(request.pageHash() & PLACES - 1, known);
        }
        return known;
    }
}
