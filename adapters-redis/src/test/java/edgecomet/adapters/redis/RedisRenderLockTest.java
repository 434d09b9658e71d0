package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.GatewayDirectory.Gateway;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RenderLockContract;
import edgecomet.application.testing.Eventually;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisRenderLockTest extends RenderLockContract {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final String REDIS_KEY = "lock:cache:1:2:0123456789abcdef";

    private static RedisCoordination otherProcess;

    @BeforeAll
    static void connectAnotherProcess() {
        otherProcess = SharedClient.connect(REDIS.configuration());
    }

    @AfterAll
    static void disconnectTheOtherProcess() {
        otherProcess.close();
    }

    @Override
    protected RenderLock lock() {
        return REDIS.coordination().renderLock();
    }

    @Override
    protected RenderLock lockOfAnotherProcess() {
        return otherProcess.renderLock();
    }

    @Test
    void keeps_a_token_that_is_new_each_time_under_the_shared_key_for_the_lifetime() {
        RenderLock.Held held = acquire(KEY, Duration.ofSeconds(30));
        String token = REDIS.keys().get(REDIS_KEY);
        long millis = REDIS.keys().pttl(REDIS_KEY);
        assertTrue(millis > 20_000 && millis <= 30_000, () -> "pttl " + millis);
        held.release();
        assertEquals(0, REDIS.keys().exists(REDIS_KEY));
        acquire(KEY, Duration.ofSeconds(30));
        assertNotEquals(token, REDIS.keys().get(REDIS_KEY));
    }

    @Test
    void respects_the_lock_of_a_gateway_of_another_make() throws Exception {
        REDIS.keys().set(REDIS_KEY, "locked");
        assertTrue(lock().tryAcquire(KEY, Duration.ofSeconds(30)).isEmpty());
        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waiting = waiters.submit(() -> lock().awaitRelease(KEY, Duration.ofMinutes(1)));
            REDIS.keys().del(REDIS_KEY);
            assertTrue(within(waiting), "noticed without a message");
        }
    }

    @Test
    void publishes_a_release_to_those_who_wait() {
        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            RenderLock.Held held = acquire(KEY, Duration.ofMinutes(1));
            Future<Boolean> waiting =
                    waiters.submit(() -> otherProcess.renderLock().awaitRelease(KEY, Duration.ofMinutes(1)));
            Eventually.eventually(
                    "both clients listen",
                    () -> REDIS.keys()
                            .pubsubNumsub(ReleaseMessages.CHANNEL)
                            .get(ReleaseMessages.CHANNEL)
                            .equals(2L));
            held.release();
            Eventually.eventually("the waiter is told", waiting::isDone);
        }
    }

    @Test
    void is_taken_from_an_owner_that_is_gone() throws Exception {
        String token = lockOfAnAnnouncedRun();
        assertTrue(token.startsWith("run:"), token);
        REDIS.keys().del(runs().toArray(String[]::new)); // it was killed, three seconds ago
        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> waiting = waiters.submit(() -> lock().awaitRelease(KEY, Duration.ofMinutes(1)));
            assertTrue(within(waiting));
        }
        assertTrue(lock().tryAcquire(KEY, Duration.ofMinutes(1)).isPresent());
    }

    @Test
    void is_not_taken_from_an_owner_that_goes_on_or_is_late_or_says_nothing_of_itself() {
        OwnerWatch watch = new OwnerWatch(REDIS.calls());
        String token = lockOfAnAnnouncedRun();
        looks(watch, token, 2);
        REDIS.keys().del(runs().toArray(String[]::new));
        looks(watch, token, 1);
        announce();
        looks(watch, token, 2);
        for (String unknown :
                List.of("locked", "", "run:", "run:x", UUID.randomUUID().toString())) {
            assertFalse(watch.isGone(unknown), unknown);
        }
        REDIS.keys().del(runs().toArray(String[]::new));
        Eventually.eventually("it is gone after all", () -> watch.isGone(token));
    }

    @Test
    void names_no_owner_that_nobody_could_look_for() {
        try (RedisCoordination silent = SharedClient.connect(REDIS.configuration())) {
            assertTrue(
                    silent.renderLock().tryAcquire(KEY, Duration.ofMinutes(1)).isPresent());
            assertFalse(REDIS.keys().get(REDIS_KEY).contains(":"));
        }
    }

    /** Waits until the watch has asked Redis so often. */
    private static void looks(OwnerWatch watch, String token, int times) {
        long before = exists();
        Eventually.eventually("it looks", () -> {
            assertFalse(watch.isGone(token));
            return exists() - before >= times;
        });
    }

    private static long exists() {
        return REDIS.keys()
                .info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_exists:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    private static String lockOfAnAnnouncedRun() {
        announce();
        assertTrue(
                otherProcess.renderLock().tryAcquire(KEY, Duration.ofMinutes(1)).isPresent());
        return REDIS.keys().get(REDIS_KEY);
    }

    private static void announce() {
        otherProcess.gatewayDirectory().announce(new Gateway("eg1", "h:1", Instant.EPOCH, false));
    }

    private static List<String> runs() {
        return REDIS.keys().keys("edgecomet:run:*");
    }
}
