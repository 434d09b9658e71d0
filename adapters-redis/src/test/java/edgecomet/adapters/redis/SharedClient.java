package edgecomet.adapters.redis;

import edgecomet.application.configuration.RedisConfiguration;
import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import java.time.InstantSource;

/** The one client of all tests of this module; it ends with the JVM. */
final class SharedClient {

    private static final RedisClient CLIENT = RedisClient.create(resources());

    private SharedClient() {}

    static RedisCoordination connect(RedisConfiguration configuration) {
        return connect(configuration, InstantSource.system());
    }

    static RedisCoordination connect(RedisConfiguration configuration, InstantSource clock) {
        return RedisCoordination.connect(CLIENT, configuration, clock);
    }

    private static ClientResources resources() {
        ClientResources.Builder builder =
                ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2);
        RedisCoordination.prepare(builder);
        return builder.build();
    }
}
