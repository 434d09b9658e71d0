package edgecomet.application.bothit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RecacheQueue;
import edgecomet.application.port.Telemetry;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestedPage;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes cache hits of bots: when the last one was, and when the page is due for a render because of it (spec 03 §14).
 *
 * <p>A page is noted at most once in {@link #PRECISION}: the first hit decides when it is due, later ones change
 * nothing but a time that nobody needs to the second, and each note costs every gateway its copy of the entry. An entry
 * that was made anew, by whichever gateway, is another page in this sense: nobody has hit it yet. The
 * notes are written by one thread of their own; while the store is slow they wait, and beyond a limit they are dropped,
 * for the page's next hit brings another one.
 *
 * <p>Safe for concurrent use. {@link #hit} never blocks and never throws.
 */
public final class BotHits implements AutoCloseable {

    /** How old the time of the last bot hit may be while bots come all the time. */
    public static final Duration PRECISION = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(BotHits.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_RECENT = 100_000;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 500;

    private final CacheIndex index;
    private final RecacheQueue queue;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final BlockingQueue<Hit> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** The request that made the entry which was hit. */
    private final Cache<CacheKey, String> recent;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;

    private record Hit(RequestedPage page, Instant at) {}

    /**
     * Creates it and starts its thread.
     *
     * @param clock of the times that are noted
     * @param ticker nanoseconds of a clock that never jumps, by which notes are recent
     */
    public BotHits(
            CacheIndex index, RecacheQueue queue, Telemetry telemetry, InstantSource clock, LongSupplier ticker) {
        this.index = index;
        this.queue = queue;
        this.telemetry = telemetry;
        this.clock = clock;
        this.recent = Caffeine.newBuilder()
                .maximumSize(MOST_RECENT)
                .expireAfterWrite(PRECISION)
                .ticker(ticker::getAsLong)
                .executor(Runnable::run)
                .build();
        this.writer = Thread.ofVirtual().name("bot-hits").start(this::write);
    }

    /** Notes that a page was answered from the cache, if that counts and was not noted just now. */
    public void hit(PageAnswer.Cached answer) {
        RequestedPage page = answer.requested();
        if (!page.countsAsBotHit() || !isFirst(page.key(), answer.entry().requestId())) {
            return;
        }
        if (!waiting.offer(new Hit(page, clock.instant()))) {
            recent.invalidate(page.key());
            telemetry.botHitDropped();
        }
    }

    private boolean isFirst(CacheKey key, String madeBy) {
        String before = recent.asMap().putIfAbsent(key, madeBy);
        return before == null || (!before.equals(madeBy) && recent.asMap().replace(key, before, madeBy));
    }

    private void write() {
        while (!closed.get() || !waiting.isEmpty()) {
            try {
                Hit hit = waiting.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (hit != null) {
                    note(hit);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("Noting a bot hit broke"); // it costs this one, not all that follow
            }
        }
    }

    /** What one of the two cannot do, the other one still may. */
    private void note(Hit hit) {
        RequestedPage page = hit.page();
        try {
            index.recordBotHit(page.key(), hit.at());
        } catch (CoordinationException e) {
            LOG.atError().setCause(e).addKeyValue("cache_key", page.key()).log("Failed to update last_bot_hit");
        }
        Instant due = hit.at().plus(page.policy().botHits().interval());
        try {
            String url = page.url().value();
            RecacheQueue.Scheduling made =
                    queue.schedule(page.host().id(), url, page.dimension().id(), due);
            report(made, page, due);
        } catch (CoordinationException e) {
            LOG.atError().setCause(e).addKeyValue("cache_key", page.key()).log("Failed to schedule autorecache");
        }
    }

    private static void report(RecacheQueue.Scheduling made, RequestedPage page, Instant due) {
        switch (made) {
            case ADDED ->
                LOG.atInfo()
                        .addKeyValue("url", page.url().value())
                        .addKeyValue("scheduled_at", due)
                        .log("Autorecache schedule added");
            case SOONER ->
                LOG.atInfo()
                        .addKeyValue("url", page.url().value())
                        .addKeyValue("scheduled_at", due)
                        .log("Autorecache schedule updated (rescheduled sooner)");
            case UNCHANGED ->
                LOG.atDebug()
                        .addKeyValue("url", page.url().value())
                        .log("Autorecache schedule unchanged (already scheduled sooner)");
        }
    }

    /** Writes what still waits, within five seconds, and ends the thread. */
    @Override
    public void close() {
        closed.set(true);
        try {
            if (!writer.join(STOP_LIMIT)) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
