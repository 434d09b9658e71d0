package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** A registry like that of a process, and the text that it shows. */
final class Exposition {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();

    MeterRegistry registry() {
        return registry;
    }

    Meters meters(String namespace) {
        return new Meters(registry, namespace);
    }

    String text() {
        return TextFormat.of(registry.getPrometheusRegistry().scrape());
    }

    /** Returns the samples of a name that is followed by labels, a value or more of a name. */
    List<String> samples(String name) {
        return text().lines().filter(line -> line.startsWith(name)).toList();
    }

    /** Fails unless the name has these samples, each with its labels and its value. */
    void assertSamples(String name, String... labelsAndValues) {
        assertEquals(
                List.of(labelsAndValues),
                text().lines()
                        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                        .map(line -> line.substring(name.length()).strip())
                        .toList());
    }
}
