package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.application.serve.FindHitUseCase;
import io.micronaut.context.LifeCycle;
import io.micronaut.context.annotation.Requires;
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
 * Reads pages that are not hot on threads of its own, for an event loop may not wait for a disk. They are few, and not
 * virtual: a file is read in microseconds as a rule, and a virtual thread that reads one calls for another carrier.
 *
 * <p>A disk that is slower than that is not waited for: reads that wait or take too long come to nothing, and pages are
 * served as if this were not here. Safe for concurrent use.
 */
@Singleton
@Requires(beans = FindHitUseCase.class)
final class ColdPages implements LifeCycle<ColdPages> {

    private static final Logger LOG = LoggerFactory.getLogger(ColdPages.class);

    private static final int THREADS = 4;
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

    ColdPages() {
        readers.allowCoreThreadTimeOut(true);
    }

    /**
     * Reads a page, and returns what comes of it: an answer, or nothing where it cannot be read in time.
     *
     * @param reading given an answer that nobody waits for any more, it is released here
     */
    CompletionStage<Optional<PreparedAnswer>> read(Supplier<Optional<PreparedAnswer>> reading) {
        CompletableFuture<Optional<PreparedAnswer>> answer = new CompletableFuture<Optional<PreparedAnswer>>()
                .completeOnTimeout(Optional.empty(), LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            readers.execute(() -> read(reading, answer));
        } catch (RejectedExecutionException e) {
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
        }
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
        return this;
    }
}
