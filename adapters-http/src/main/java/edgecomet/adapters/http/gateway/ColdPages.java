package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.application.serve.FindHitUseCase;
import io.micronaut.context.LifeCycle;
import io.micronaut.context.annotation.Requires;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages that neither are hot nor lie in the memory of the system, on threads of its own, for an event loop may not
 * wait for a disk. They are not virtual, because one that reads a file calls for another carrier.
 *
 * <p>A disk that hangs is not waited for: reads that take too long come to nothing, and pages are served as if this were
 * not here. Safe for concurrent use.
 */
@Singleton
@Requires(beans = FindHitUseCase.class)
final class ColdPages implements LifeCycle<ColdPages> {

    private static final Logger LOG = LoggerFactory.getLogger(ColdPages.class);

    private static final int THREADS = 8;
    private static final int MOST_WAITING = 1_000;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("page-reader-", 1).factory());

    /** Counts in ticks, so that setting a limit wakes nobody. */
    private final HashedWheelTimer limits = new HashedWheelTimer(
            Thread.ofPlatform().daemon().name("page-reader-limits").factory());

    ColdPages() {
        readers.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads a page, and returns what comes of it: an answer, or nothing where it cannot be read in time.
     *
     * @param reading given an answer that nobody waits for any more, it is released here
     */
    CompletionStage<Optional<PreparedAnswer>> read(Supplier<Optional<PreparedAnswer>> reading) {
        CompletableFuture<Optional<PreparedAnswer>> answer = new CompletableFuture<>();
        try {
            Timeout limit = limits.newTimeout(
                    over -> answer.complete(Optional.empty()), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            CompletableFuture<?> _ = answer.whenComplete((page, failure) -> limit.cancel());
            readers.execute(() -> read(reading, answer));
        } catch (RejectedExecutionException | IllegalStateException e) {
            // Too many wait already, or this has stopped, which readers and limits say each in their way.
            answer.complete(Optional.empty());
        }
        return answer;
    }

    private static void read(
            Supplier<Optional<PreparedAnswer>> reading, CompletableFuture<Optional<PreparedAnswer>> answer) {
        if (answer.isDone()) {
            return;
        }
        Optional<PreparedAnswer> read = Optional.empty();
        try {
            read = reading.get();
        } catch (RuntimeException e) {
            LOG.warn("Reading a page failed, it is served the usual way", e);
        } finally {
            give(read, answer); // also where the reader ends with an error
        }
    }

    private static void give(Optional<PreparedAnswer> read, CompletableFuture<Optional<PreparedAnswer>> answer) {
        if (!answer.complete(read)) {
            read.ifPresent(late -> late.rest().release());
        }
    }

    @Override
    public boolean isRunning() {
        return !readers.isShutdown();
    }

    @Override
    public ColdPages stop() {
        readers.shutdown();
        limits.stop();
        return this;
    }
}
