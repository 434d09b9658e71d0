package edgecomet.application.port;

import static edgecomet.application.testing.Eventually.BOUND;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The rules of {@link RenderLock}, for every implementation. */
public abstract class RenderLockContract {

    private static final CacheKey KEY = SampleEntries.KEY;
    private static final CacheKey OTHER_KEY = SampleEntries.key("fedcba9876543210");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Returns the lock under test, nothing locked at the start of each test. */
    protected abstract RenderLock lock();

    /** Returns a lock that another process of the same cluster would use; the same where there is one process. */
    protected RenderLock lockOfAnotherProcess() {
        return lock();
    }

    /** Lets time pass where the implementation is on a clock that tests turn; real time passes by itself. */
    protected void letPass(Duration duration) {}

    @Test
    void lets_one_caller_have_a_key() {
        assertTrue(lock().tryAcquire(KEY, MINUTE).isPresent());
        assertFalse(lock().tryAcquire(KEY, MINUTE).isPresent());
        assertFalse(lockOfAnotherProcess().tryAcquire(KEY, MINUTE).isPresent());
    }

    @Test
    void locks_each_key_on_its_own() {
        assertTrue(lock().tryAcquire(KEY, MINUTE).isPresent());
        assertTrue(lock().tryAcquire(OTHER_KEY, MINUTE).isPresent());
    }

    @Test
    void is_free_again_after_a_release() {
        acquire(KEY, MINUTE).release();
        assertTrue(lockOfAnotherProcess().tryAcquire(KEY, MINUTE).isPresent());
    }

    @Test
    void is_free_again_when_its_lifetime_is_over() {
        acquire(KEY, SHORT);
        letPass(SHORT);
        eventually("the lock runs out", () -> lock().tryAcquire(KEY, MINUTE).isPresent());
    }

    @Test
    void leaves_the_lock_of_the_next_owner_alone() {
        RenderLock.Held late = acquire(KEY, SHORT);
        letPass(SHORT);
        eventually("the lock runs out", () -> lock().tryAcquire(KEY, MINUTE).isPresent());
        late.release();
        assertFalse(lock().tryAcquire(KEY, MINUTE).isPresent());
    }

    @Test
    void does_nothing_on_a_second_release() {
        RenderLock.Held first = acquire(KEY, MINUTE);
        first.release();
        acquire(KEY, MINUTE);
        first.release();
        assertFalse(lock().tryAcquire(KEY, MINUTE).isPresent());
    }

    @Test
    void is_won_by_one_of_many_at_once() throws Exception {
        List<Callable<Optional<RenderLock.Held>>> attempts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            attempts.add(() -> lock().tryAcquire(KEY, MINUTE));
            attempts.add(() -> lockOfAnotherProcess().tryAcquire(KEY, MINUTE));
        }
        int won = 0;
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<RenderLock.Held>> attempt : callers.invokeAll(attempts)) {
                won += attempt.get().isPresent() ? 1 : 0;
            }
        }
        assertEquals(1, won);
    }

    @Test
    void does_not_wait_for_a_lock_that_nobody_has() {
        assertTrue(lock().awaitRelease(KEY, Duration.ZERO));
        acquire(OTHER_KEY, MINUTE);
        assertTrue(lock().awaitRelease(KEY, MINUTE));
    }

    @Test
    void gives_up_waiting_at_the_limit() {
        acquire(KEY, MINUTE);
        assertFalse(lock().awaitRelease(KEY, Duration.ZERO));
        assertFalse(lock().awaitRelease(KEY, SHORT));
    }

    @Test
    void wakes_those_who_wait_when_the_lock_is_released() throws Exception {
        RenderLock.Held held = acquire(KEY, MINUTE);
        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                waiting.add(waiters.submit(() -> lock().awaitRelease(KEY, MINUTE)));
                waiting.add(waiters.submit(() -> lockOfAnotherProcess().awaitRelease(KEY, MINUTE)));
            }
            held.release();
            for (Future<Boolean> waiter : waiting) {
                assertTrue(within(waiter));
            }
        }
    }

    @Test
    void wakes_those_who_wait_when_the_owner_died() throws Exception {
        acquire(KEY, SHORT);
        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waiting =
                    waiters.submit(() -> lockOfAnotherProcess().awaitRelease(KEY, MINUTE));
            letPass(SHORT);
            assertTrue(within(waiting));
        }
    }

    /** Takes a lock that is known to be free. */
    protected final RenderLock.Held acquire(CacheKey key, Duration ttl) {
        return lock().tryAcquire(key, ttl).orElseThrow(() -> new AssertionError("the lock is not free"));
    }

    /** Returns the result of a future that is about to complete. */
    protected static boolean within(Future<Boolean> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    }
}
