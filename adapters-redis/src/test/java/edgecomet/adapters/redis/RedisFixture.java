package edgecomet.adapters.redis;

import edgecomet.application.configuration.RedisConfiguration;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis of the test class's own, emptied before each test, our client, and a plain connection to look at the keys. */
final class RedisFixture implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private final InstantSource clock;
    private RedisUnderTest server;
    private RedisCoordination coordination;
    private RedisClient plainClient;
    private StatefulRedisConnection<String, String> plain;

    RedisFixture() {
        this(InstantSource.system());
    }

    RedisFixture(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = RedisUnderTest.start();
        coordination = SharedClient.connect(configuration(), clock);
        plainClient = RedisClient.create("redis://" + server.host() + ":" + server.port());
        plain = plainClient.connect();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        keys().flushall();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        coordination.close();
        plainClient.shutdown();
        server.close();
    }

    RedisCoordination coordination() {
        return coordination;
    }

    RedisCommands<String, String> keys() {
        return plain.sync();
    }

    /** Returns calls over the plain connection. */
    RedisCalls calls() {
        return new RedisCalls(commands());
    }

    /** Returns the commands of the plain connection. */
    RedisClusterAsyncCommands<String, String> commands() {
        return plain.async();
    }

    RedisConfiguration configuration() {
        return new RedisConfiguration(server.host(), server.port(), null, 0);
    }
}
