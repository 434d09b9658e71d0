package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.testing.TcpProxy;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One address that leads to another server from now on, while connections to the one before stay open. */
class MovedServerTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final RedisServer before = RedisServer.start();
    private final RedisServer after = RedisServer.start();
    private final TcpProxy address = TcpProxy.to(before.host(), before.port());
    private final RedisCoordination coordination = SharedClient.connect(
            new RedisConfiguration("127.0.0.1", address.port(), null, 0), InstantSource.fixed(SampleEntries.CREATED));

    @AfterEach
    void close() {
        coordination.close();
        address.close();
        after.close();
        before.close();
    }

    @Test
    void a_server_that_became_a_replica_is_left() {
        NearIndex index = coordination.nearIndex();
        index.store(SampleEntries.full(), HOUR);
        eventually("there is a copy", () -> Copies.isMadeBy(index));

        address.leadTo(after.port());
        before.command("REPLICAOF", after.host(), Integer.toString(after.port()));

        eventually("a lock is taken", this::takesLock);
        eventually("releases are heard of", () -> isSubscribed(after));
        index.store(SampleEntries.full(), HOUR);
        eventually("there are copies again", () -> Copies.isMadeBy(index));
    }

    private boolean takesLock() {
        try {
            return coordination.renderLock().tryAcquire(KEY, HOUR).isPresent();
        } catch (CoordinationException e) {
            return false;
        }
    }

    private static boolean isSubscribed(RedisServer server) {
        return server.command("PUBSUB", "CHANNELS").contains(ReleaseMessages.CHANNEL);
    }
}
