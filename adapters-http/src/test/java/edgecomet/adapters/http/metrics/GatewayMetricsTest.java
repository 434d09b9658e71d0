package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import edgecomet.application.serve.PageAnswer;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.fallback.BypassReason;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayMetricsTest {

    private static final Duration TIME = Duration.ofMillis(30);
    private static final String PAGE = "{dimension=\"desktop\",host=\"shop.example\"}";

    private static final List<Integer> HIT = List.of(1, 0);
    private static final List<Integer> MISS = List.of(0, 1);
    private static final List<Integer> NEITHER = List.of();

    private final Exposition exposition = new Exposition();
    private final GatewayMetrics metrics = new GatewayMetrics(exposition.meters("edgecomet"));
    private final SampleAnswers shop = SampleAnswers.of("shop.example");

    @Test
    void before_the_first_request_there_is_only_what_has_no_labels() {
        exposition.assertSamples("edgecomet_eg_active_requests", "0");
        exposition.assertSamples("edgecomet_eg_cache_size_bytes", "0");
        exposition.assertSamples("edgecomet_eg_bot_hits_dropped_total", "0");
        assertEquals(6 + 3, exposition.text().lines().count(), exposition::text);
    }

    static Stream<Arguments> answers() {
        SampleAnswers shop = SampleAnswers.of("shop.example");
        return Stream.of(
                Arguments.of(shop.cached(), "desktop", "shop.example", "cache_hit", HIT, ""),
                Arguments.of(shop.bypassCached(), "desktop", "shop.example", "bypass_cache_hit", HIT, ""),
                Arguments.of(shop.rendered(), "desktop", "shop.example", "success", MISS, ""),
                Arguments.of(shop.bypassed(), "desktop", "shop.example", "success", MISS, ""),
                Arguments.of(shop.status(404), "desktop", "shop.example", "success", MISS, ""),
                Arguments.of(new PageAnswer.Refusal.InvalidUrl("x"), "", "", "invalid_url", NEITHER, ""),
                Arguments.of(new PageAnswer.Refusal.Unauthorized("x"), "", "", "auth_failed", NEITHER, "auth_failed"),
                Arguments.of(
                        new PageAnswer.Refusal.UserAgentBlocked(shop.host()),
                        "",
                        "shop.example",
                        "unmatched_blocked",
                        NEITHER,
                        "unmatched_user_agent"),
                Arguments.of(
                        new PageAnswer.Refusal.DimensionBlocked(shop.host(), SampleAnswers.DESKTOP),
                        "desktop",
                        "shop.example",
                        "dimension_blocked",
                        NEITHER,
                        "dimension_blocked"),
                Arguments.of(
                        new PageAnswer.Refusal.NotNormalizable(shop.host(), SampleAnswers.DESKTOP, "x"),
                        "desktop",
                        "shop.example",
                        "url_normalization_error",
                        NEITHER,
                        "url_normalization_error"),
                Arguments.of(
                        new PageAnswer.Refusal.NoSuchDimension(shop.host(), "tablet"),
                        "",
                        "shop.example",
                        "dimension_error",
                        NEITHER,
                        "dimension_error"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void each_answer_is_counted_under_its_status(
            PageAnswer answer,
            String dimension,
            String host,
            String status,
            List<Integer> hitsAndMisses,
            String error) {
        metrics.began();
        exposition.assertSamples("edgecomet_eg_active_requests", "1");
        metrics.ended(answer, TIME);
        exposition.assertSamples("edgecomet_eg_active_requests", "0");

        String labels = "dimension=\"" + dimension + "\",host=\"" + host + "\",status=\"" + status + "\"";
        exposition.assertSamples("edgecomet_eg_requests_total", "{" + labels + "} 1");
        exposition.assertSamples("edgecomet_eg_request_duration_seconds_count", "{" + labels + "} 1");
        exposition.assertSamples("edgecomet_eg_request_duration_seconds_sum", "{" + labels + "} 0.03");
        if (hitsAndMisses.isEmpty()) {
            exposition.assertSamples("edgecomet_eg_cache_hits_total");
            exposition.assertSamples("edgecomet_eg_cache_misses_total");
        } else {
            exposition.assertSamples("edgecomet_eg_cache_hits_total", PAGE + " " + hitsAndMisses.getFirst());
            exposition.assertSamples("edgecomet_eg_cache_misses_total", PAGE + " " + hitsAndMisses.getLast());
        }
        exposition.assertSamples(
                "edgecomet_eg_errors_total",
                error.isEmpty()
                        ? new String[0]
                        : new String[] {"{error_type=\"" + error + "\",host=\"" + host + "\"} 1"});
    }

    @Test
    void a_request_that_broke_is_an_error_and_no_longer_active() {
        metrics.began();
        metrics.failed(TIME);
        exposition.assertSamples("edgecomet_eg_active_requests", "0");
        exposition.assertSamples("edgecomet_eg_requests_total", "{dimension=\"\",host=\"\",status=\"render_error\"} 1");
        exposition.assertSamples("edgecomet_eg_errors_total", "{error_type=\"render_error\",host=\"\"} 1");
    }

    @Test
    void the_hit_ratio_is_that_of_all_requests_so_far() {
        end(shop.rendered(), shop.cached(), shop.cached(), shop.bypassCached());
        exposition.assertSamples("edgecomet_eg_cache_hit_ratio", PAGE + " 0.75");
    }

    @Test
    void a_status_rule_is_a_bypass_with_its_code_for_a_reason() {
        end(shop.status(410), shop.status(301), shop.status(410));
        exposition.assertSamples(
                "edgecomet_eg_bypass_total",
                "{host=\"shop.example\",reason=\"status_301\"} 1",
                "{host=\"shop.example\",reason=\"status_410\"} 2");
    }

    @ParameterizedTest
    @EnumSource(BypassReason.class)
    void a_bypass_has_the_word_of_its_reason(BypassReason reason) {
        metrics.bypassed("shop.example", reason);
        exposition.assertSamples(
                "edgecomet_eg_bypass_total", "{host=\"shop.example\",reason=\"" + reason.label() + "\"} 1");
    }

    @ParameterizedTest
    @CsvSource({"200, 2xx", "299, 2xx", "301, 3xx", "404, 4xx", "599, 5xx", "600, unknown", "199, unknown", "0, unknown"
    })
    void a_render_is_counted_by_the_range_of_its_status(int status, String range) {
        metrics.rendered("shop.example", "desktop", "rs-1", status, Duration.ofMillis(400));
        exposition.assertSamples(
                "edgecomet_eg_status_code_responses_total",
                "{dimension=\"desktop\",host=\"shop.example\",status_range=\"" + range + "\"} 1");
        exposition.assertSamples(
                "edgecomet_eg_render_service_duration_seconds_sum",
                "{dimension=\"desktop\",host=\"shop.example\",service_id=\"rs-1\"} 0.4");
    }

    @Test
    void services_without_end_do_not_make_series_without_end() {
        for (int i = 0; i < 10_000; i++) {
            metrics.rendered("shop.example", "desktop", "rs-" + i, 200, TIME);
        }
        List<String> counts = exposition.samples("edgecomet_eg_render_service_duration_seconds_count");
        assertEquals(201, counts.size());
        assertTrue(counts.contains("edgecomet_eg_render_service_duration_seconds_count"
                + "{dimension=\"desktop\",host=\"shop.example\",service_id=\"other\"} 9800"));
    }

    @Test
    void a_wait_is_counted_by_its_outcome() {
        metrics.waited("shop.example", "desktop", true, Duration.ofMillis(40));
        exposition.assertSamples("edgecomet_eg_wait_timeouts_total");
        metrics.waited("shop.example", "desktop", false, Duration.ofSeconds(5));
        exposition.assertSamples(
                "edgecomet_eg_wait_total",
                "{dimension=\"desktop\",host=\"shop.example\",outcome=\"success\"} 1",
                "{dimension=\"desktop\",host=\"shop.example\",outcome=\"timeout\"} 1");
        exposition.assertSamples("edgecomet_eg_wait_timeouts_total", PAGE + " 1");
    }

    @Test
    void an_expired_entry_is_counted_by_where_it_came_from() {
        metrics.servedStale("shop.example", "desktop", "bypass");
        exposition.assertSamples(
                "edgecomet_eg_stale_cache_served_total",
                "{dimension=\"desktop\",host=\"shop.example\",source=\"bypass\"} 1");
    }

    @Test
    void the_size_of_the_cache_is_what_was_found_and_what_was_written() {
        metrics.foundOnDisk(5_000_000);
        metrics.stored(Compression.NONE, 500, 500);
        exposition.assertSamples("edgecomet_eg_cache_size_bytes", "5.0005e+06");
        exposition.assertSamples("edgecomet_cache_bytes_saved_total");
    }

    @Test
    void compression_is_counted_by_its_algorithm() {
        metrics.stored(Compression.SNAPPY, 10_000, 2_500);
        metrics.stored(Compression.SNAPPY, 1_000, 1_200);
        exposition.assertSamples("edgecomet_cache_bytes_saved_total", "{algorithm=\"snappy\"} 7500");
        exposition.assertSamples("edgecomet_cache_compression_ratio_sum", "{algorithm=\"snappy\"} 1.45");
        exposition.assertSamples("edgecomet_cache_compression_ratio_count", "{algorithm=\"snappy\"} 2");
        metrics.unreadable(Compression.LZ4);
        exposition.assertSamples("edgecomet_cache_decompression_errors_total", "{algorithm=\"lz4\"} 1");
    }

    @Test
    void what_was_counted_for_a_host_goes_with_its_configuration_and_starts_again_with_it() {
        SampleAnswers other = SampleAnswers.of("other.example");
        countEverythingOf(shop);
        countEverythingOf(other);
        metrics.ended(new PageAnswer.Refusal.Unauthorized("x"), TIME);

        metrics.keepHosts(Set.of("other.example"));
        assertTrue(exposition.text().lines().noneMatch(line -> line.contains("shop.example")), exposition::text);
        exposition.assertSamples(
                "edgecomet_eg_requests_total",
                "{dimension=\"\",host=\"\",status=\"auth_failed\"} 1",
                "{dimension=\"\",host=\"other.example\",status=\"unmatched_blocked\"} 1",
                "{dimension=\"desktop\",host=\"other.example\",status=\"success\"} 1");

        metrics.keepHosts(Set.of("other.example", "shop.example"));
        end(shop.rendered());
        exposition.assertSamples(
                "edgecomet_eg_cache_misses_total",
                "{dimension=\"desktop\",host=\"other.example\"} 1",
                "{dimension=\"desktop\",host=\"shop.example\"} 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "edgecomet", "Edge", "_x", "a__b", "ns_total", "ns_bucket", "x9_"})
    void every_namespace_stands_in_front_as_it_is(String namespace) {
        Exposition own = new Exposition();
        GatewayMetrics named = new GatewayMetrics(own.meters(namespace));
        named.ended(shop.rendered(), TIME);
        String prefix = namespace.isEmpty() ? "" : namespace + "_";
        own.assertSamples(prefix + "eg_cache_misses_total", PAGE + " 1");
        own.assertSamples(prefix + "eg_cache_size_bytes", "0");
    }

    @Test
    void without_a_registry_nothing_is_counted_and_nothing_fails() {
        GatewayMetrics idle = new GatewayMetrics(Meters.none());
        idle.began();
        idle.ended(shop.cached(), TIME);
        idle.keepHosts(Set.of());
    }

    /** The hit path is the one that thousands of requests a second take. */
    @Test
    void counting_a_hit_allocates_next_to_nothing() {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        PageAnswer hit = shop.cached();
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            end(hit);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < rounds; i++) {
            metrics.began();
            metrics.ended(hit, TIME);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;
        assertTrue(each <= 100, each + " bytes for each hit");
    }

    private void countEverythingOf(SampleAnswers answers) {
        String host = answers.host().primaryDomain();
        end(answers.rendered());
        metrics.rendered(host, "desktop", "rs-1", 200, TIME);
        metrics.bypassed(host, BypassReason.URL_RULE);
        metrics.waited(host, "desktop", false, TIME);
        metrics.servedStale(host, "desktop", "render");
        end(new PageAnswer.Refusal.UserAgentBlocked(answers.host()));
        metrics.keepHosts(Set.of("shop.example", "other.example"));
    }

    private void end(PageAnswer... answers) {
        for (PageAnswer answer : answers) {
            metrics.began();
            metrics.ended(answer, TIME);
        }
    }
}
