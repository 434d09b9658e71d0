package edgecomet.bootstrap.role;

import edgecomet.adapters.redis.RedisCoordination;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.Coordination;
import io.lettuce.core.RedisClient;
import io.micronaut.configuration.lettuce.ClientResourcesMutator;
import io.micronaut.configuration.lettuce.MetricsClientResourceMutator;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Coordination in Redis. Micronaut makes and closes the client; the adapter knows how to use it. */
@Factory
@Requires(beans = RedisConfiguration.class)
class RedisFactory {

    RedisFactory() {}

    /** Replaces a histogram for each kind of command, which the metrics of the product do not have. */
    @Singleton
    @Replaces(MetricsClientResourceMutator.class)
    ClientResourcesMutator reconnecting() {
        return (resources, configuration) -> RedisCoordination.prepare(resources);
    }

    @Singleton
    @Bean(preDestroy = "close")
    Coordination coordination(RedisClient client, RedisConfiguration configuration) {
        return RedisCoordination.connect(client, configuration, InstantSource.system());
    }
}
