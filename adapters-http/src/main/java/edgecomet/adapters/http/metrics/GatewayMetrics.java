package edgecomet.adapters.http.metrics;

import edgecomet.application.port.Telemetry;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestedPage;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.fallback.BypassReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a gateway does (spec 03 §17).
 *
 * <p>Safe for concurrent use; never blocks. What is counted for a hit is found by one look into a map.
 */
public final class GatewayMetrics implements Telemetry {

    private static final int MAX_SERVICES = 200;

    private final Meters meters;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicLong cacheBytes = new AtomicLong();
    private final Counter botHitsDropped;
    private final BoundedValues services = new BoundedValues(MAX_SERVICES);

    private final Series<RequestLabels, RequestMeters> requests = new Series<>(this::requestMeters);
    private final Series<PageLabels, CacheMeters> cache = new Series<>(this::cacheMeters);
    private final Series<ErrorLabels, Counter> errors = new Series<>(this::errorCounter);
    private final Series<StaleLabels, Counter> stale = new Series<>(this::staleCounter);
    private final Series<ServiceLabels, Timer> renders = new Series<>(this::renderTimer);
    private final Series<RangeLabels, Counter> ranges = new Series<>(this::rangeCounter);
    private final Series<BypassLabels, Counter> bypasses = new Series<>(this::bypassCounter);
    private final Series<WaitLabels, WaitMeters> waits = new Series<>(this::waitMeters);
    private final Series<Compression, CompressionMeters> compressions = new Series<>(this::compressionMeters);
    private final Series<Compression, Counter> unreadable = new Series<>(this::unreadableCounter);

    /** Creates the metrics; those without labels are there from now on. */
    public GatewayMetrics(Meters meters) {
        this.meters = meters;
        meters.gauge(Metric.ACTIVE_REQUESTS, active, AtomicInteger::get);
        meters.gauge(Metric.CACHE_SIZE, cacheBytes, AtomicLong::get);
        this.botHitsDropped = meters.counter(Metric.BOT_HITS_DROPPED);
    }

    private record PageLabels(String host, String dimension) {}

    private record ErrorLabels(String errorType, String host) {}

    private record StaleLabels(String host, String dimension, String source) {}

    private record ServiceLabels(String host, String dimension, String serviceId) {}

    private record RangeLabels(String host, String dimension, String range) {}

    private record BypassLabels(String host, String reason) {}

    private record WaitLabels(String host, String dimension, boolean inTime) {}

    /** A request began. */
    public void began() {
        active.incrementAndGet();
    }

    /** A request that began has its answer, after this long. */
    public void ended(PageAnswer answer, Duration duration) {
        active.decrementAndGet();
        requests.of(RequestLabels.of(answer)).count(duration);
        if (answer instanceof PageAnswer.Status status) {
            String reason = "status_" + status.action().code();
            bypasses.of(new BypassLabels(status.requested().host().primaryDomain(), reason))
                    .increment();
        }
    }

    /** Counts the hits of pages that have the same labels; to be kept by who counts many. */
    public interface HitMeter {

        /** A hit was answered after this long. It was too short to be seen under way. */
        void count(Duration duration);
    }

    /** Returns what counts the hits of pages like this one, as long as its host is configured. */
    public HitMeter ofHits(RequestedPage page) {
        return requests.of(
                new RequestLabels(page.host().primaryDomain(), page.dimension().name(), RequestStatus.CACHE_HIT));
    }

    /** A request that began has no answer, because something broke. */
    public void failed(Duration duration) {
        active.decrementAndGet();
        requests.of(RequestLabels.FAILED).count(duration);
    }

    @Override
    public void rendered(String host, String dimension, String serviceId, int statusCode, Duration duration) {
        renders.of(new ServiceLabels(host, dimension, services.shown(serviceId)))
                .record(duration);
        ranges.of(new RangeLabels(host, dimension, range(statusCode))).increment();
    }

    @Override
    public void bypassed(String host, BypassReason reason) {
        bypasses.of(new BypassLabels(host, reason.label())).increment();
    }

    @Override
    public void waited(String host, String dimension, boolean inTime, Duration duration) {
        waits.of(new WaitLabels(host, dimension, inTime)).count(duration);
    }

    @Override
    public void servedStale(String host, String dimension, String source) {
        stale.of(new StaleLabels(host, dimension, source)).increment();
    }

    @Override
    public void stored(Compression compression, long size, long diskSize) {
        cacheBytes.addAndGet(diskSize);
        if (compression != Compression.NONE) {
            compressions.of(compression).count(size, diskSize);
        }
    }

    @Override
    public void foundOnDisk(long bytes) {
        cacheBytes.addAndGet(bytes);
    }

    /** Bodies of so many bytes are gone from the disk. */
    void removedFromDisk(long bytes) {
        cacheBytes.addAndGet(-bytes);
    }

    @Override
    public void unreadable(Compression compression) {
        unreadable.of(compression).increment();
    }

    @Override
    public void botHitDropped() {
        botHitsDropped.increment();
    }

    /**
     * Drops what was counted for hosts that are no longer configured.
     *
     * @param hosts primary domains of those that are
     */
    public void keepHosts(Set<String> hosts) {
        // First the registry: a meter that were forgotten here only would be found there again, one that is removed
        // there only is held here and never shown.
        meters.keepHosts(hosts);
        requests.forget(labels -> isGone(labels.host(), hosts));
        cache.forget(labels -> isGone(labels.host(), hosts));
        errors.forget(labels -> isGone(labels.host(), hosts));
        stale.forget(labels -> isGone(labels.host(), hosts));
        renders.forget(labels -> isGone(labels.host(), hosts));
        ranges.forget(labels -> isGone(labels.host(), hosts));
        bypasses.forget(labels -> isGone(labels.host(), hosts));
        waits.forget(labels -> isGone(labels.host(), hosts));
    }

    private static boolean isGone(String host, Set<String> hosts) {
        return !host.isEmpty() && !hosts.contains(host);
    }

    private RequestMeters requestMeters(RequestLabels labels) {
        RequestStatus status = labels.status();
        String errorType = status.errorType();
        CacheMeters page = status.cache() == RequestStatus.Cache.NEITHER
                ? null
                : cache.of(new PageLabels(labels.host(), labels.dimension()));
        return new RequestMeters(
                meters.counter(Metric.REQUESTS, labels.host(), labels.dimension(), status.label()),
                meters.timer(Metric.REQUEST_DURATION, labels.host(), labels.dimension(), status.label()),
                page == null ? null : status.cache() == RequestStatus.Cache.HIT ? page.hits() : page.misses(),
                errorType == null ? null : errors.of(new ErrorLabels(errorType, labels.host())));
    }

    /** What is counted for a request. */
    private record RequestMeters(
            Counter requests,
            Timer duration,
            @Nullable Counter cache,
            @Nullable Counter errors) implements HitMeter {

        @Override
        public void count(Duration time) {
            requests.increment();
            duration.record(time);
            if (cache != null) {
                cache.increment();
            }
            if (errors != null) {
                errors.increment();
            }
        }
    }

    /** Both are shown from the first hit or miss on. */
    private CacheMeters cacheMeters(PageLabels labels) {
        CacheMeters page = new CacheMeters(
                meters.counter(Metric.CACHE_HITS, labels.host(), labels.dimension()),
                meters.counter(Metric.CACHE_MISSES, labels.host(), labels.dimension()));
        meters.gauge(Metric.CACHE_HIT_RATIO, page, CacheMeters::ratio, labels.host(), labels.dimension());
        return page;
    }

    private record CacheMeters(Counter hits, Counter misses) {

        double ratio() {
            double all = hits.count() + misses.count();
            return all == 0 ? 0 : hits.count() / all;
        }
    }

    private Counter errorCounter(ErrorLabels labels) {
        return meters.counter(Metric.ERRORS, labels.errorType(), labels.host());
    }

    private Counter staleCounter(StaleLabels labels) {
        return meters.counter(Metric.STALE_SERVED, labels.host(), labels.dimension(), labels.source());
    }

    private Timer renderTimer(ServiceLabels labels) {
        return meters.timer(Metric.RENDER_SERVICE_DURATION, labels.host(), labels.dimension(), labels.serviceId());
    }

    private Counter rangeCounter(RangeLabels labels) {
        return meters.counter(Metric.STATUS_CODE_RESPONSES, labels.host(), labels.dimension(), labels.range());
    }

    private static String range(int statusCode) {
        return switch (statusCode / 100) {
            case 2 -> "2xx";
            case 3 -> "3xx";
            case 4 -> "4xx";
            case 5 -> "5xx";
            default -> "unknown";
        };
    }

    private Counter bypassCounter(BypassLabels labels) {
        return meters.counter(Metric.BYPASSES, labels.host(), labels.reason());
    }

    private WaitMeters waitMeters(WaitLabels labels) {
        String outcome = labels.inTime() ? "success" : "timeout";
        return new WaitMeters(
                meters.counter(Metric.WAITS, labels.host(), labels.dimension(), outcome),
                meters.timer(Metric.WAIT_DURATION, labels.host(), labels.dimension(), outcome),
                labels.inTime() ? null : meters.counter(Metric.WAIT_TIMEOUTS, labels.host(), labels.dimension()));
    }

    private record WaitMeters(
            Counter waits, Timer duration, @Nullable Counter timeouts) {

        void count(Duration time) {
            waits.increment();
            duration.record(time);
            if (timeouts != null) {
                timeouts.increment();
            }
        }
    }

    private CompressionMeters compressionMeters(Compression compression) {
        return new CompressionMeters(
                meters.summary(Metric.COMPRESSION_RATIO, compression.label()),
                meters.counter(Metric.COMPRESSION_SAVED, compression.label()));
    }

    private Counter unreadableCounter(Compression compression) {
        return meters.counter(Metric.DECOMPRESSION_ERRORS, compression.label());
    }

    private record CompressionMeters(DistributionSummary ratio, Counter saved) {

        void count(long size, long diskSize) {
            ratio.record((double) diskSize / size);
            if (size > diskSize) {
                saved.increment((double) (size - diskSize));
            }
        }
    }
}
