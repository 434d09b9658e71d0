package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} is printed from the definitions. To write it anew:
 * {@code ./mvnw -pl adapters-http -am test -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dedgecomet.docs=write}.
 */
class MetricsPageTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final String HEADINGS = """
            | Name | Type | Unit | Labels | Meaning |
            |---|---|---|---|---|
            """;

    @Test
    void the_document_is_what_the_code_says() throws IOException {
        String printed = print();
        if (System.getProperty("edgecomet.docs", "check").equals("write")) {
            Files.writeString(DOCUMENT, printed);
        }
        assertEquals(printed, Files.readString(DOCUMENT));
    }

    private static String print() {
        return """
                # Metrics

                Printed from the code by `MetricsPageTest`; do not edit.

                With `metrics.enabled`, a gateway, a render service and a standalone process answer scrapes of Prometheus on `metrics.listen` and `metrics.path`, and on nothing else there. A standalone process shows those of its gateway and of its renderer together. The listener has no authentication: keep it inside. [A dashboard](grafana-dashboard.json) for Grafana goes with them.

                Names begin with `metrics.namespace` and `_`; without a namespace, as below. Those of the process have no namespace. A series with labels appears with its first event. What was counted for a host goes when a reload takes the host out of the configuration.

                ## Gateway

                %s
                A request that is answered from the bypass cache is a bypass too, and a hit.

                ## Render service

                %s
                ## Process

                %s
                ## Histograms

                Upper bounds of the buckets, less `+Inf`:

                %s
                ## Labels

                %s""".formatted(
                        table(metric -> !metric.title().startsWith("rs_")),
                        table(metric -> metric.title().startsWith("rs_")),
                        HEADINGS + process(),
                        histograms(),
                        labels());
    }

    private static String table(Predicate<Metric> wanted) {
        return HEADINGS
                + Arrays.stream(Metric.values())
                        .filter(wanted)
                        .map(metric -> row(
                                metric.title(),
                                metric.kind().name().toLowerCase(Locale.ROOT),
                                metric.labels().stream().map(Label::text).toList(),
                                metric.help()))
                        .collect(Collectors.joining());
    }

    private static String row(String name, String type, List<String> labels, String help) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        name,
                        type,
                        unit(name),
                        labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
                        help);
    }

    private static String unit(String name) {
        if (name.contains("_seconds")) {
            return "seconds";
        }
        return name.contains("bytes") ? "bytes" : name.endsWith("_ratio") ? "0 to 1" : "";
    }

    /** Those that the libraries name are taken as they are shown. */
    private static String process() {
        Exposition exposition = new Exposition();
        new RuntimeMetrics().bindTo(exposition.registry());
        List<String> lines = exposition.text().lines().toList();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            Matcher type = TYPE.matcher(lines.get(i));
            if (type.matches()) {
                String help = lines.get(i - 1).replaceFirst("# HELP \\S+ ", "");
                List<String> labels = LABEL.matcher(lines.get(i + 1))
                        .results()
                        .map(m -> m.group(1))
                        .toList();
                rows.append(row(type.group(1), type.group(2), labels, help));
            }
        }
        return rows.toString();
    }

    private static String histograms() {
        return "| Name | Bounds |\n|---|---|\n"
                + Arrays.stream(Metric.values())
                        .filter(metric -> metric.kind() == Metric.Kind.HISTOGRAM)
                        .map(metric -> "| `%s` | %s |\n"
                                .formatted(
                                        metric.title(),
                                        metric.buckets().stream()
                                                .map(TextFormat::number)
                                                .collect(Collectors.joining(", "))))
                        .collect(Collectors.joining());
    }

    private static String labels() {
        return "| Label | Of | Values |\n|---|---|---|\n"
                + Arrays.stream(Label.values())
                        .map(label -> "| `%s` | %s | %s |\n".formatted(label.text(), of(label), label.meaning()))
                        .collect(Collectors.joining());
    }

    private static String of(Label label) {
        List<String> metrics = Arrays.stream(Metric.values())
                .filter(metric -> metric.labels().contains(label))
                .map(metric -> "`" + metric.title() + "`")
                .toList();
        return metrics.size() > 4 ? "most of the gateway's" : String.join(", ", metrics);
    }
}
