package edgecomet.application.serve;

import edgecomet.application.port.Telemetry;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.fallback.BypassReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it is told. Safe for concurrent use. */
final class RecordedTelemetry implements Telemetry {

    /** The reasons, in order. */
    final List<BypassReason> bypasses = new CopyOnWriteArrayList<>();

    /** What else there was, in words. */
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration) {
        events.add("rendered " + host + " " + dimension + " " + serviceId + " " + statusCode);
    }

    @Override
    public void bypassed(String host, BypassReason reason) {
        bypasses.add(reason);
    }

    @Override
    public void waited(String host, String dimension, boolean inTime, Duration duration) {
        events.add("waited " + host + " " + dimension + " " + inTime);
    }

    @Override
    public void servedStale(String host, String dimension, String source) {
        events.add("stale " + host + " " + dimension + " " + source);
    }

    @Override
    public void stored(Compression compression, long size, long diskSize) {
        events.add("stored " + compression + " " + size + " " + diskSize);
    }

    @Override
    public void foundOnDisk(long bytes) {
        throw new IllegalStateException("requests find nothing");
    }

    @Override
    public void botHitDropped() {
        events.add("dropped");
    }

    @Override
    public void unreadable(Compression compression) {
        events.add("unreadable " + compression);
    }
}
