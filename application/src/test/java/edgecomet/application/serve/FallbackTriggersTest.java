package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.Origin;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.testing.Eventually;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.rules.Action;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The mission's table of fallback triggers, a test for each row, and its chain of steps: an old page stands in whether
 * this gateway holds it or another one.
 */
@Timeout(60)
class FallbackTriggersTest {

    private static final String URL = "https://shop.example/page";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String STALE = "stale <html>rendered</html>";
    private static final String FRESH = "fresh <html>rendered</html>";

    private final ServePageScenario gateway = new ServePageScenario();

    /** Where the old page is. */
    enum Old {
        HERE,
        ELSEWHERE
    }

    private void expired(Old where) {
        gateway.bot(URL);
        if (where == Old.ELSEWHERE) {
            gateway.heldBy("eg-b");
        }
        gateway.later(Duration.ofHours(2));
    }

    private String answer() {
        return described(gateway.bot(URL));
    }

    private static String described(PageAnswer answer) {
        return switch (answer) {
            case PageAnswer.Rendered rendered ->
                "rendered " + rendered.page().report().statusCode();
            case PageAnswer.Cached cached ->
                (cached.stale() ? "stale " : "fresh ") + new String(cached.body(), StandardCharsets.UTF_8);
            case PageAnswer.Bypassed bypassed -> "bypassed";
            default -> answer.toString();
        };
    }

    @ParameterizedTest
    @EnumSource(Old.class)
    void no_render_services_available(Old where) {
        gateway.renderers.next = new Reservation.NoServices();
        assertEquals("bypassed", answer());
        assertEquals(List.of(BypassReason.NO_SERVICES), gateway.bypasses);
        gateway.renderers.next = new Reservation.Reserved("req-1", "rs-1", 0, "127.0.0.1", 10080);
        expired(where);
        gateway.renderers.next = new Reservation.NoServices();
        assertEquals(STALE, answer());
    }

    @ParameterizedTest
    @EnumSource(Old.class)
    void render_timeout(Old where) {
        expired(where);
        gateway.rendererAnswers(() -> new RenderOutcome.Declined(RenderError.HARD_TIMEOUT, "took too long", null));
        assertEquals(STALE, answer());
        gateway.cache.delete(gateway.cache.all().getFirst().key());
        assertEquals("bypassed", answer());
        assertEquals(List.of(BypassReason.SERVICE_FAILED), gateway.bypasses);
    }

    @ParameterizedTest
    @EnumSource(Old.class)
    void render_5xx_error(Old where) {
        expired(where);
        gateway.rendererAnswers(() -> page(503, "<html>oops</html>", null));
        assertEquals(STALE, answer());
        gateway.cache.loseBodies();
        gateway.peers.down = true;
        assertEquals("rendered 503", answer());
        assertEquals(List.of(), gateway.bypasses);
    }

    @Test
    void all_replicas_down() {
        gateway.bot(URL);
        gateway.heldBy("eg-b");
        gateway.peers.down = true;
        gateway.rendererFails();
        assertEquals("bypassed", answer(), "neither a page nor an old one");
        gateway.rendererAnswers(() -> page(200, "<html>rendered</html>", null));
        assertEquals("rendered 200", answer());
        gateway.later(Duration.ofHours(2)).rendererFails();
        assertEquals(STALE, answer());
        gateway.heldBy("eg-b");
        assertEquals("bypassed", answer());
        assertEquals(List.of(BypassReason.SERVICE_FAILED, BypassReason.STALE_UNAVAILABLE), gateway.bypasses);
    }

    @ParameterizedTest
    @EnumSource(Old.class)
    void coordination_unavailable(Old where) {
        expired(where);
        gateway.cache.coordinationDown = true;
        assertEquals("bypassed", answer());
        assertEquals(List.of(BypassReason.LOCK_ERROR), gateway.bypasses);
        assertEquals(1, gateway.renders.get());
    }

    /** The shortest wait is five seconds; both requests wait at the same time. */
    @ParameterizedTest
    @EnumSource(Old.class)
    void lock_wait_timeout(Old where) throws Exception {
        String other = "https://shop.example/other";
        gateway.renderTimeout(Duration.ofSeconds(1));
        gateway.bot(other);
        CacheEntry otherPage = gateway.cache.all().getFirst();
        gateway.cache.delete(otherPage.key());
        expired(where);
        assertTrue(gateway.cache.tryAcquire(otherPage.key(), HOUR).isPresent());
        CacheEntry page = gateway.cache.all().getFirst();
        assertTrue(gateway.cache.tryAcquire(page.key(), HOUR).isPresent());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageAnswer> old = threads.submit(() -> gateway.bot(URL));
            Future<PageAnswer> none = threads.submit(() -> gateway.bot(other));
            assertEquals(STALE, described(old.get(30, TimeUnit.SECONDS)));
            assertEquals("bypassed", described(none.get(30, TimeUnit.SECONDS)));
        }
        assertEquals(List.of(BypassReason.CONCURRENT_RENDER_TIMEOUT), gateway.bypasses);
    }

    @Test
    void a_fresh_page_of_another_gateway_is_pulled() {
        gateway.bot(URL);
        gateway.heldBy("eg-b");
        assertEquals(FRESH, answer());
        assertEquals(List.of("eg-b"), gateway.peers.asked);
        assertEquals(1, gateway.renders.get());
    }

    /** The file is gone here, but not there. */
    @Test
    void a_page_that_was_lost_here_is_pulled() {
        gateway.bot(URL);
        gateway.heldBy("eg-b");
        CacheEntry entry = gateway.cache.all().getFirst();
        gateway.cache.store(entry.withGatewayIds(List.of("eg-a", "eg-b")), HOUR);
        assertEquals(FRESH, answer());
        assertEquals(List.of("eg-b"), gateway.cache.all().getFirst().gatewayIds());
    }

    @Test
    void one_who_waits_pulls_the_page_that_another_gateway_made() throws Exception {
        gateway.bot(URL);
        gateway.heldBy("eg-b");
        CacheEntry theirs = gateway.cache.all().getFirst();
        gateway.cache.delete(theirs.key());
        RenderLock.Held lock = gateway.cache.tryAcquire(theirs.key(), HOUR).orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageAnswer> waiting = threads.submit(() -> gateway.bot(URL));
            Eventually.eventually("the request waits", () -> gateway.cache.refusedLocks.get() > 0);
            gateway.cache.store(theirs, HOUR);
            lock.release();
            assertEquals(FRESH, described(waiting.get(20, TimeUnit.SECONDS)));
        }
        assertEquals(1, gateway.renders.get());
        assertTrue(gateway.events.contains("waited shop.example desktop true"), gateway.events::toString);
    }

    /** The origin's own answer has no render behind it, but it has other gateways. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_page_of_the_bypass_cache_is_pulled_too(boolean stale) {
        gateway.rule("*", Action.BYPASS, null)
                .bypass(new Settings.Bypass(
                        null,
                        null,
                        true,
                        new Settings.Cache(HOUR, Set.of(200), new ExpiredPolicy.ServeStale(HOUR), null)));
        gateway.bot(URL);
        gateway.heldBy("eg-b");
        if (stale) {
            gateway.later(HOUR.plusMinutes(1)).originAnswers(new Origin.Answer.Unreachable("refused"));
        }
        assertEquals((stale ? "stale" : "fresh") + " <html>shell</html>", answer());
        gateway.peers.down = true;
        assertEquals("bypassed", answer());
    }
}
