package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.testing.Eventually;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is found while the database cannot be scanned, though the rest works. */
class KnownIdsTest {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final String INDEX = "services";
    private static final String PREFIX = "service:";

    private volatile Supplier<@Nullable RedisFuture<?>> scan = () -> null;
    private final KnownIds ids =
            new KnownIds(new RedisCalls(StubbedCommands.of(REDIS.commands(), "scan", () -> scan.get())), PREFIX, INDEX);

    @Test
    void those_on_the_list_are_found_where_the_first_scan_fails_and_the_others_once_it_does_not() {
        REDIS.keys().hset(INDEX, "listed", "h:1");
        REDIS.keys().set(PREFIX + "other", "{}");
        scan = KnownIdsTest::fails;
        assertEquals(Set.of("listed"), ids.current());
        assertEquals(Set.of("listed"), ids.afresh());
        scan = () -> null;
        eventually("the other one is found", () -> ids.current().equals(Set.of("listed", "other")));
    }

    @Test
    void nobody_on_the_list_and_no_scan_is_no_answer() {
        scan = KnownIdsTest::fails;
        assertThrows(CoordinationException.class, ids::current);
        assertThrows(CoordinationException.class, ids::current);
        assertThrows(CoordinationException.class, ids::afresh);
    }

    @Test
    void a_scan_that_is_not_answered_is_waited_for_once_and_not_by_one_after_another() throws Exception {
        REDIS.keys().hset(INDEX, "listed", "h:1");
        AtomicInteger scans = new AtomicInteger();
        scan = () -> {
            scans.incrementAndGet();
            return StubbedCommands.never();
        };
        List<Future<Set<String>>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                callers.add(threads.submit(ids::current));
            }
            for (Future<Set<String>> caller : callers) {
                assertEquals(Set.of("listed"), caller.get(Eventually.BOUND.toMillis(), TimeUnit.MILLISECONDS));
            }
        }
        assertEquals(1, scans.get());
    }

    @Test
    void who_is_interrupted_while_scanning_keeps_nobody_else_from_it() {
        scan = () -> {
            Thread.currentThread().interrupt();
            return StubbedCommands.never();
        };
        assertThrows(CoordinationException.class, ids::current);
        assertTrue(Thread.interrupted());
        scan = () -> null;
        assertEquals(Set.of(), ids.current());
    }

    private static RedisFuture<?> fails() {
        return StubbedCommands.failed(new RedisException("too slow"));
    }
}
