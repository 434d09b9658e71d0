package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.GatewayDirectory.Gateway;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererRegistry.Renderer;
import edgecomet.application.testing.CapturedLog;
import edgecomet.application.testing.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of other makes, and users of an access control list, to whom a command is refused. */
class RedisWithFewCommandsTest {

    private static final Instant SEEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void without_scan_those_on_the_lists_are_found_and_the_log_says_once_for_each_list_who_is_not() {
        try (CapturedLog log = CapturedLog.of(RedisCoordination.class)) {
            without("SCAN", coordination -> {
                RendererDirectory renderers = coordination.rendererDirectory(SelectionStrategy.LEAST_LOADED);
                assertInstanceOf(Reservation.NoServices.class, renderers.reserve("r0"));
                coordination
                        .rendererRegistry()
                        .announce(new Renderer("rs1", "10.0.0.7", 9301, 2, 0, SEEN, "1.0.0", "box"), List.of());
                assertInstanceOf(Reservation.Reserved.class, renderers.reserve("r1"));
                assertEquals(1, renderers.countHealthy());

                Gateway gateway = new Gateway("eg1", "h:1", SEEN, true);
                GatewayDirectory gateways = coordination.gatewayDirectory();
                assertEquals(List.of(), gateways.alive());
                gateways.announce(gateway);
                assertEquals(List.of(gateway), gateways.alive());
            });
            assertEquals(
                    2,
                    log.lines("Redis refuses SCAN: who is not on the list {} is not found ({})")
                            .size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUBLISH", "SUBSCRIBE"})
    void without_messages_releases_are_noticed_by_polling_and_the_log_says_so_once(String missing) {
        try (CapturedLog log = CapturedLog.of(RedisCoordination.class)) {
            without(missing, coordination -> {
                RenderLock lock = coordination.renderLock();
                for (int i = 0; i < 2; i++) {
                    lock.tryAcquire(KEY, MINUTE).orElseThrow().release();
                    assertTrue(lock.awaitRelease(KEY, MINUTE));
                }
                eventually(
                        "the log says so",
                        () -> !log.lines("Releases of render locks are noticed by polling only: {}")
                                .isEmpty());
            });
            assertEquals(
                    List.of("warn"),
                    log.lines().stream()
                            .map(CapturedLog.Line::level)
                            .filter(level -> !level.equals("debug"))
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVAL", "EVALSHA"})
    void without_scripts_there_is_no_coordination_and_the_message_says_why(String missing) {
        CoordinationException e = assertThrows(CoordinationException.class, () -> without(missing, coordination -> {}));
        assertTrue(e.getMessage().contains("scripts"), e.getMessage());
        assertTrue(e.getMessage().contains("unknown command"), e.getMessage());
    }

    private static void without(String command, Consumer<RedisCoordination> use) {
        try (RedisServer server = RedisServer.start("--rename-command", command, "");
                RedisCoordination coordination =
                        SharedClient.connect(new RedisConfiguration(server.host(), server.port(), null, 0))) {
            use.accept(coordination);
        }
    }
}
