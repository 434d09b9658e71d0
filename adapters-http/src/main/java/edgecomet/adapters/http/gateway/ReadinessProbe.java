package edgecomet.adapters.http.gateway;

import edgecomet.application.readiness.CheckReadinessUseCase;
import edgecomet.application.readiness.CheckReadinessUseCase.Readiness;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the gateway is ready, once for all who ask at the same time: however many ask, one question at a time
 * goes to what the gateway depends on. Safe for concurrent use; does not block.
 */
final class ReadinessProbe {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessProbe.class);

    private final CheckReadinessUseCase readiness;
    private final Executor blocking;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Readiness> underWay;

    ReadinessProbe(CheckReadinessUseCase readiness, Executor blocking) {
        this.readiness = readiness;
        this.blocking = blocking;
    }

    /** Returns the answer when it is there. */
    CompletionStage<Readiness> check() {
        lock.lock();
        try {
            CompletableFuture<Readiness> check = underWay;
            if (check == null) {
                check = CompletableFuture.supplyAsync(this::ask, blocking);
                underWay = check;
            }
            return check;
        } finally {
            lock.unlock();
        }
    }

    private Readiness ask() {
        try {
            return readiness.check();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("Readiness check failed");
            return new Readiness.NotReady("Readiness check");
        } finally {
            lock.lock();
            try {
                underWay = null;
            } finally {
                lock.unlock();
            }
        }
    }
}
