package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.testing.TcpProxy;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that look open and lead nowhere, as after a loss of power or behind a box that has forgotten them. */
class HalfOpenConnectionTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @ValueSource(strings = {"NOTHING", "HELLO"})
    void are_replaced_with_what_was_subscribed_and_tracked(String missing) {
        boolean tracks = missing.equals("NOTHING");
        try (RedisServer server = tracks ? RedisServer.start() : RedisServer.start("--rename-command", missing, "");
                TcpProxy proxy = TcpProxy.to(server.host(), server.port());
                RedisCoordination coordination = SharedClient.connect(
                        new RedisConfiguration("127.0.0.1", proxy.port(), null, 0),
                        InstantSource.fixed(SampleEntries.CREATED))) {
            NearIndex index = coordination.nearIndex();
            index.store(SampleEntries.full(), HOUR);
            eventually("there is a copy", () -> !tracks || Copies.isMadeBy(index));
            eventually("the subscription is there", () -> subscribers(server) == 1);

            proxy.forget();

            eventually("Redis is heard over another connection", () -> answers(coordination));
            eventually("there are copies again", () -> !tracks || Copies.isMadeBy(index));
            eventually("there is another subscription", () -> subscribers(server) == 2);
            RenderLock.Held held =
                    coordination.renderLock().tryAcquire(KEY, HOUR).orElseThrow();
            held.release();
            assertTrue(coordination.renderLock().awaitRelease(KEY, LIMIT));
        }
    }

    /** The old protocol answers in another way where there is a subscription. */
    @Test
    void are_not_seen_where_the_server_answers_to_the_old_protocol() {
        try (RedisServer server = RedisServer.start("--rename-command", "HELLO", "");
                RedisCoordination _ =
                        SharedClient.connect(new RedisConfiguration(server.host(), server.port(), null, 0))) {
            String connected = ids(server);
            server.command("CONFIG", "RESETSTAT");
            // Four each second from the pulse and one on the subscription: more than six seconds have passed.
            eventually("it was asked for longer than the longest silence", () -> pings(server) > 30);
            assertTrue(ids(server).equals(connected), () -> connected + " became " + ids(server));
        }
    }

    private static long subscribers(RedisServer server) {
        return server.command("PUBSUB", "NUMSUB", ReleaseMessages.CHANNEL)
                .lines()
                .skip(1)
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static long pings(RedisServer server) {
        return server.command("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_ping:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    private static String ids(RedisServer server) {
        return String.join(
                " ",
                server.command("CLIENT", "LIST")
                        .lines()
                        .filter(line -> !line.contains("cmd=client"))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList());
    }

    private static boolean answers(RedisCoordination coordination) {
        try {
            coordination.ping(LIMIT);
            return true;
        } catch (CoordinationException e) {
            return false;
        }
    }
}
