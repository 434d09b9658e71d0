package edgecomet.application.port;

import java.time.Duration;

/** Watches the removal of bodies from the disk (spec 03 §17). Safe for concurrent use; must not block or throw. */
public interface CleanupTelemetry {

    /** The bodies of a host were looked through. */
    void cleaned(int hostId, ExpiredPages.Removed removed, Duration duration);

    /** The bodies of a host could not be looked through. */
    void cleanupFailed(int hostId);

    /** Bodies were removed, or looked at, because of a quota. */
    void evicted(LeastUsedPages.Trimmed trimmed);
}
