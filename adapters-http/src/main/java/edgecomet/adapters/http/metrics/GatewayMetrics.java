package edgecomet.adapters.http.metrics;

import edgecomet.application.port.Telemetry;
import edgecomet.application.serve.PageAnswer;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.fallback.BypassReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gateway's metrics, under the names that dashboards of the original know. The namespace of the configuration stands
 * in front of each name.
 *
 * <p>Safe for concurrent use; never blocks.
 */
public final class GatewayMetrics implements Telemetry {

    private static final Duration[] REQUEST_BUCKETS = millis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);
    private static final Duration[] RENDER_BUCKETS = millis(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);
    private static final Duration[] WAIT_BUCKETS = millis(10, 50, 100, 250, 500, 1_000, 2_000, 5_000);

    private final MeterRegistry registry;
    private final String prefix;
    private final AtomicInteger active = new AtomicInteger();

    /**
     * Creates the metrics in a registry.
     *
     * @param namespace in front of every name; empty for none
     */
    public GatewayMetrics(MeterRegistry registry, String namespace) {
        this.registry = registry;
        this.prefix = (namespace.isEmpty() ? "" : namespace + "_") + "eg_";
        registry.gauge(prefix + "active_requests", active, AtomicInteger::get);
    }

    /** A request began. */
    public void began() {
        active.incrementAndGet();
    }

    /** A request that began has its answer, after this long. */
    public void ended(PageAnswer answer, Duration duration) {
        active.decrementAndGet();
        Labels labels = Labels.of(answer);
        count("requests", "host", labels.host(), "dimension", labels.dimension(), "status", labels.status());
        time(
                "request_duration",
                REQUEST_BUCKETS,
                duration,
                "host",
                labels.host(),
                "dimension",
                labels.dimension(),
                "status",
                labels.status());
        if (!labels.error().isEmpty()) {
            count("errors", "error_type", labels.error(), "host", labels.host());
        }
        if (answer instanceof PageAnswer.Served) {
            boolean hit = answer instanceof PageAnswer.Cached;
            cacheCounter("cache_hits", labels).increment(hit ? 1 : 0);
            cacheCounter("cache_misses", labels).increment(hit ? 0 : 1);
        }
    }

    @Override
    public void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration) {
        time(
                "render_service_duration",
                RENDER_BUCKETS,
                duration,
                "host",
                host,
                "dimension",
                dimension,
                "service_id",
                serviceId);
        count("status_code_responses", "host", host, "dimension", dimension, "status_range", range(statusCode));
    }

    @Override
    public void bypassed(String host, BypassReason reason) {
        count("bypass", "host", host, "reason", reason.label());
    }

    @Override
    public void waited(String host, String dimension, boolean inTime, Duration duration) {
        String outcome = inTime ? "success" : "timeout";
        count("wait", "host", host, "dimension", dimension, "outcome", outcome);
        time("wait_duration", WAIT_BUCKETS, duration, "host", host, "dimension", dimension, "outcome", outcome);
        if (!inTime) {
            count("wait_timeouts", "host", host, "dimension", dimension);
        }
    }

    @Override
    public void servedStale(String host, String dimension, String source) {
        count("stale_cache_served", "host", host, "dimension", dimension, "source", source);
    }

    private Counter cacheCounter(String name, Labels labels) {
        return registry.counter(prefix + name, "host", labels.host(), "dimension", labels.dimension());
    }

    private void count(String name, String... tags) {
        registry.counter(prefix + name, tags).increment();
    }

    private void time(String name, Duration[] buckets, Duration duration, String... tags) {
        Timer.builder(prefix + name)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry)
                .record(duration);
    }

    private static String range(int statusCode) {
        return statusCode >= 200 && statusCode < 600 ? statusCode / 100 + "xx" : "unknown";
    }

    private static Duration[] millis(long... values) {
        Duration[] durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }

    /** The labels of one answer; {@code error} is empty where nothing went wrong. */
    private record Labels(String host, String dimension, String status, String error) {

        static Labels of(PageAnswer answer) {
            return switch (answer) {
                case PageAnswer.Refusal.InvalidUrl refusal -> refused("invalid_url", "");
                case PageAnswer.Refusal.Unauthorized refusal -> refused("auth_failed", "auth_failed");
                case PageAnswer.Refusal.UserAgentBlocked refusal ->
                    refused("unmatched_blocked", "unmatched_user_agent");
                case PageAnswer.Refusal.DimensionBlocked refusal -> refused("dimension_blocked", "dimension_blocked");
                case PageAnswer.Refusal.NotNormalizable refusal ->
                    refused("url_normalization_error", "url_normalization_error");
                case PageAnswer.Refusal.NoSuchDimension refusal -> refused("dimension_error", "dimension_error");
                case PageAnswer.Refusal.Overloaded refusal -> refused("overloaded", "overloaded");
                case PageAnswer.Cached cached ->
                    served(cached, cached.entry().source() == EntrySource.RENDER ? "cache_hit" : "bypass_cache_hit");
                case PageAnswer.Served served -> served(served, "success");
            };
        }

        private static Labels refused(String status, String error) {
            return new Labels("", "", status, error);
        }

        private static Labels served(PageAnswer.Served answer, String status) {
            return new Labels(
                    answer.request().host().primaryDomain(),
                    answer.request().dimension().name(),
                    status,
                    "");
        }
    }
}
