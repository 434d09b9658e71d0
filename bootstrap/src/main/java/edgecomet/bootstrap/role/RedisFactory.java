package edgecomet.bootstrap.role;

import edgecomet.adapters.redis.RedisCoordination;
import edgecomet.application.configuration.RedisConfiguration;
import io.lettuce.core.resource.ClientResources;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Coordination in Redis. */
@Factory
@Requires(beans = RedisConfiguration.class)
class RedisFactory {

    RedisFactory() {}

    /** Threads and timers of all connections to Redis. */
    @Singleton
    @Bean(preDestroy = "shutdown")
    ClientResources resources() {
        ClientResources.Builder resources = ClientResources.builder();
        RedisCoordination.prepare(resources);
        return resources.build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    RedisCoordination coordination(ClientResources resources, RedisConfiguration configuration) {
        return RedisCoordination.connect(resources, configuration, InstantSource.system());
    }
}
