package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.page;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.Origin;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that goes away takes with it what only it needs, and nothing that others do (spec 02 §17). */
@Timeout(60)
class ClientPresenceTest {

    private static final String URL = "https://shop.example/page";
    private static final Executor THREADS = Thread::startVirtualThread;

    private final ServePageScenario gateway = new ServePageScenario();
    private final ClientPresence client = new ClientPresence();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    /** Blocks in a fetch or a render until the test lets it end; returns whether it was interrupted. */
    private boolean interruptedMeanwhile() {
        begun.countDown();
        try {
            assertTrue(mayEnd.await(30, TimeUnit.SECONDS));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private CompletableFuture<PageAnswer> asks(ClientPresence who) {
        return CompletableFuture.supplyAsync(() -> gateway.bot(URL, who), THREADS);
    }

    private ServePageScenario slowOrigin() {
        return gateway.rule("*", Action.BYPASS, null)
                .originAnswers(() -> interruptedMeanwhile()
                        ? new Origin.Answer.Unreachable("interrupted")
                        : new Origin.Answer.Response(200, Headers.EMPTY, new byte[1]));
    }

    private ServePageScenario slowRenderer() {
        return gateway.rendererAnswers(
                () -> interruptedMeanwhile() ? page(500, "", null) : page(200, "<html>rendered</html>", null));
    }

    @Test
    void a_fetch_that_is_for_it_alone_is_given_up() throws Exception {
        slowOrigin();
        CompletableFuture<PageAnswer> answer = asks(client);
        begun.await();
        client.leave();
        assertInstanceOf(PageAnswer.Refusal.Abandoned.class, answer.get());
    }

    @Test
    void a_fetch_is_not_even_begun_for_one_that_is_gone_already() {
        client.leave();
        slowOrigin();
        assertInstanceOf(PageAnswer.Refusal.Abandoned.class, gateway.bot(URL, client));
        assertFalse(Thread.currentThread().isInterrupted(), "the thread has other work after this");
    }

    @Test
    void a_fetch_whose_answer_is_kept_goes_on() throws Exception {
        slowOrigin()
                .bypass(new Settings.Bypass(
                        null,
                        null,
                        true,
                        new Settings.Cache(Duration.ofHours(1), Set.of(200), new ExpiredPolicy.Delete(), null)));
        CompletableFuture<PageAnswer> answer = asks(client);
        begun.await();
        client.leave();
        mayEnd.countDown();
        assertInstanceOf(PageAnswer.Bypassed.class, answer.get());
        assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
    }

    @Test
    void a_render_goes_on_for_those_who_wait_for_it_and_for_the_cache() throws Exception {
        slowRenderer();
        CompletableFuture<PageAnswer> first = asks(client);
        begun.await();
        CompletableFuture<PageAnswer> other = asks(new ClientPresence());
        client.leave();
        mayEnd.countDown();
        assertInstanceOf(PageAnswer.Rendered.class, first.get());
        assertInstanceOf(PageAnswer.Served.class, other.get());
        assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertEquals(1, gateway.renders.get());
    }

    @Test
    void a_wait_for_the_render_of_another_ends() throws Exception {
        slowRenderer();
        CompletableFuture<PageAnswer> first = asks(new ClientPresence());
        begun.await();
        CompletableFuture<PageAnswer> waiting = asks(client);
        client.leave();
        assertInstanceOf(PageAnswer.Refusal.Abandoned.class, waiting.get());
        mayEnd.countDown();
        assertInstanceOf(PageAnswer.Rendered.class, first.get());
        assertEquals(0, gateway.fetches.get());
    }

    @Test
    void a_wait_for_a_place_ends() throws Exception {
        slowOrigin().takesOn(1, 1);
        CompletableFuture<PageAnswer> first = asks(new ClientPresence());
        begun.await();
        CompletableFuture<PageAnswer> waiting = asks(client);
        client.leave();
        assertInstanceOf(PageAnswer.Refusal.Abandoned.class, waiting.get());
        mayEnd.countDown();
        assertInstanceOf(PageAnswer.Bypassed.class, first.get());
        eventually("the place is free", () -> gateway.bot(URL) instanceof PageAnswer.Bypassed);
    }

    @Test
    void nobody_is_interrupted_after_the_watch() {
        try (ClientPresence.Watch _ = client.interruptWhenGone()) {
            assertFalse(client.isGone());
        }
        client.leave();
        assertTrue(client.isGone());
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
