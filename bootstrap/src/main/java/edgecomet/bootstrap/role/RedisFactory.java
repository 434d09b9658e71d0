package edgecomet.bootstrap.role;

import edgecomet.adapters.redis.RedisCoordination;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererRegistry;
import io.lettuce.core.RedisClient;
import io.micronaut.configuration.lettuce.ClientResourcesMutator;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Coordination in Redis. Micronaut makes and closes the client; the adapter knows how to use it. */
@Factory
@Requires(beans = RedisConfiguration.class)
class RedisFactory {

    RedisFactory() {}

    @Singleton
    ClientResourcesMutator reconnecting() {
        return (resources, configuration) -> RedisCoordination.prepare(resources);
    }

    @Singleton
    @Bean(preDestroy = "close")
    RedisCoordination coordination(RedisClient client, RedisConfiguration configuration) {
        return RedisCoordination.connect(client, configuration);
    }

    @Singleton
    CacheIndex cacheIndex(RedisCoordination coordination) {
        return coordination.cacheIndex();
    }

    @Singleton
    RenderLock renderLock(RedisCoordination coordination) {
        return coordination.renderLock();
    }

    @Singleton
    @Requires(beans = GatewayConfiguration.class)
    RendererDirectory rendererDirectory(RedisCoordination coordination, GatewayConfiguration configuration) {
        return coordination.rendererDirectory(configuration.selection());
    }

    @Singleton
    RendererRegistry rendererRegistry(RedisCoordination coordination) {
        return coordination.rendererRegistry();
    }

    @Singleton
    GatewayDirectory gatewayDirectory(RedisCoordination coordination) {
        return coordination.gatewayDirectory();
    }
}
