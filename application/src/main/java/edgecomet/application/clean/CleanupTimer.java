package edgecomet.application.clean;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans again and again, for the first time one interval after the start, never twice at once (spec 03 §16). Owns one
 * thread, which {@link #close} ends.
 */
public final class CleanupTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CleanupTimer.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final CleanStorageUseCase storage;
    private final ScheduledThreadPoolExecutor timer;

    private CleanupTimer(CleanStorageUseCase storage) {
        this.storage = storage;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("storage-cleanup").factory());
    }

    /** Starts a timer with this much time between the end of one cleanup and the beginning of the next. */
    public static CleanupTimer start(CleanStorageUseCase storage, Duration interval) {
        CleanupTimer timer = new CleanupTimer(storage);
        ScheduledFuture<?> _ = timer.timer.scheduleWithFixedDelay(
                timer::clean, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return timer;
    }

    /** A bug costs one cleanup, and not all of them. */
    private void clean() {
        try {
            storage.clean();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Filesystem cleanup broke");
        }
    }

    /** Ends a cleanup that is under way between two directories, and waits for that for a few seconds. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Filesystem cleanup did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
