package edgecomet.adapters.http.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text format of Prometheus, version 0.0.4, letter for letter as the original writes it.
 *
 * <p>The writer of Prometheus' Java library would do, but for its numbers: {@code le="1.0"} where every other
 * implementation has {@code le="1"}. A query for one bucket, as each objective has one, would find half of a mixed
 * cluster. The {@code _max} gauge that Micrometer puts beside every distribution is left out: it is no metric of ours,
 * and one series more for each.
 */
final class TextFormat {

    /** Goes with the text. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8; escaping=underscores";

    private static final String TOTAL = "_total";
    private static final String MAXIMUM = "_max";
    private static final double MANY = 1e6;

    private final StringBuilder out = new StringBuilder(16 * 1024);

    private TextFormat() {}

    static String of(MetricSnapshots snapshots) {
        Set<String> maxima = new HashSet<>();
        for (MetricSnapshot snapshot : snapshots) {
            if (snapshot instanceof HistogramSnapshot || snapshot instanceof SummarySnapshot) {
                maxima.add(snapshot.getMetadata().getPrometheusName() + MAXIMUM);
            }
        }
        TextFormat format = new TextFormat();
        for (MetricSnapshot snapshot : snapshots) {
            if (!maxima.contains(snapshot.getMetadata().getPrometheusName())) {
                format.family(snapshot);
            }
        }
        return format.out.toString();
    }

    private void family(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        switch (snapshot) {
            case CounterSnapshot counters -> {
                head(snapshot, name + TOTAL, "counter");
                counters.getDataPoints().forEach(point -> sample(name + TOTAL, point.getLabels(), point.getValue()));
            }
            case GaugeSnapshot gauges -> {
                head(snapshot, name, "gauge");
                gauges.getDataPoints().forEach(point -> sample(name, point.getLabels(), point.getValue()));
            }
            case HistogramSnapshot histograms -> {
                head(snapshot, name, "histogram");
                histograms.getDataPoints().forEach(point -> histogram(name, point));
            }
            case SummarySnapshot summaries -> {
                head(snapshot, name, "summary");
                summaries.getDataPoints().forEach(point -> {
                    sample(name + "_sum", point.getLabels(), point.getSum());
                    sample(name + "_count", point.getLabels(), (double) point.getCount());
                });
            }
            default -> throw new IllegalArgumentException("no metric of ours is a " + snapshot.getClass());
        }
    }

    private void histogram(String name, HistogramSnapshot.HistogramDataPointSnapshot point) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        long count = 0;
        for (int i = 0; i < buckets.size(); i++) {
            count += buckets.getCount(i);
            sample(name + "_bucket", point.getLabels(), number(buckets.getUpperBound(i)), (double) count);
        }
        sample(name + "_sum", point.getLabels(), point.getSum());
        sample(name + "_count", point.getLabels(), (double) count);
    }

    private void head(MetricSnapshot snapshot, String name, String type) {
        String help = snapshot.getMetadata().getHelp();
        if (help != null) {
            out.append("# HELP ").append(name).append(' ');
            escape(help, false);
            out.append('\n');
        }
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void sample(String name, Labels labels, double value) {
        sample(name, labels, null, value);
    }

    private void sample(String name, Labels labels, @Nullable String upperBound, double value) {
        out.append(name);
        char before = '{';
        for (int i = 0; i < labels.size(); i++) {
            out.append(before).append(labels.getPrometheusName(i)).append("=\"");
            escape(labels.getValue(i), true);
            out.append('"');
            before = ',';
        }
        if (upperBound != null) {
            out.append(before).append("le=\"").append(upperBound).append('"');
            before = ',';
        }
        out.append(before == ',' ? "} " : " ").append(number(value)).append('\n');
    }

    private void escape(String text, boolean quoted) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '"' -> out.append(quoted ? "\\\"" : "\"");
                default -> out.append(c);
            }
        }
    }

    /**
     * The fewest digits that name the number: {@code 1}, {@code 0.005}, {@code 1.5e+06}. Small and large ones have an
     * exponent of two digits or more.
     */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < MANY) {
            return Long.toString((long) value);
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return shortest.toPlainString();
        }
        String mantissa = shortest.movePointLeft(exponent).toPlainString();
        int digits = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (digits < 10 ? "0" : "") + digits;
    }
}
