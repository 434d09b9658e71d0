package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.configuration.Secret;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master with a replica, watched by a sentinel that all ask for a password. */
class RedisSentinelTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir
    private Path directory;

    @Test
    void the_new_master_is_found_when_the_old_one_dies() throws Exception {
        try (RedisServer master = RedisServer.start("--requirepass", "data", "--masterauth", "data");
                RedisServer replica = RedisServer.start(
                        "--requirepass", "data", "--masterauth", "data", "--replicaof", "127.0.0.1 " + master.port());
                RedisServer sentinel = sentinel(master);
                RedisCoordination coordination = SharedClient.connect(by(sentinel, "mymaster"))) {
            CacheIndex index = coordination.cacheIndex();
            index.store(SampleEntries.full(), Duration.ofHours(1));
            eventually(
                    "the replica has the entry",
                    () -> replica.command("-a", "data", "DBSIZE").endsWith("1\n"));
            eventually(
                    "the sentinel knows the replica",
                    () -> sentinel.command("-a", "watch", "SENTINEL", "REPLICAS", "mymaster")
                            .contains("master-link-status\nok"));

            master.kill();

            eventually("the replica is asked", () -> answers(index));
            assertEquals(
                    SampleEntries.full().key(),
                    index.find(KEY, LIMIT).orElseThrow().key());
            index.delete(KEY);
            assertEquals(Optional.empty(), index.find(KEY, LIMIT));
        }
    }

    @Test
    void a_master_that_the_sentinels_do_not_know_is_named() throws Exception {
        try (RedisServer master = RedisServer.start("--requirepass", "data");
                RedisServer sentinel = sentinel(master)) {
            CoordinationException e =
                    assertThrows(CoordinationException.class, () -> SharedClient.connect(by(sentinel, "nomaster")));

            assertTrue(
                    e.getMessage().startsWith("Failed to connect to Redis \"nomaster\" by the sentinels at 127.0.0.1:"),
                    e::getMessage);
        }
    }

    private RedisServer sentinel(RedisServer master) throws Exception {
        String watched = String.join(
                "\n",
                "sentinel monitor mymaster 127.0.0.1 " + master.port() + " 1",
                "sentinel auth-pass mymaster data",
                "sentinel down-after-milliseconds mymaster 500",
                "sentinel failover-timeout mymaster 2000",
                "");
        Path configuration = Files.writeString(directory.resolve("sentinel.conf"), watched);
        return RedisServer.sentinel(configuration, "--requirepass", "watch");
    }

    private static RedisConfiguration by(RedisServer sentinel, String master) {
        Place place =
                new Place.Sentinel(master, List.of(new Address(sentinel.host(), sentinel.port())), new Secret("watch"));
        return new RedisConfiguration(place, null, new Secret("data"), 0, null);
    }

    private static boolean answers(CacheIndex index) {
        try {
            index.store(SampleEntries.full(), Duration.ofHours(1));
            return true;
        } catch (CoordinationException e) {
            return false;
        }
    }
}
