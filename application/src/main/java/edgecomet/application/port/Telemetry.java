package edgecomet.application.port;

import edgecomet.domain.cache.Compression;
import edgecomet.domain.fallback.BypassReason;
import java.time.Duration;

/**
 * What happened, for those who watch (spec 03 §17).
 *
 * <p>Safe for concurrent use; never blocks, never throws.
 */
public interface Telemetry {

    /** Nobody watches. */
    Telemetry NONE = new Telemetry() {
        @Override
        public void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration) {}

        @Override
        public void bypassed(String host, BypassReason reason) {}

        @Override
        public void waited(String host, String dimension, boolean inTime, Duration duration) {}

        @Override
        public void servedStale(String host, String dimension, String source) {}

        @Override
        public void stored(Compression compression, long size, long diskSize) {}

        @Override
        public void foundOnDisk(long bytes) {}

        @Override
        public void unreadable(Compression compression) {}

        @Override
        public void botHitDropped() {}
    };

    /** A render service delivered a page with this status. */
    void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration);

    /** The origin was asked, or the bypass cache, for this reason. */
    void bypassed(String host, BypassReason reason);

    /** A request waited for another one's render. */
    void waited(String host, String dimension, boolean inTime, Duration duration);

    /** An expired entry was the best answer. */
    void servedStale(String host, String dimension, String source);

    /**
     * A body was written to the disk.
     *
     * @param compression that was used
     * @param size of the body in bytes
     * @param diskSize of the file in bytes
     */
    void stored(Compression compression, long size, long diskSize);

    /** Bodies of so many bytes were on the disk when this process began. */
    void foundOnDisk(long bytes);

    /** A compressed body that is in the index could not be had: its file is damaged, or missing. */
    void unreadable(Compression compression);

    /** A bot's cache hit was not noted: too many came at a time. */
    void botHitDropped();
}
