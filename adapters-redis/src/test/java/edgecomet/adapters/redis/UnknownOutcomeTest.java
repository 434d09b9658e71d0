package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.testing.TcpProxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that were given up and run all the same, and answers that got lost: nobody else pays for them. */
class UnknownOutcomeTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String LOCK = "lock:" + KEY.text();

    private final RedisServer server = RedisServer.start();
    private final TcpProxy proxy = TcpProxy.to(server.host(), server.port());
    private final RedisCoordination coordination =
            SharedClient.connect(new RedisConfiguration("127.0.0.1", proxy.port(), null, 0));
    private final RenderLock lock = coordination.renderLock();
    private final RendererDirectory renderers = coordination.rendererDirectory(SelectionStrategy.LEAST_LOADED);

    @BeforeEach
    void one_service_has_one_tab() {
        server.command("SET", "service:render:rs1", """
                {"id":"rs1","address":"10.0.0.7","port":9301,"capacity":2,"load":0}""");
        server.command("HSET", "tabs:rs1", "0", "", "1", "");
        renderers.release(
                assertInstanceOf(Reserved.class, renderers.reserve("the first, by which the scripts are known")));
        server.command("CONFIG", "RESETSTAT");
    }

    @AfterEach
    void close() {
        coordination.close();
        proxy.close();
        server.close();
    }

    @Test
    void a_lock_that_is_taken_after_it_was_given_up_is_let_go() {
        server.command("CLIENT", "PAUSE", "60000", "WRITE");
        assertThrows(CoordinationException.class, () -> lock.tryAcquire(KEY, MINUTE));
        server.command("CLIENT", "UNPAUSE");
        eventually("the lock was taken all the same", () -> hasRun("set"));
        eventually("the lock is free", () -> isFree(LOCK));
    }

    @Test
    void a_tab_that_is_reserved_after_it_was_given_up_is_given_back() {
        server.command("CLIENT", "PAUSE", "60000", "WRITE");
        assertThrows(CoordinationException.class, () -> renderers.reserve("r1"));
        server.command("CLIENT", "UNPAUSE");
        eventually("the tab was reserved all the same", () -> hasRun("hset"));
        eventually("the tab is free", () -> tab(0).isEmpty());
    }

    @Test
    void a_lock_whose_answer_is_lost_with_the_connection_is_let_go_and_not_waited_for() {
        proxy.holdAnswers();
        CompletableFuture<Boolean> taking =
                CompletableFuture.supplyAsync(() -> lock.tryAcquire(KEY, MINUTE).isPresent());
        eventually("the lock is taken", () -> !isFree(LOCK));
        proxy.cut();
        assertInstanceOf(
                CoordinationException.class,
                assertThrows(CompletionException.class, taking::join).getCause());
        eventually("the lock is free", () -> isFree(LOCK));
    }

    @Test
    void a_tab_whose_answer_is_lost_with_the_connection_is_given_back_and_no_second_one_taken() {
        assertInstanceOf(Reserved.class, renderers.reserve("r0"));
        server.command("CLIENT", "PAUSE", "60000", "WRITE");
        CompletableFuture<RendererDirectory.Reservation> reserving =
                CompletableFuture.supplyAsync(() -> renderers.reserve("r1"));
        eventually("the script waits", () -> server.command("CLIENT", "LIST").contains(" cmd=evalsha "));
        proxy.holdAnswers();
        server.command("CLIENT", "UNPAUSE");
        eventually("the tab is reserved", () -> tab(1).equals("r1"));
        proxy.cut();
        assertInstanceOf(
                CoordinationException.class,
                assertThrows(CompletionException.class, reserving::join).getCause());
        eventually("the tab is free", () -> tab(1).isEmpty());
        assertEquals("r0", tab(0));
    }

    @Test
    void a_release_without_a_connection_is_made_up_for() {
        RenderLock.Held held = lock.tryAcquire(KEY, MINUTE).orElseThrow();
        Reserved tab = assertInstanceOf(Reserved.class, renderers.reserve("r1"));
        proxy.stall();
        proxy.cut();
        held.release();
        renderers.release(tab);
        assertEquals("r1", tab(0));
        proxy.resume();
        eventually("the lock is free", () -> isFree(LOCK));
        eventually("the tab is free", () -> tab(0).isEmpty());
    }

    /** As while a replica is away that has to hear of each change. */
    @Test
    void a_release_that_is_refused_for_now_is_made_up_for() {
        RenderLock.Held held = lock.tryAcquire(KEY, MINUTE).orElseThrow();
        Reserved tab = assertInstanceOf(Reserved.class, renderers.reserve("r1"));
        server.command("CONFIG", "SET", "min-replicas-to-write", "1");
        held.release();
        renderers.release(tab);
        assertEquals("r1", tab(0));
        server.command("CONFIG", "SET", "min-replicas-to-write", "0");
        eventually("the lock is free", () -> isFree(LOCK));
        eventually("the tab is free", () -> tab(0).isEmpty());
    }

    private boolean hasRun(String command) {
        return server.command("INFO", "commandstats").contains("cmdstat_" + command + ":");
    }

    private boolean isFree(String key) {
        return server.command("EXISTS", key).strip().equals("0");
    }

    private String tab(int tab) {
        return server.command("HGET", "tabs:rs1", Integer.toString(tab)).strip();
    }
}
