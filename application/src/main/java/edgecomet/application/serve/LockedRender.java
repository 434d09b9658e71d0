package edgecomet.application.serve;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderLock;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.Freshness;
import edgecomet.domain.fallback.Trigger;
import edgecomet.domain.policy.RenderPolicy;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders a page at most once at a time: identical requests of this process share one render before the lock is asked
 * for, and the lock keeps other gateways waiting (spec 03 §9).
 *
 * <p>One who waits is woken when the lock is free. If the page is in the cache then, it is the answer; if it is not,
 * the owner failed or died, and the one who waited tries the lock again: of those who do, one renders.
 */
final class LockedRender {

    private static final Logger LOG = LoggerFactory.getLogger(LockedRender.class);
    private static final Duration SHORTEST_LOCK = Duration.ofSeconds(30);
    private static final Duration LOCK_MARGIN = Duration.ofSeconds(3);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final RenderLock lock;
    private final CacheReader reader;
    private final RenderAndKeep render;
    private final Admission admission;
    private final Waits waits;
    private final RenderFlights flights;

    LockedRender(
            ServePagePorts ports, CacheReader reader, CacheWriter writer, StoredRender stored, Admission admission) {
        this.lock = ports.lock();
        this.reader = reader;
        this.admission = admission;
        this.waits = new Waits(ports.telemetry());
        this.flights = new RenderFlights(waits);
        this.render = new RenderAndKeep(new RenderAttempt(ports), writer, stored);
    }

    /**
     * Returns the page, or why there is none.
     *
     * @param before how usable the page is that is in the cache before
     */
    RenderResult render(PageRequest request, Freshness before) {
        Duration wait = waitWindow(request.policy().render().timeout());
        return flights.join(request, wait, () -> inPlace(request, before, wait));
    }

    /** Those who share a render take no place of their own: they only wait. */
    private RenderResult inPlace(PageRequest request, Freshness before, Duration wait) {
        if (!admission.beginWork(request.deadline().remaining(Admission.PATIENCE))) {
            return new RenderResult.None(Trigger.OVERLOADED);
        }
        try {
            return underLock(request, before, Deadline.after(request.deadline().remaining(wait)));
        } catch (CoordinationException e) {
            LOG.atError().setCause(e).log("Failed to acquire render lock");
            return new RenderResult.None(Trigger.COORDINATION_DOWN);
        } finally {
            admission.endWork();
        }
    }

    private RenderResult underLock(PageRequest request, Freshness before, Deadline waitUntil) {
        long waitingSince = System.nanoTime();
        boolean waited = false;
        Duration ttl = lockTtl(request.policy().render());
        while (true) {
            Deadline lockLife = Deadline.after(request.deadline().remaining(ttl));
            Optional<RenderLock.Held> held = lock.tryAcquire(request.key(), ttl);
            if (held.isPresent()) {
                return renderUnless(request, before, held.get(), lockLife);
            }
            if (!waited) {
                LOG.info("Lock not acquired, waiting for concurrent render to complete");
                waited = true;
            }
            lock.awaitRelease(request.key(), waitUntil.remaining());
            Optional<PageAnswer.Cached> appeared = freshAnswer(request, rendered(request));
            if (appeared.isPresent()) {
                waits.succeeded(request, waitingSince);
                return new RenderResult.FromCache(appeared.get());
            }
            if (waitUntil.isSpent()) {
                waits.timedOut(request, waitingSince);
                return timedOut(request);
            }
        }
    }

    /**
     * The page may have come between the first look at the cache and the lock. No render is waited for longer than the
     * lock lives: beyond that, another gateway would have the page rendered at the same time.
     */
    private RenderResult renderUnless(PageRequest request, Freshness before, RenderLock.Held held, Deadline deadline) {
        try {
            Optional<PageAnswer.Cached> appeared = freshAnswer(request, rendered(request));
            if (appeared.isPresent()) {
                return new RenderResult.FromCache(appeared.get());
            }
            return render.render(request, before, deadline);
        } finally {
            held.release();
        }
    }

    private Optional<CacheEntry> rendered(PageRequest request) {
        return reader.find(request.key(), request.deadline()).filter(e -> e.source() == EntrySource.RENDER);
    }

    private Optional<PageAnswer.Cached> freshAnswer(PageRequest request, Optional<CacheEntry> entry) {
        return entry.filter(e -> reader.freshness(e, request.policy().render().cache()) == Freshness.FRESH)
                .flatMap(e -> reader.answer(request, e, false));
    }

    private static RenderResult timedOut(PageRequest request) {
        return new RenderResult.None(request.deadline().isSpent() ? Trigger.BUDGET_SPENT : Trigger.LOCK_WAIT_TIMEOUT);
    }

    private static Duration lockTtl(RenderPolicy policy) {
        Duration needed = policy.timeout().plus(policy.additionalWait()).plus(LOCK_MARGIN);
        return needed.compareTo(SHORTEST_LOCK) < 0 ? SHORTEST_LOCK : needed;
    }

    private static Duration waitWindow(Duration renderTimeout) {
        Duration window = renderTimeout.multipliedBy(4).dividedBy(5);
        if (window.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return window.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : window;
    }
}
