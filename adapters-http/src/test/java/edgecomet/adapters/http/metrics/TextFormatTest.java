package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextFormatTest {

    private final Exposition exposition = new Exposition();

    /** The numbers as Go's {@code strconv} writes them with the fewest digits. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-1, -1",
        "0.005, 0.005",
        "2.5, 2.5",
        "51.2, 51.2",
        "0.30000000000000004, 0.30000000000000004",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1.5e-7, 1.5e-07",
        "123456, 123456",
        "999999, 999999",
        "123456.7, 123456.7",
        "1000000, 1e+06",
        "1234567, 1.234567e+06",
        "-1234567.5, -1.2345675e+06",
        "1e10, 1e+10",
        "1.79e308, 1.79e+308",
        "1732000000.25, 1.73200000025e+09",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
    })
    void numbers_have_the_fewest_digits(double number, String text) {
        assertEquals(text, TextFormat.number(number));
    }

    @Test
    void help_and_label_values_are_escaped() {
        Counter.builder("odd_total")
                .description("a \"b\" \\ c\nd")
                .tag("label", "a \"b\" \\ c\nd")
                .register(exposition.registry())
                .increment();
        assertEquals("""
                # HELP odd_total a "b" \\\\ c\\nd
                # TYPE odd_total counter
                odd_total{label="a \\"b\\" \\\\ c\\nd"} 1
                """, exposition.text());
    }

    @Test
    void a_histogram_counts_up_and_has_no_maximum_beside_it() {
        Timer timer = Timer.builder("x_seconds")
                .description("Time.")
                .tag("host", "a")
                .serviceLevelObjectives(Duration.ofMillis(5), Duration.ofSeconds(1))
                .register(exposition.registry());
        timer.record(Duration.ofMillis(2));
        timer.record(Duration.ofMillis(500));
        timer.record(Duration.ofSeconds(3));
        assertEquals("""
                # HELP x_seconds Time.
                # TYPE x_seconds histogram
                x_seconds_bucket{host="a",le="0.005"} 1
                x_seconds_bucket{host="a",le="1"} 2
                x_seconds_bucket{host="a",le="+Inf"} 3
                x_seconds_sum{host="a"} 3.502
                x_seconds_count{host="a"} 3
                """, exposition.text());
    }

    @Test
    void a_summary_is_a_sum_and_a_count() {
        FunctionTimer.builder("pause", this, t -> 3, t -> 1500, TimeUnit.MILLISECONDS)
                .description("Time.")
                .register(exposition.registry());
        assertEquals("""
                # HELP pause_seconds Time.
                # TYPE pause_seconds summary
                pause_seconds_sum 1.5
                pause_seconds_count 3
                """, exposition.text());
    }

    @Test
    void a_gauge_whose_name_ends_alike_stays() {
        Gauge.builder("memory_max", () -> 7).register(exposition.registry());
        exposition.assertSamples("memory_max", "7");
    }

    /** Each name, type, help and bucket is on the wire as it is defined. */
    @ParameterizedTest
    @EnumSource(Metric.class)
    void every_metric_is_shown_as_it_is_defined(Metric metric) {
        Meters meters = exposition.meters("ns");
        String[] values = metric.labels().stream().map(label -> "v").toArray(String[]::new);
        switch (metric.kind()) {
            case COUNTER -> meters.counter(metric, values);
            case GAUGE -> meters.gauge(metric, this, t -> 0, values);
            case HISTOGRAM -> {
                if (metric.title().endsWith("_seconds")) {
                    meters.timer(metric, values);
                } else {
                    meters.summary(metric, values);
                }
            }
        }
        List<String> lines = exposition.text().lines().toList();
        String name = "ns_" + metric.title();
        assertEquals("# HELP " + name + " " + metric.help(), lines.get(0));
        assertEquals("# TYPE " + name + " " + metric.kind().name().toLowerCase(Locale.ROOT), lines.get(1));
        List<String> bounds = lines.stream()
                .filter(line -> line.startsWith(name + "_bucket{"))
                .map(line -> line.replaceAll(".*le=\"([^\"]*)\".*", "$1"))
                .toList();
        List<String> defined = new ArrayList<>(
                metric.buckets().stream().map(TextFormat::number).toList());
        if (metric.kind() == Metric.Kind.HISTOGRAM) {
            defined.add("+Inf");
            assertFalse(metric.buckets().isEmpty());
        } else {
            assertEquals(3, lines.size());
        }
        assertEquals(defined, bounds);
    }
}
