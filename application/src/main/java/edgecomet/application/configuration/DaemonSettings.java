package edgecomet.application.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cache daemon works, in a process of its own or inside a standalone one (spec 06 §2).
 *
 * @param daemonId {@code daemon_id}
 * @param api null without an HTTP API
 */
public record DaemonSettings(
        String daemonId,
        Schedule schedule,
        Queue queue,
        Recache recache,
        @Nullable Api api) {

    /**
     * {@code scheduler.*}.
     *
     * @param tick time between two looks at the queues of urgent pages
     * @param ticksPerNormalCheck at every so many-th tick the other queues are looked at, too; 1 or more
     */
    public record Schedule(Duration tick, long ticksPerNormalCheck) {}

    /**
     * {@code internal_queue.*}.
     *
     * @param maxSize pages that wait in the daemon at most
     * @param maxRetries how often a page is tried, the first time included
     * @param retryBaseDelay wait before the second try; each further wait is twice as long
     */
    public record Queue(int maxSize, int maxRetries, Duration retryBaseDelay) {}

    /**
     * {@code recache.*}.
     *
     * @param reservedShare of the free tabs, from 0 to 1, which is left to clients
     * @param timeoutPerUrl limit of the call that has a gateway render a page
     */
    public record Recache(double reservedShare, Duration timeoutPerUrl) {}

    /**
     * {@code http_api.*}.
     *
     * @param schedulerControl whether the API can pause and resume the scheduler
     */
    public record Api(ListenAddress listen, Duration requestTimeout, boolean schedulerControl) {}
}
