package edgecomet.bootstrap.role;

import edgecomet.adapters.fs.coordination.EmbeddedCoordination;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.Coordination;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Coordination inside the process, for one machine without Redis. Its file lies beside the pages. */
@Factory
@Requires(beans = GatewayConfiguration.class, missingBeans = RedisConfiguration.class)
class EmbeddedFactory {

    private static final String DIRECTORY = "coordination";

    EmbeddedFactory() {}

    @Singleton
    @Bean(preDestroy = "close")
    Coordination coordination(GatewayConfiguration configuration) {
        return EmbeddedCoordination.open(configuration.storage().basePath().resolve(DIRECTORY), InstantSource.system());
    }
}
