package edgecomet.adapters.http.metrics;

import static edgecomet.adapters.http.metrics.Label.ALGORITHM;
import static edgecomet.adapters.http.metrics.Label.CLEANUP_ERROR;
import static edgecomet.adapters.http.metrics.Label.CLEANUP_STATUS;
import static edgecomet.adapters.http.metrics.Label.DIMENSION;
import static edgecomet.adapters.http.metrics.Label.ENDPOINT;
import static edgecomet.adapters.http.metrics.Label.ERROR_TYPE;
import static edgecomet.adapters.http.metrics.Label.HOST;
import static edgecomet.adapters.http.metrics.Label.HOST_ID;
import static edgecomet.adapters.http.metrics.Label.HTTP_STATUS;
import static edgecomet.adapters.http.metrics.Label.OUTCOME;
import static edgecomet.adapters.http.metrics.Label.REASON;
import static edgecomet.adapters.http.metrics.Label.RENDERER_ERROR;
import static edgecomet.adapters.http.metrics.Label.RENDER_STATUS;
import static edgecomet.adapters.http.metrics.Label.REQUEST_STATUS;
import static edgecomet.adapters.http.metrics.Label.SERVICE_ID;
import static edgecomet.adapters.http.metrics.Label.SOURCE;
import static edgecomet.adapters.http.metrics.Label.STATUS_RANGE;
import static edgecomet.adapters.http.metrics.Metric.Kind.COUNTER;
import static edgecomet.adapters.http.metrics.Metric.Kind.GAUGE;
import static edgecomet.adapters.http.metrics.Metric.Kind.HISTOGRAM;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Every metric of our own: the one place where its name, type, labels and buckets are stated (spec 03 §17, 05 §13). The
 * namespace of the configuration stands in front of the name. {@code docs/metrics.md} is printed from here.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are immutable
enum Metric {
    REQUESTS(
            COUNTER,
            "eg_requests_total",
            "Requests for pages that were answered.",
            List.of(HOST, DIMENSION, REQUEST_STATUS)),
    REQUEST_DURATION(
            HISTOGRAM,
            "eg_request_duration_seconds",
            "Time from a request for a page to its answer.",
            List.of(HOST, DIMENSION, REQUEST_STATUS),
            .005,
            .01,
            .025,
            .05,
            .1,
            .25,
            .5,
            1,
            2.5,
            5,
            10),
    ACTIVE_REQUESTS(GAUGE, "eg_active_requests", "Requests for pages that are being answered.", List.of()),
    CACHE_HITS(
            COUNTER,
            "eg_cache_hits_total",
            "Requests answered from the cache, that of bypassed pages included.",
            List.of(HOST, DIMENSION)),
    CACHE_MISSES(
            COUNTER,
            "eg_cache_misses_total",
            "Requests answered by a render, by the origin or by a status rule.",
            List.of(HOST, DIMENSION)),
    CACHE_HIT_RATIO(
            GAUGE,
            "eg_cache_hit_ratio",
            "Hits among hits and misses since the start, from 0 to 1.",
            List.of(HOST, DIMENSION)),
    STALE_SERVED(
            COUNTER,
            "eg_stale_cache_served_total",
            "Expired entries that were served because nothing better could be had.",
            List.of(HOST, DIMENSION, SOURCE)),
    RENDER_SERVICE_DURATION(
            HISTOGRAM,
            "eg_render_service_duration_seconds",
            "Time that a render service took to deliver a page.",
            List.of(HOST, DIMENSION, SERVICE_ID),
            .1,
            .25,
            .5,
            1,
            2.5,
            5,
            10,
            30),
    STATUS_CODE_RESPONSES(
            COUNTER,
            "eg_status_code_responses_total",
            "Pages that render services delivered, by the status of the page.",
            List.of(HOST, DIMENSION, STATUS_RANGE)),
    BYPASSES(
            COUNTER,
            "eg_bypass_total",
            "Requests that were not to be rendered, or could not be.",
            List.of(HOST, REASON)),
    WAITS(
            COUNTER,
            "eg_wait_total",
            "Requests that waited for another one's render of the same page.",
            List.of(HOST, DIMENSION, OUTCOME)),
    WAIT_DURATION(
            HISTOGRAM,
            "eg_wait_duration_seconds",
            "Time that a request waited for another one's render.",
            List.of(HOST, DIMENSION, OUTCOME),
            .01,
            .05,
            .1,
            .25,
            .5,
            1,
            2,
            5),
    WAIT_TIMEOUTS(
            COUNTER,
            "eg_wait_timeouts_total",
            "Requests that waited in vain for another one's render.",
            List.of(HOST, DIMENSION)),
    CACHE_SIZE(
            GAUGE,
            "eg_cache_size_bytes",
            "Bytes of page bodies on the disk: those found at the start and written since, without those that the cleanup and the quota removed.",
            List.of()),
    BOT_HITS_DROPPED(
            COUNTER,
            "eg_bot_hits_dropped_total",
            "Cache hits of bots that were not noted because too many came at a time.",
            List.of()),
    CLEANUP_RUNS(
            COUNTER,
            "eg_filesystem_cleanup_runs_total",
            "Times that a host's bodies were looked through for expired ones.",
            List.of(HOST_ID, CLEANUP_STATUS)),
    CLEANUP_DELETED(
            COUNTER,
            "eg_filesystem_cleanup_directories_deleted_total",
            "Directories removed, each with the bodies that expired in one minute.",
            List.of(HOST_ID)),
    CLEANUP_DURATION(
            HISTOGRAM,
            "eg_filesystem_cleanup_duration_seconds",
            "Time that it took to look through a host's bodies.",
            List.of(HOST_ID),
            .1,
            .5,
            1,
            5,
            10,
            30,
            60),
    CLEANUP_ERRORS(
            COUNTER,
            "eg_filesystem_cleanup_errors_total",
            "Times that a host's bodies could not be looked through.",
            List.of(HOST_ID, CLEANUP_ERROR)),
    EVICTED(
            COUNTER,
            "eg_cache_evicted_pages_total",
            "Bodies removed from the disk because of storage.max_megabytes.",
            List.of()),
    ERRORS(COUNTER, "eg_errors_total", "Requests that were refused or failed.", List.of(ERROR_TYPE, HOST)),
    COMPRESSION_RATIO(
            HISTOGRAM,
            "cache_compression_ratio",
            "Size of a compressed body, as a part of its size before.",
            List.of(ALGORITHM),
            .1,
            .2,
            .3,
            .4,
            .5,
            .6,
            .7,
            .8,
            .9,
            1),
    COMPRESSION_SAVED(
            COUNTER, "cache_bytes_saved_total", "Bytes that compression saved on the disk.", List.of(ALGORITHM)),
    DECOMPRESSION_ERRORS(
            COUNTER,
            "cache_decompression_errors_total",
            "Compressed bodies that could not be read back, missing ones included.",
            List.of(ALGORITHM)),

    POOL_SIZE(GAUGE, "rs_chrome_pool_size", "Tabs of the pool.", List.of()),
    POOL_AVAILABLE(GAUGE, "rs_chrome_available", "Tabs of the pool that are free.", List.of()),
    BROWSER_RESTARTS(
            COUNTER, "rs_chrome_restarts_total", "Browsers that were started in the place of another one.", List.of()),
    EGRESS_REFUSED(
            COUNTER,
            "rs_egress_refused_total",
            "Connections of pages that were refused because they led to an address that is not public.",
            List.of()),
    RENDERS(COUNTER, "rs_renders_total", "Renders that ended.", List.of(RENDER_STATUS)),
    RENDER_DURATION(
            HISTOGRAM,
            "rs_render_duration_seconds",
            "Time of a render, the wait for a tab and failures included.",
            List.of(),
            .1,
            .2,
            .4,
            .8,
            1.6,
            3.2,
            6.4,
            12.8,
            25.6,
            51.2),
    QUEUE_DEPTH(GAUGE, "rs_queue_depth", "Renders that wait for a tab.", List.of()),
    QUEUE_REJECTIONS(
            COUNTER,
            "rs_queue_rejections_total",
            "Renders refused because no tab became free in time, or because the service was stopping.",
            List.of()),
    HTTP_REQUESTS(
            COUNTER,
            "rs_http_requests_total",
            "Answers of the render service; a standalone process has none.",
            List.of(ENDPOINT, HTTP_STATUS)),
    RENDERER_ERRORS(COUNTER, "rs_errors_total", "Requests to render that failed.", List.of(RENDERER_ERROR));

    /** What a metric measures with. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private final Kind kind;
    private final String title;
    private final String help;
    private final List<Label> labels;
    private final List<Double> buckets;

    Metric(Kind kind, String title, String help, List<Label> labels, double... buckets) {
        this.kind = kind;
        this.title = title;
        this.help = help;
        this.labels = labels;
        this.buckets = DoubleStream.of(buckets).boxed().toList();
    }

    Kind kind() {
        return kind;
    }

    /** Returns the name after the namespace, as it is exposed. */
    String title() {
        return title;
    }

    String help() {
        return help;
    }

    List<Label> labels() {
        return labels;
    }

    /** Returns the upper bounds of a histogram, less the infinite one. */
    List<Double> buckets() {
        return buckets;
    }
}
