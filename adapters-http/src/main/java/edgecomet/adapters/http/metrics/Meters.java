package edgecomet.adapters.http.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Makes the meters of our metrics, each as {@link Metric} defines it. To make one is costly: who counts often keeps
 * what it got here.
 *
 * <p>Safe for concurrent use; never blocks.
 */
public final class Meters {

    private final MeterRegistry registry;
    private final String prefix;

    /**
     * Makes meters in a registry.
     *
     * @param namespace in front of every name; empty for none
     */
    public Meters(MeterRegistry registry, String namespace) {
        this.registry = registry;
        this.prefix = namespace.isEmpty() ? "" : namespace + "_";
    }

    /** Returns meters that count nothing, for a process whose metrics nobody can read. */
    public static Meters none() {
        return new Meters(new CompositeMeterRegistry(), "");
    }

    Counter counter(Metric metric, String... values) {
        return Counter.builder(name(metric, Metric.Kind.COUNTER))
                .description(metric.help())
                .tags(tags(metric, values))
                .register(registry);
    }

    /** A histogram of durations. */
    Timer timer(Metric metric, String... values) {
        return Timer.builder(name(metric, Metric.Kind.HISTOGRAM))
                .description(metric.help())
                .tags(tags(metric, values))
                .serviceLevelObjectives(
                        metric.buckets().stream().map(Meters::seconds).toArray(Duration[]::new))
                .register(registry);
    }

    /** A histogram of anything else. */
    DistributionSummary summary(Metric metric, String... values) {
        return DistributionSummary.builder(name(metric, Metric.Kind.HISTOGRAM))
                .description(metric.help())
                .tags(tags(metric, values))
                .serviceLevelObjectives(
                        metric.buckets().stream().mapToDouble(bound -> bound).toArray())
                .register(registry);
    }

    /** A value that is asked for at each scrape. */
    <T> void gauge(Metric metric, T source, ToDoubleFunction<T> value, String... values) {
        Gauge.builder(name(metric, Metric.Kind.GAUGE), source, value)
                .description(metric.help())
                .tags(tags(metric, values))
                .strongReference(true)
                .register(registry);
    }

    /** A count that is kept elsewhere and asked for at each scrape; it never falls. */
    <T> void counter(Metric metric, T source, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name(metric, Metric.Kind.COUNTER), source, count)
                .description(metric.help())
                .register(registry);
    }

    /** Removes the meters of every host but these. A meter that somebody still holds counts on, unseen. */
    void keepHosts(Set<String> hosts) {
        List<Meter> gone = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(prefix))
                .filter(meter -> isOfAnother(meter, hosts))
                .toList();
        gone.forEach(registry::remove);
    }

    private static boolean isOfAnother(Meter meter, Set<String> hosts) {
        String host = meter.getId().getTag(Label.HOST.text());
        return host != null && !host.isEmpty() && !hosts.contains(host);
    }

    private String name(Metric metric, Metric.Kind kind) {
        if (metric.kind() != kind) {
            throw new IllegalArgumentException(metric + " is no " + kind);
        }
        return prefix + metric.title();
    }

    private static List<Tag> tags(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new IllegalArgumentException(metric + " has the labels " + metric.labels());
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(metric.labels().get(i).text(), values[i]));
        }
        return tags;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
