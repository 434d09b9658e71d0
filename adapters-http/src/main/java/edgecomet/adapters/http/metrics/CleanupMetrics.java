package edgecomet.adapters.http.metrics;

import edgecomet.application.port.CleanupTelemetry;
import edgecomet.application.port.ExpiredPages.Removed;
import edgecomet.application.port.LeastUsedPages.Trimmed;
import java.time.Duration;

/** Counts what the cleanup and the quota remove (spec 03 §17). Safe for concurrent use; never blocks. */
public final class CleanupMetrics implements CleanupTelemetry {

    private final Meters meters;
    private final GatewayMetrics gateway;

    /** Creates the metrics; the gateway's are told what is gone. */
    public CleanupMetrics(Meters meters, GatewayMetrics gateway) {
        this.meters = meters;
        this.gateway = gateway;
    }

    @Override
    public void cleaned(int hostId, Removed removed, Duration duration) {
        String host = Integer.toString(hostId);
        meters.counter(Metric.CLEANUP_RUNS, host, "success").increment();
        meters.counter(Metric.CLEANUP_DELETED, host).increment(removed.minutes());
        meters.timer(Metric.CLEANUP_DURATION, host).record(duration);
        gateway.removedFromDisk(removed.bytes());
    }

    @Override
    public void cleanupFailed(int hostId) {
        String host = Integer.toString(hostId);
        meters.counter(Metric.CLEANUP_RUNS, host, "failure").increment();
        meters.counter(Metric.CLEANUP_ERRORS, host, "cleanup_error").increment();
    }

    @Override
    public void evicted(Trimmed trimmed) {
        meters.counter(Metric.EVICTED).increment(trimmed.pages());
        gateway.removedFromDisk(trimmed.bytes());
    }
}
