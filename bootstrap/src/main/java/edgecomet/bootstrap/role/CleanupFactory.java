package edgecomet.bootstrap.role;

import edgecomet.adapters.fs.pages.ExpiredDirectories;
import edgecomet.adapters.fs.pages.LeastUsedFiles;
import edgecomet.application.clean.CleanStorage;
import edgecomet.application.clean.CleanupTimer;
import edgecomet.application.clean.StorageQuota;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.port.CleanupTelemetry;
import edgecomet.application.port.PagesInMemory;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.exceptions.DisabledBeanException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What removes bodies from a gateway's disk. Nobody asks for the cleanup, so it is there from the start. */
@Factory
@Requires(beans = GatewayConfiguration.class)
class CleanupFactory {

    private static final long MEGABYTE = 1024 * 1024;

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

    /** The pages in memory are made for a gateway that has this quota already, and are asked for later only. */
    @Singleton
    @Bean(preDestroy = "close")
    StorageQuota quota(
            GatewayConfiguration configuration, Provider<PagesInMemory> inMemory, CleanupTelemetry telemetry) {
        StorageConfiguration storage = configuration.storage();
        if (storage.maxMegabytes() == 0) {
            throw new DisabledBeanException("storage.max_megabytes is 0");
        }
        return StorageQuota.start(
                new LeastUsedFiles(storage.basePath(), InstantSource.system()),
                () -> inMemory.get().paths(),
                storage.maxMegabytes() * MEGABYTE,
                telemetry);
    }
}
