package edgecomet.application.serve;

import edgecomet.application.configuration.ServerLimits;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many requests this gateway takes on. Work that asks an origin or a render service needs a place; those who find
 * none wait for one, in order, as long as there are not too many of them already. What the cache answers needs no
 * place, only that the gateway is not crowded altogether.
 *
 * <p>Whoever was let in must leave. Safe for concurrent use.
 */
final class Admission {

    /** How long one waits for a place: a client that waits longer than a page takes is better told so. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Requests in all, for each that works or waits: they hold little while the cache is asked, but not nothing. */
    private static final int CROWD = 4;

    private final Semaphore crowd;
    private final Semaphore places;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    Admission(ServerLimits limits) {
        this.crowd = new Semaphore(CROWD * (limits.requests() + limits.waitingRequests()));
        this.places = new Semaphore(limits.requests(), true);
        this.mostWaiting = limits.waitingRequests();
    }

    /** Lets a request in at all; returns false at once where it cannot be. */
    boolean enter() {
        return crowd.tryAcquire();
    }

    /** A request that entered is done. */
    void leave() {
        crowd.release();
    }

    /** Takes a place for work, after a wait if need be; returns false where none comes free or too many wait for one. */
    boolean beginWork(Duration patience) {
        if (places.tryAcquire()) {
            return true;
        }
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            return places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Work that began is done. */
    void endWork() {
        places.release();
    }
}
