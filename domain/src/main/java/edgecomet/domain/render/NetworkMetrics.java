package edgecomet.domain.render;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a page loaded, in figures (spec 05 §11). Requests count once they are finished.
 *
 * @param sameOrigin to the page's own site, its parent domains and subdomains
 * @param thirdParty to all others
 * @param thirdPartyDomains how many hosts those are
 * @param byType by the browser's resource type
 * @param byStatusClass by {@code 2xx} to {@code 5xx}
 * @param blocked requests that were not sent, because the configuration says so
 * @param failed requests that came to nothing for another reason
 * @param timeToFirstRequest from the start of the render
 * @param timeToLastResponse from the start of the render; zero if nothing was finished
 * @param byHost by host name, without port
 */
public record NetworkMetrics(
        Volume sameOrigin,
        Volume thirdParty,
        int thirdPartyDomains,
        SortedMap<String, Volume> byType,
        SortedMap<String, Integer> byStatusClass,
        int blocked,
        int failed,
        Duration timeToFirstRequest,
        Duration timeToLastResponse,
        SortedMap<String, HostMetrics> byHost) {

    /** Nothing was loaded, or nobody counted. */
    public static final NetworkMetrics NONE = new NetworkMetrics(
            Volume.NONE,
            Volume.NONE,
            0,
            new TreeMap<>(),
            new TreeMap<>(),
            0,
            0,
            Duration.ZERO,
            Duration.ZERO,
            new TreeMap<>());

    public NetworkMetrics {
        byType = copy(byType);
        byStatusClass = copy(byStatusClass);
        byHost = copy(byHost);
    }

    private static <V> SortedMap<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** Returns all that was loaded. */
    public Volume total() {
        return sameOrigin.plus(thirdParty);
    }

    /**
     * Requests and the bytes of their answers.
     *
     * @param bytes as transferred, headers included; from a cache come none
     */
    public record Volume(int requests, long bytes) {

        /** Nothing. */
        public static final Volume NONE = new Volume(0, 0);

        /** Returns both together. */
        public Volume plus(Volume other) {
            return new Volume(requests + other.requests, bytes + other.bytes);
        }
    }

    /**
     * What one host had to do with the page.
     *
     * @param averageLatency until its answers were complete, over those that took measurable time
     */
    public record HostMetrics(Volume volume, int failed, int blocked, Duration averageLatency) {}
}
