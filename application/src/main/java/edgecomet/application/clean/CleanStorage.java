package edgecomet.application.clean;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.CleanupTelemetry;
import edgecomet.application.port.ExpiredPages;
import edgecomet.application.port.ExpiredPages.Removed;
import edgecomet.application.port.StorageException;
import edgecomet.domain.host.Host;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what expired longer ago than it may still answer, by the most patient rule of its host, and a margin
 * (spec 03 §16). Metadata is neither asked nor changed: Redis forgets it by itself.
 */
public final class CleanStorage implements CleanStorageUseCase {

    private static final Logger LOG = LoggerFactory.getLogger(CleanStorage.class);

    private final Supplier<GatewayConfiguration> configuration;
    private final Duration margin;
    private final ExpiredPages pages;
    private final CleanupTelemetry telemetry;
    private final InstantSource clock;

    /**
     * Creates the use case.
     *
     * @param configuration the current one, whose hosts are cleaned
     * @param margin how much longer than needed bodies stay
     */
    public CleanStorage(
            Supplier<GatewayConfiguration> configuration,
            Duration margin,
            ExpiredPages pages,
            CleanupTelemetry telemetry,
            InstantSource clock) {
        this.configuration = configuration;
        this.margin = margin;
        this.pages = pages;
        this.telemetry = telemetry;
        this.clock = clock;
    }

    @Override
    public void clean() {
        LOG.info("Filesystem cleanup started");
        int minutes = 0;
        long bytes = 0;
        for (Host host : configuration.get().hosts().all()) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            Removed removed = clean(host);
            minutes += removed.minutes();
            bytes += removed.bytes();
        }
        LOG.atInfo()
                .addKeyValue("directories_deleted", minutes)
                .addKeyValue("bytes", bytes)
                .log("Filesystem cleanup finished");
    }

    private Removed clean(Host host) {
        Instant threshold = clock.instant().minus(host.longestGrace()).minus(margin);
        long startedAt = System.nanoTime();
        try {
            Removed removed = pages.removeExpiredBefore(host.id(), threshold);
            telemetry.cleaned(host.id(), removed, Duration.ofNanos(System.nanoTime() - startedAt));
            return removed;
        } catch (StorageException e) {
            LOG.atWarn().addKeyValue("host_id", host.id()).setCause(e).log("Filesystem cleanup failed");
            telemetry.cleanupFailed(host.id());
            return Removed.NOTHING;
        }
    }
}
