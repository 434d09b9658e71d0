package edgecomet.application.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.testing.Eventually;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway takes on so much work and no more; what the cache can answer it answers all the same. */
class OverloadTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ServePageScenario shop = new ServePageScenario();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);

    @AfterEach
    void finish() {
        finish.countDown();
    }

    @Test
    void without_a_place_a_page_that_nobody_has_is_refused() throws Exception {
        shop.takesOn(1, 0);
        CompletableFuture<PageAnswer> slow = occupyTheOnlyPlace();
        assertInstanceOf(PageAnswer.Refusal.Overloaded.class, shop.bot("https://shop.example/new"));
        assertEquals(List.of(BypassReason.OVERLOADED), shop.bypasses);
        assertEquals(0, shop.fetches.get());

        finish.countDown();
        assertInstanceOf(PageAnswer.Rendered.class, slow.get());
        assertInstanceOf(PageAnswer.Rendered.class, shop.bot("https://shop.example/new"));
    }

    @Test
    void a_bypass_needs_a_place_too() {
        shop.rule("/api/*", Action.BYPASS, null).takesOn(1, 0);
        CompletableFuture<PageAnswer> _ = occupyTheOnlyPlace();
        assertInstanceOf(PageAnswer.Refusal.Overloaded.class, shop.bot("https://shop.example/api/x"));
        assertEquals(0, shop.fetches.get());
    }

    @Test
    void a_cached_page_needs_no_place() {
        shop.takesOn(1, 0).bot("https://shop.example/known");
        CompletableFuture<PageAnswer> _ = occupyTheOnlyPlace();
        assertInstanceOf(PageAnswer.Cached.class, shop.bot("https://shop.example/known"));
    }

    @Test
    void an_expired_page_is_better_than_a_refusal() {
        shop.cacheFor(Duration.ofHours(1), new ExpiredPolicy.ServeStale(Duration.ofHours(24)))
                .takesOn(1, 0)
                .bot("https://shop.example/old");
        shop.later(Duration.ofHours(2));
        CompletableFuture<PageAnswer> _ = occupyTheOnlyPlace();
        PageAnswer.Cached answer = assertInstanceOf(PageAnswer.Cached.class, shop.bot("https://shop.example/old"));
        assertTrue(answer.stale());
    }

    @Test
    void who_shares_a_render_takes_no_place() throws Exception {
        shop.takesOn(1, 0);
        CompletableFuture<PageAnswer> slow = occupyTheOnlyPlace();
        CompletableFuture<PageAnswer> sharing = ask("https://shop.example/slow");
        finish.countDown();
        assertInstanceOf(PageAnswer.Rendered.class, slow.get());
        assertFalse(sharing.get() instanceof PageAnswer.Refusal);
        assertEquals(1, shop.renders.get());
    }

    @Test
    void a_place_comes_free_for_those_who_wait_in_their_order() throws Exception {
        Admission admission = new Admission(new ServerLimits(1, 1, 2, LONG, LONG));
        assertTrue(admission.beginWork(LONG));
        List<String> order = new ArrayList<>();
        FutureTask<Boolean> first = waiter(admission, order, "first");
        FutureTask<Boolean> second = waiter(admission, order, "second");
        assertFalse(admission.beginWork(LONG), "a third one does not even wait");

        admission.endWork();
        assertTrue(first.get());
        assertTrue(second.get());
        assertEquals(List.of("first", "second"), order);
        assertTrue(admission.beginWork(LONG));
    }

    @Test
    void who_waits_too_long_goes_without() {
        Admission admission = new Admission(new ServerLimits(1, 1, 1, LONG, LONG));
        assertTrue(admission.beginWork(LONG));
        assertFalse(admission.beginWork(Duration.ofMillis(1)));
        assertFalse(admission.beginWork(Duration.ofMillis(1)), "and leaves the queue");
        admission.endWork();
        assertTrue(admission.beginWork(Duration.ZERO));
    }

    @Test
    void a_crowd_is_refused_whatever_it_asks_for() {
        Admission admission = new Admission(new ServerLimits(1, 2, 1, LONG, LONG));
        int entered = 0;
        while (admission.enter()) {
            entered++;
        }
        assertEquals(12, entered);
        admission.leave();
        assertTrue(admission.enter());
    }

    private CompletableFuture<PageAnswer> occupyTheOnlyPlace() {
        shop.rendererAnswers(() -> {
            underWay.countDown();
            await(finish);
            return ServePageScenario.page(200, "<html>slow</html>", null);
        });
        CompletableFuture<PageAnswer> slow = ask("https://shop.example/slow");
        await(underWay);
        return slow;
    }

    private CompletableFuture<PageAnswer> ask(String url) {
        return CompletableFuture.supplyAsync(
                () -> shop.bot(url), task -> Thread.ofVirtual().start(task));
    }

    private static FutureTask<Boolean> waiter(Admission admission, List<String> order, String name) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            boolean admitted = admission.beginWork(LONG);
            order.add(name);
            admission.endWork();
            return admitted;
        });
        Thread thread = Thread.ofPlatform().daemon().start(task);
        Eventually.eventually(name + " waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
