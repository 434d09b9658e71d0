package edgecomet.bootstrap.role;

import edgecomet.adapters.redis.RedisCoordination;
import edgecomet.application.bothit.BotHits;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.Telemetry;
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
    RedisCoordination coordination(RedisClient client, RedisConfiguration configuration) {
        return RedisCoordination.connect(client, configuration, InstantSource.system());
    }

    /** Only here: a daemon takes the pages out, and it finds them in Redis. */
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(beans = GatewayConfiguration.class)
    BotHits botHits(RedisCoordination coordination, NearIndex index, Telemetry telemetry) {
        return new BotHits(index, coordination.recacheQueue(), telemetry, InstantSource.system());
    }
}
