package edgecomet.application.port;

import edgecomet.domain.fallback.BypassReason;
import java.time.Duration;

/**
 * What happened, for those who watch (spec 03 §17).
 *
 * <p>Safe for concurrent use; never blocks, never throws.
 */
public interface Telemetry {

    /** A render service delivered a page with this status. */
    void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration);

    /** The origin was asked, or the bypass cache, for this reason. */
    void bypassed(String host, BypassReason reason);

    /** A request waited for another one's render. */
    void waited(String host, String dimension, boolean inTime, Duration duration);

    /** An expired entry was the best answer. */
    void servedStale(String host, String dimension, String source);
}
