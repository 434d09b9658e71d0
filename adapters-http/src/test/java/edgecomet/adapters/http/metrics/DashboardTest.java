package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard asks for nothing that no process shows. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");

    /** A metric with the labels by which it is selected. */
    private static final Pattern SELECTOR = Pattern.compile("(\\$\\{prefix\\})?([a-z][a-z_0-9]+)\\{([^}]*)\\}");

    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| `([a-z_]+)` \\| (counter|gauge|histogram|summary) \\|[^|]*\\|([^|]*)\\|.*");
    private static final Set<String> FROM_PROMETHEUS = Set.of("job", "instance");

    private record Documented(String type, Set<String> labels) {}

    @Test
    void every_query_uses_documented_names_and_labels_only() throws IOException {
        Map<String, Documented> documented = documented();
        List<String> queries = values("expr");
        assertFalse(queries.isEmpty());
        for (String query : queries) {
            List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
            assertFalse(selectors.isEmpty(), query);
            Set<String> labels = new HashSet<>(FROM_PROMETHEUS);
            for (MatchResult selector : selectors) {
                Documented metric = resolve(documented, selector.group(2))
                        .orElseThrow(() -> new AssertionError(selector.group(2) + " is not documented: " + query));
                assertEquals(isOurs(selector.group(2)), selector.group(1) != null, query);
                labels.addAll(metric.labels());
                if (metric.type().equals("histogram")) {
                    labels.add("le");
                }
                MATCHER.matcher(selector.group(3))
                        .results()
                        .forEach(match -> assertTrue(labels.contains(match.group(1)), match.group(1) + " in " + query));
            }
            GROUPING.matcher(query)
                    .results()
                    .flatMap(match -> Arrays.stream(match.group(1).split(",")))
                    .forEach(label -> assertTrue(labels.contains(label.strip()), label + " in " + query));
        }
    }

    @Test
    void every_panel_has_a_name_and_an_id_of_its_own() throws IOException {
        List<String> ids = values("id");
        assertEquals(ids.size(), new HashSet<>(ids).size(), ids::toString);
        List<String> titles = values("title");
        assertEquals(titles.size(), new HashSet<>(titles).size(), titles::toString);
        assertTrue(ids.size() >= 12, ids::toString);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("eg_") || name.startsWith("rs_") || name.startsWith("cache_");
    }

    private static Optional<Documented> resolve(Map<String, Documented> documented, String name) {
        Documented plain = documented.get(name);
        if (plain != null) {
            return plain.type().equals("histogram") ? Optional.empty() : Optional.of(plain);
        }
        return Optional.ofNullable(documented.get(name.replaceFirst("_(bucket|sum|count)$", "")))
                .filter(metric ->
                        metric.type().equals("histogram") || metric.type().equals("summary"));
    }

    private static Map<String, Documented> documented() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .map(DOCUMENTED::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> new Documented(
                                row.group(2),
                                Arrays.stream(row.group(3).split(","))
                                        .map(label -> label.replace("`", "").strip())
                                        .collect(Collectors.toSet()))));
    }

    /** Returns the value of every field with this name, however deep. */
    private static List<String> values(String field) throws IOException {
        List<String> values = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(DASHBOARD.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME && field.equals(json.currentName())) {
                    json.nextToken();
                    if (json.currentToken().isScalarValue() && json.currentToken() != JsonToken.VALUE_NULL) {
                        values.add(json.getText());
                    }
                }
            }
        }
        return values;
    }
}
