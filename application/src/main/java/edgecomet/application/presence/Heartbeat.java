package edgecomet.application.presence;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every second that a process is alive, and once more when it leaves. A beat that fails is logged once and tried
 * again with the next one: the store may come back.
 *
 * <p>Safe for concurrent use. Owns one thread, which {@link #close} ends.
 */
public final class Heartbeat implements AutoCloseable {

    /** How often a process says that it is alive; the lists forget it after three seconds. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Runnable announce;
    private final Runnable withdraw;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean extraBeatDue = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable ScheduledFuture<?> beats;

    /**
     * Creates a heartbeat that has not begun.
     *
     * @param announce says that the process is alive; may block for a short, bounded time
     * @param withdraw takes it off the list
     */
    public Heartbeat(String name, Runnable announce, Runnable withdraw) {
        this.announce = announce;
        this.withdraw = withdraw;
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name + "-heartbeat").factory());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.timer = executor;
    }

    /** Beats for the first time before it returns, so that the process is on the list, and then every second. */
    public void start() {
        beat();
        beats = timer.scheduleWithFixedDelay(
                this::beat, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Beats soon, out of turn; several calls before that beat are one. */
    public void beatSoon() {
        if (!closed.get() && extraBeatDue.compareAndSet(false, true)) {
            try {
                timer.execute(this::beat);
            } catch (RejectedExecutionException e) {
                LOG.trace("closed meanwhile", e);
            }
        }
    }

    private void beat() {
        extraBeatDue.set(false);
        if (closed.get()) {
            return;
        }
        try {
            announce.run();
            if (failing.compareAndSet(true, false)) {
                LOG.info("Heartbeat sent again");
            }
        } catch (RuntimeException e) {
            if (failing.compareAndSet(false, true)) {
                LOG.atError().setCause(e).log("Failed to send heartbeat");
            }
        }
    }

    /** Stops beating and takes the process off the list. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        ScheduledFuture<?> running = beats;
        if (running != null) {
            running.cancel(false);
        }
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Heartbeat did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            withdraw.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("Failed to leave the registry; the entry ends by itself");
        }
    }
}
