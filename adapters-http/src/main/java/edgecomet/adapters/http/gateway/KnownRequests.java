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
 * <p>A table in which each request has a few places, shared with others, and the last one that came has one of them:
 * bounded, without locks, and whoever makes many requests fall on the same places has won nothing but that they are
 * found out each time. Safe for concurrent use; never blocks.
 */
final class KnownRequests {

    private static final int PLACES = 1 << 14;

    /** With one place for each, a fifth of 4000 requests would take it from each other all the time. */
    private static final int CHOICES = 4;

    /** Longer ones are not remembered. With the table full of them it takes 16 MB; with usual ones, 3 MB. */
    private static final int MOST_BYTES = 1024;

    private volatile AtomicReferenceArray<@Nullable Known> table = new AtomicReferenceArray<>(PLACES);
    private volatile @Nullable KnownPage newest;

    /** What is known. */
    static final class Known {
        private final int hash;
        private final byte[] request;
        private final KnownPage page;
        private final HitMeter meter;
        private volatile @Nullable PageHead head;

        private Known(int hash, byte[] request, KnownPage page, HitMeter meter) {
            this.hash = hash;
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
        AtomicReferenceArray<@Nullable Known> places = table;
        int hash = request.pageHash();
        int first = firstChoice(hash);
        for (int place = first; place < first + CHOICES; place++) {
            Known known = places.getAcquire(place);
            if (known != null && known.hash == hash && request.asksFor(known.request)) {
                return known;
            }
        }
        return null;
    }

    private static int firstChoice(int hash) {
        return hash & PLACES - CHOICES;
    }

    /** Remembers a request, if it is not too long, and returns what is known of it now. */
    Known learn(PlainRequest request, KnownPage page, HitMeter meter) {
        KnownPage before = newest;
        if (before == null || !before.isAsOldAs(page)) {
            table = new AtomicReferenceArray<>(PLACES);
            newest = page;
        }
        Known known = new Known(request.pageHash(), request.page(), page, meter);
        if (known.request.length <= MOST_BYTES) {
            table.setRelease(placeFor(known.hash), known);
        }
        return known;
    }

    private int placeFor(int hash) {
        int first = firstChoice(hash);
        for (int place = first; place < first + CHOICES; place++) {
            Known there = table.getAcquire(place);
            if (there == null || there.hash == hash) {
                return place;
            }
        }
        return hash & PLACES - 1;
    }
}
