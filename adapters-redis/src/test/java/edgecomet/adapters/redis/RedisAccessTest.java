package edgecomet.adapters.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Encryption;
import edgecomet.application.configuration.RedisConfiguration.Identity;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.configuration.Secret;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.CapturedLog;
import edgecomet.application.testing.CapturedLog.Line;
import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.tls.SampleIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that ask who is there, and connections that nobody else can read. */
class RedisAccessTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private static Path directory;

    private static SampleIdentity server;
    private static SampleIdentity client;

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "redis.example");
        client = SampleIdentity.make(directory, SampleIdentity.Kind.RSA, "gateway.example");
    }

    @Test
    void a_user_of_the_access_control_list_may_do_what_coordination_needs() {
        try (RedisServer redis = RedisServer.start()) {
            redis.command("ACL", "SETUSER", "gateway", "on", ">word", "~*", "&*", "+@all", "-@dangerous");
            redis.command("ACL", "SETUSER", "default", "off");

            RedisConfiguration configuration = new RedisConfiguration(
                    new Place.Single(new Address(redis.host(), redis.port())), "gateway", new Secret("word"), 0, null);
            try (RedisCoordination coordination = SharedClient.connect(configuration)) {
                coordination.cacheIndex().store(SampleEntries.full(), HOUR);
                assertEquals(
                        0,
                        coordination
                                .rendererDirectory(SelectionStrategy.LEAST_LOADED)
                                .countHealthy());
            }
        }
    }

    /** New users of Redis 7 have no right to any channel. */
    @Test
    void a_user_who_must_not_publish_lets_locks_go_and_hears_of_it_once() throws Exception {
        try (RedisServer redis = RedisServer.start();
                CapturedLog log = CapturedLog.of(RedisRenderLock.class)) {
            redis.command("ACL", "SETUSER", "gateway", "on", ">word", "~*", "resetchannels", "+@all", "-@dangerous");
            redis.command("ACL", "SETUSER", "default", "off");
            RedisConfiguration configuration = new RedisConfiguration(
                    new Place.Single(new Address(redis.host(), redis.port())), "gateway", new Secret("word"), 0, null);
            try (RedisCoordination coordination = SharedClient.connect(configuration);
                    ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
                RenderLock lock = coordination.renderLock();
                for (int i = 0; i < 3; i++) {
                    RenderLock.Held held =
                            lock.tryAcquire(SampleEntries.KEY, HOUR).orElseThrow();
                    Future<Boolean> waiting = waiters.submit(() -> lock.awaitRelease(SampleEntries.KEY, HOUR));
                    held.release();
                    assertTrue(waiting.get(Eventually.BOUND.toMillis(), TimeUnit.MILLISECONDS));
                }
            }
            List<Line> complaints = log.lines().stream()
                    .filter(line -> line.message().contains("noticed by polling")
                            || line.level().equals("error"))
                    .toList();
            assertEquals(1, complaints.size(), complaints::toString);
            assertEquals("warn", complaints.getFirst().level());
        }
    }

    @Test
    void a_server_whose_authority_is_trusted_is_spoken_to_in_secret() {
        int port = FreePorts.next();
        try (RedisServer _ = encrypted(port, "no");
                RedisCoordination coordination =
                        SharedClient.connect(at("127.0.0.1", port, server.certificate(), null))) {
            coordination.cacheIndex().store(SampleEntries.full(), HOUR);
        }
    }

    @Test
    void a_server_that_asks_for_a_certificate_is_shown_one() {
        int port = FreePorts.next();
        Identity identity = new Identity(client.certificate(), client.key());
        try (RedisServer _ = encrypted(port, "yes");
                RedisCoordination coordination =
                        SharedClient.connect(at("127.0.0.1", port, server.certificate(), identity))) {
            coordination.cacheIndex().store(SampleEntries.full(), HOUR);
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_is_refused() {
        int port = FreePorts.next();
        try (RedisServer _ = encrypted(port, "no")) {
            for (Path authorities : new Path[] {client.certificate(), null}) {
                refuses(at("127.0.0.1", port, authorities, null));
            }
        }
    }

    @Test
    void a_server_whose_certificate_is_for_another_name_is_refused() {
        int port = FreePorts.next();
        try (RedisServer _ = encrypted(port, "no")) {
            refuses(at("localhost", port, server.certificate(), null));
        }
    }

    private static void refuses(RedisConfiguration configuration) {
        CoordinationException e = assertThrows(CoordinationException.class, () -> SharedClient.connect(configuration));
        assertFalse(e.getMessage().contains("no answer within"), e::getMessage);
    }

    private static RedisServer encrypted(int port, String clients) {
        return RedisServer.start(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                server.certificate().toString(),
                "--tls-key-file",
                server.key().toString(),
                "--tls-ca-cert-file",
                client.certificate().toString(),
                "--tls-auth-clients",
                clients);
    }

    private static RedisConfiguration at(
            String host, int port, @Nullable Path authorities, @Nullable Identity identity) {
        return new RedisConfiguration(
                new Place.Single(new Address(host, port)), null, null, 0, new Encryption(authorities, identity));
    }
}
