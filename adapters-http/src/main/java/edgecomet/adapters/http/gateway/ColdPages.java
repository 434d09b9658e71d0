package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.EarlyStage.Reply;
import edgecomet.application.serve.FindHitUseCase;
import io.micronaut.context.LifeCycle;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads pages that are not hot on threads of its own, for an event loop may not wait for a disk. They are few, and not
 * virtual: a file is read in microseconds as a rule, and a virtual thread that reads one calls for another carrier.
 * While the disk is slower than that, reads wait in a bounded queue; beyond it, pages are served as if this were not
 * here. Safe for concurrent use.
 */
@Singleton
@Requires(beans = FindHitUseCase.class)
final class ColdPages implements LifeCycle<ColdPages> {

    private static final int THREADS = 4;
    private static final int MOST_WAITING = 1_000;
    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor readers = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("page-reader-", 1).factory());

    ColdPages() {
        readers.allowCoreThreadTimeOut(true);
    }

    /** Returns what reading a page will come to; empty if too many are being read. */
    Optional<CompletionStage<Reply>> read(Supplier<Reply> reading) {
        try {
            return Optional.of(CompletableFuture.supplyAsync(reading, readers));
        } catch (RejectedExecutionException e) {
            return Optional.empty();
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
