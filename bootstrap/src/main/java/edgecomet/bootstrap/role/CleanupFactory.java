package edgecomet.bootstrap.role;

import edgecomet.adapters.fs.pages.ExpiredDirectories;
import edgecomet.application.clean.CleanStorage;
import edgecomet.application.clean.CleanupTimer;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.port.CleanupTelemetry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import java.time.InstantSource;

/** The cleanup of a gateway's disk. Nobody asks for it, so it is there from the start. */
@Factory
@Requires(beans = GatewayConfiguration.class)
class CleanupFactory {

    CleanupFactory() {}

    @Context
    @Bean(preDestroy = "close")
    CleanupTimer cleanup(GatewayConfiguration configuration, LiveConfiguration live, CleanupTelemetry telemetry) {
        StorageConfiguration storage = configuration.storage();
        StorageConfiguration.Cleanup cleanup = storage.cleanup();
        if (cleanup == null || !cleanup.enabled()) {
            throw new DisabledBeanException("storage.cleanup is off");
        }
        CleanStorage storageCleanup = new CleanStorage(
                live,
                cleanup.safetyMargin(),
                new ExpiredDirectories(storage.basePath()),
                telemetry,
                InstantSource.system());
        return CleanupTimer.start(storageCleanup, cleanup.interval());
    }
}
