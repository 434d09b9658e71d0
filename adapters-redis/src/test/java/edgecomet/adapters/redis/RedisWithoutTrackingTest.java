package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that lack a command of those by which copies are kept true: every request reads the server, then. */
class RedisWithoutTrackingTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(strings = {"CLIENT", "HELLO"})
    void reads_the_server_each_time_and_gives_the_same_answers(String missing) {
        try (RedisServer server = RedisServer.start("--rename-command", missing, "");
                RedisCoordination coordination = SharedClient.connect(
                        new RedisConfiguration(server.host(), server.port(), null, 0),
                        InstantSource.fixed(SampleEntries.CREATED))) {
            NearIndex index = coordination.nearIndex();
            eventually("the attempt at tracking is over", () -> connections(server) == 2);
            index.store(SampleEntries.full(), Duration.ofHours(1));
            assertEquals(Optional.of(SampleEntries.full()), index.find(KEY, LIMIT));
            assertEquals(Optional.empty(), index.peek(KEY));
            server.command("HSET", "meta:" + KEY.text(), "title", "changed");
            assertEquals("changed", index.find(KEY, LIMIT).orElseThrow().title());
        }
    }

    /** Commands and subscriptions; the one that asks is not counted. */
    private static long connections(RedisServer server) {
        return server.command("INFO", "clients")
                        .lines()
                        .filter(line -> line.startsWith("connected_clients:"))
                        .mapToLong(line -> Long.parseLong(
                                line.substring(line.indexOf(':') + 1).trim()))
                        .findFirst()
                        .orElseThrow()
                - 1;
    }
}
