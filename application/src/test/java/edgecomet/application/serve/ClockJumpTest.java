package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.RenderLock;
import edgecomet.application.testing.Eventually;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.policy.ExpiredPolicy;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set a day forward or back while the gateway runs. */
@Timeout(60)
class ClockJumpTest {

    private static final String URL = "https://shop.example/page";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final ServePageScenario gateway = new ServePageScenario();

    /** It was made in the future then, and its lifetime in the store goes on in real time. */
    @Test
    void after_a_jump_back_a_page_is_as_fresh_as_it_was() {
        gateway.bot(URL);
        gateway.later(DAY.negated());
        PageAnswer.Cached hit = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertFalse(hit.stale());
        assertEquals(1, gateway.renders.get());
    }

    @Test
    void after_a_jump_back_a_new_page_lives_as_long_as_ever() {
        gateway.later(DAY.negated());
        gateway.bot(URL);
        CacheEntry entry = gateway.cache.all().getFirst();
        assertEquals(HOUR, Duration.between(entry.createdAt(), entry.expiresAt()));
        gateway.later(HOUR.plusSeconds(1));
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
    }

    @Test
    void after_a_jump_forward_a_page_still_stands_in_and_is_fresh_again_when_the_clock_is_right() {
        gateway.bot(URL);
        gateway.later(DAY).rendererFails();
        assertTrue(assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).stale());
        gateway.later(DAY.negated());
        assertFalse(assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).stale());
    }

    /** The cleanup took the bodies that had expired by the wrong clock; their entries are still there. */
    @Test
    void what_was_cleaned_away_by_a_wrong_clock_is_rendered_again() {
        gateway.cacheFor(HOUR, new ExpiredPolicy.Delete());
        gateway.bot(URL);
        gateway.later(DAY);
        gateway.cache.loseBodies();
        gateway.later(DAY.negated());
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void a_wait_for_another_render_goes_on_as_long_as_it_would_have(int days) throws Exception {
        gateway.bot(URL);
        CacheEntry entry = gateway.cache.all().getFirst();
        gateway.cache.delete(entry.key());
        gateway.rendererAnswers(() -> page(200, "<html>taken over</html>", null));
        RenderLock.Held elsewhere = gateway.cache.tryAcquire(entry.key(), HOUR).orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageAnswer> waiting = threads.submit(() -> gateway.bot(URL));
            Eventually.eventually("the request waits", () -> gateway.cache.refusedLocks.get() > 0);
            gateway.later(DAY.multipliedBy(days));
            assertFalse(waiting.isDone());
            elsewhere.release();
            assertInstanceOf(PageAnswer.Rendered.class, waiting.get(20, TimeUnit.SECONDS));
        }
    }
}
