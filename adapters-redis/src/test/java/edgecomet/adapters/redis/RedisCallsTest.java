package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import edgecomet.adapters.redis.Amends.Amend;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.testing.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is undone, and what need not be, because it has never left. */
class RedisCallsTest {

    private static final Amend UNDOING = new Amend("undoing", RedisScript.of("return 1"), "k", List.of());

    private final RedisServer server = RedisServer.start();
    private final RedisClient client = client(server);
    private final StatefulRedisConnection<String, String> connection = client.connect();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger undone = new AtomicInteger();
    private final Amends amends = new Amends(
            StubbedCommands.of(connection.async(), "eval", () -> {
                undone.incrementAndGet();
                return null;
            }),
            timer);

    private static RedisClient client(RedisServer server) {
        RedisClient client = RedisClient.create("redis://" + server.host() + ":" + server.port());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    @AfterEach
    void close() {
        amends.close();
        timer.close();
        client.shutdown();
        server.close();
    }

    /** The connection ended between the command and the first look at its answer. */
    @Test
    void a_command_that_was_cut_off_at_once_may_have_run() {
        takes(StubbedCommands.of(
                connection.async(),
                "set",
                () -> StubbedCommands.failed(new RedisException("Connection disconnected"))));
        eventually("it is undone", () -> undone.get() == 1);
    }

    @Test
    void a_command_that_is_rejected_without_a_connection_has_not_run() {
        server.kill();
        eventually("the connection is down", () -> !connection.isOpen());
        takes(connection.async());
        assertEquals(0, undone.get());
    }

    @Test
    void a_command_that_is_rejected_after_the_end_has_not_run() {
        connection.close();
        takes(connection.async());
        assertEquals(0, undone.get());
    }

    private void takes(RedisClusterAsyncCommands<String, String> commands) {
        RedisCalls calls = new RedisCalls(commands, amends, null, null);
        assertThrows(
                CoordinationException.class,
                () -> calls.undoable(UNDOING, () -> calls.call("taking", redis -> redis.set("k", "v"))));
    }
}
