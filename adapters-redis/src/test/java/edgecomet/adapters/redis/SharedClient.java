package edgecomet.adapters.redis;

import edgecomet.application.configuration.RedisConfiguration;
import io.lettuce.core.resource.ClientResources;
import java.time.InstantSource;

/** The threads that all tests of this module share; they end with the JVM. */
final class SharedClient {

    private static final ClientResources RESOURCES = resources();

    private SharedClient() {}

    static RedisCoordination connect(RedisConfiguration configuration) {
        return connect(configuration, InstantSource.system());
    }

    static RedisCoordination connect(RedisConfiguration configuration, InstantSource clock) {
        return RedisCoordination.connect(RESOURCES, configuration, clock);
    }

    private static ClientResources resources() {
        ClientResources.Builder builder =
                ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2);
        RedisCoordination.prepare(builder);
        return builder.build();
    }
}
