package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.GatewayDirectory.Gateway;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RedisCoordinationTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration FOR_EVER = Duration.ofDays(1);

    @Test
    void fails_at_once_while_redis_is_gone_and_works_again_when_it_is_back() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            coordination.cacheIndex().store(SampleEntries.full(), Duration.ofHours(1));
            server.kill();
            everyCall(coordination).forEach(call -> assertThrows(CoordinationException.class, call));

            server.restart();
            eventually("the client reconnects", () -> answers(coordination));
            everyCall(coordination).forEach(call -> assertDoesNotThrow(call));
            assertEquals(Optional.empty(), coordination.cacheIndex().find(KEY, LIMIT), "the server came back empty");
        }
    }

    @Test
    void lets_a_lock_go_without_an_error_while_redis_is_gone() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            RenderLock.Held held = coordination
                    .renderLock()
                    .tryAcquire(KEY, Duration.ofMinutes(1))
                    .orElseThrow();
            server.kill();
            held.release();
        }
    }

    @Test
    void wakes_waiters_by_message_after_a_reconnection_too() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            server.kill();
            server.restart();
            eventually("the client reconnects", () -> answers(coordination));
            RenderLock lock = coordination.renderLock();
            lock.tryAcquire(KEY, Duration.ofMinutes(1)).orElseThrow().release();
            assertTrue(lock.awaitRelease(KEY, LIMIT));
        }
    }

    @Test
    void waits_for_a_server_that_does_not_answer_no_longer_than_the_limit() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            server.pause();
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThrows(
                        CoordinationException.class,
                        () -> coordination.cacheIndex().find(KEY, Duration.ofMillis(50)));
                assertThrows(
                        CoordinationException.class,
                        () -> coordination.cacheIndex().store(SampleEntries.full(), Duration.ofHours(1)));
            });
            server.resume();
            eventually("the server is heard again", () -> answers(coordination));
        }
    }

    @Test
    void fails_at_once_while_the_server_is_known_not_to_answer_and_works_again_when_it_does() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            server.pause();
            assertThrows(
                    CoordinationException.class, () -> coordination.cacheIndex().find(KEY, LIMIT));
            assertTimeoutPreemptively(
                    Eventually.BOUND,
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            everyCall(coordination).forEach(call -> assertThrows(CoordinationException.class, call));
                        }
                        assertThrows(CoordinationException.class, () -> coordination.ping(FOR_EVER));
                    },
                    "somebody waits");
            server.resume();
            eventually("the server is heard again", () -> answers(coordination));
            everyCall(coordination).forEach(call -> assertDoesNotThrow(call));
        }
    }

    @Test
    void notices_by_itself_that_the_server_does_not_answer() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            server.pause();
            eventually(
                    "calls fail at once",
                    () -> assertThrows(CoordinationException.class, () -> coordination.ping(Duration.ZERO))
                            .getMessage()
                            .contains("stopped answering"));
            server.resume();
            eventually("the server is heard again", () -> answers(coordination));
        }
    }

    /** The caller had little time; that says nothing of the server. */
    @Test
    void goes_on_calling_after_a_call_that_could_not_wait() {
        try (RedisServer server = RedisServer.start();
                RedisCoordination coordination = SharedClient.connect(at(server))) {
            for (int i = 0; i < 100; i++) {
                answersWithin(coordination, Duration.ZERO);
                assertDoesNotThrow(() -> coordination.ping(LIMIT));
            }
        }
    }

    @Test
    void connects_with_a_password_to_another_database() {
        try (RedisServer server = RedisServer.start("--requirepass", "s3cret pass")) {
            RedisConfiguration configuration =
                    new RedisConfiguration(server.host(), server.port(), new Secret("s3cret pass"), 5);
            try (RedisCoordination coordination = SharedClient.connect(configuration)) {
                coordination.ping(LIMIT);
            }
        }
    }

    @Test
    void says_what_to_check_when_the_password_is_wrong_and_does_not_repeat_it() {
        try (RedisServer server = RedisServer.start("--requirepass", "s3cret")) {
            RedisConfiguration configuration =
                    new RedisConfiguration(server.host(), server.port(), new Secret("wrong-one"), 0);
            CoordinationException e =
                    assertThrows(CoordinationException.class, () -> SharedClient.connect(configuration));
            assertTrue(e.getMessage().contains("redis.password"), e.getMessage());
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertFalse(String.valueOf(cause.getMessage()).contains("wrong-one"), cause::toString);
            }
        }
    }

    @Test
    void says_what_to_check_when_nobody_listens() {
        RedisConfiguration configuration;
        int port;
        try (RedisServer server = RedisServer.start()) {
            configuration = at(server);
            port = server.port();
        }
        CoordinationException e = assertThrows(CoordinationException.class, () -> SharedClient.connect(configuration));
        assertTrue(e.getMessage().startsWith("Failed to connect to Redis at 127.0.0.1:" + port), e.getMessage());
        assertTrue(e.getMessage().contains("redis.addr"), e.getMessage());
    }

    private static List<Executable> everyCall(RedisCoordination coordination) {
        return List.of(
                () -> coordination.cacheIndex().find(KEY, LIMIT),
                () -> coordination.cacheIndex().recordBotHit(KEY, Instant.EPOCH),
                () -> coordination.cacheIndex().removeHolder(KEY, "eg1"),
                () -> coordination.cacheIndex().delete(KEY),
                () -> coordination.renderLock().awaitRelease(KEY, LIMIT),
                () -> coordination
                        .rendererDirectory(SelectionStrategy.LEAST_LOADED)
                        .reserve("r1"),
                () -> coordination
                        .rendererDirectory(SelectionStrategy.LEAST_LOADED)
                        .countHealthy(),
                () -> coordination.rendererRegistry().withdraw("rs1"),
                () -> coordination.gatewayDirectory().announce(new Gateway("eg1", "h:1", Instant.EPOCH, true)),
                () -> coordination.gatewayDirectory().withdraw("eg1"),
                () -> coordination.gatewayDirectory().alive(),
                () -> coordination.ping(LIMIT));
    }

    private static boolean answers(RedisCoordination coordination) {
        return answersWithin(coordination, LIMIT);
    }

    private static boolean answersWithin(RedisCoordination coordination, Duration limit) {
        try {
            coordination.ping(limit);
            return true;
        } catch (CoordinationException e) {
            return false;
        }
    }

    private static RedisConfiguration at(RedisServer server) {
        return new RedisConfiguration(server.host(), server.port(), null, 0);
    }
}
