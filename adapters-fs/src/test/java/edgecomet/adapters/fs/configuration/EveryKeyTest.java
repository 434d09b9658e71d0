package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.BlockYaml.Line;
import edgecomet.adapters.fs.configuration.FullSample.Outcome;
import edgecomet.adapters.fs.configuration.table.Absence;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Key;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.adapters.fs.configuration.table.Shape;
import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every key of the tables has an effect, and every mistake in its value is named with its line. The effect that is
 * meant is one on the values that a role is given. That a feature behind them is missing yet, the load itself must say
 * ({@link Unsupported}), or the reference where nothing loads the file.
 */
class EveryKeyTest {

    /** Keys that existing files may have and that say nothing. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("hosts.bypass.enabled");

    private static final Map<ScalarType, String> NEGATIVES =
            Map.of(ScalarType.INT, "-1", ScalarType.FLOAT, "-0.5", ScalarType.DURATION, "-1s");

    /** Keys with a default that another key's value rules out. */
    private static final Set<String> NEEDED_BY_OTHER_KEYS = Set.of(
            "bypass.cache.enabled",
            "bypass.cache.status_codes",
            "bypass.cache.expired.strategy",
            "bothit_recache.match_ua",
            "dimensions.action",
            "dimensions.match_ua",
            "render.cache.expired.strategy");

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void theFullSampleLoads(FullSample sample) {
        List<Problem> errors = sample.load(sample.text(), directory).problems().stream()
                .filter(problem -> problem.severity() != Severity.WARNING)
                .toList();
        assertEquals(List.of(), errors);
    }

    @Test
    void theFullSamplesHaveEveryKeyOfTheTables() {
        // Certificates and other ways to Redis have tests of their own; the others may not stand beside those that the
        // sample has.
        assertEquals(
                Set.of(
                        "server.tls",
                        "redis.cluster",
                        "redis.sentinel",
                        "redis.tls",
                        "bypass.ca_file",
                        "render.events.wait_for_expression",
                        "render.events.wait_for_selector",
                        "tracking_params.params",
                        "headers.safe_request_add",
                        "headers.safe_response"),
                missing(FullSample.GATEWAY, FileTables.GATEWAY));
        assertEquals(
                Set.of(
                        "hosts.render.events.wait_for_expression",
                        "hosts.render.events.wait_for_selector",
                        "hosts.url_rules.render.events.wait_for_expression",
                        "hosts.url_rules.render.events.wait_for_selector"),
                missing(FullSample.HOSTS, FileTables.HOSTS_FILE));
        Set<String> otherWaysToRedis = Set.of("redis.cluster", "redis.sentinel", "redis.tls");
        assertEquals(otherWaysToRedis, missing(FullSample.RENDERER, FileTables.RENDERER));
        assertEquals(otherWaysToRedis, missing(FullSample.DAEMON, FileTables.DAEMON));
        Set<String> standalone = missing(FullSample.STANDALONE, FileTables.STANDALONE);
        standalone.removeAll(missing(FullSample.STANDALONE, FileTables.GATEWAY));
        assertEquals(Set.of(), standalone);
    }

    /** A default of a behaviour key holds where no level above sets the key, so hosts are left out. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HOSTS")
    void theDefaultOfTheReferenceIsWhatHoldsWithoutTheKey(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        Set<String> neededHere = new TreeSet<>();
        for (Line line : yaml.keys()) {
            if (line.key().absence() instanceof Absence.Value(String fallback)) {
                List<Object> without =
                        sample.load(yaml.without(line), directory).values();
                if (without.isEmpty()) {
                    neededHere.add(line.path());
                } else {
                    assertEquals(
                            without,
                            sample.load(yaml.with(line, fallback), directory).values(),
                            line::toString);
                }
            }
        }
        neededHere.removeAll(NEEDED_BY_OTHER_KEYS);
        assertEquals(Set.of(), neededHere);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatIsTakenOutIsMissed(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        Outcome whole = sample.load(sample.text(), directory);
        Set<String> idle = new TreeSet<>();
        Set<String> effective = new TreeSet<>();
        for (Line line : yaml.keys()) {
            boolean same = sample.load(yaml.without(line), directory).values().equals(whole.values());
            (same ? idle : effective).add(line.path());
        }
        // One line may say what would hold anyway; a key is idle if that is so wherever it stands.
        idle.removeAll(effective);
        idle.removeAll(WITHOUT_EFFECT);
        assertEquals(Set.of(), idle);
    }

    @ParameterizedTest
    @EnumSource
    void aValueOfAnotherTypeIsNamedWithItsLine(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            if (line.leaf() && !(line.key().shape() instanceof Shape.Patterns)) {
                String wrong = line.key().shape() instanceof Shape.Texts ? "[a]" : "{a: [b]}";
                assertNamed(sample.load(yaml.with(line, wrong), directory), line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDurationWithoutUnitOrWithAWrongOneIsNamedWithItsLine(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            if (line.key().shape().equals(new Shape.Single(ScalarType.DURATION))) {
                for (String wrong : List.of("30", "1d12h", "")) {
                    Outcome outcome = sample.load(yaml.with(line, '"' + wrong + '"'), directory);
                    assertNamed(outcome, line);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNegativeNumberOrAnAbsentValueNeverBreaksTheReader(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            // Any text names a directory, which would be created.
            if (line.leaf() && !line.path().equals("storage.base_path")) {
                for (String odd : List.of("-1", "-1s", "~", "[]", "\"\"", "${ENV:NONE}", "99999999999999999999")) {
                    Outcome outcome = sample.load(yaml.with(line, odd), directory);
                    outcome.problems()
                            .forEach(problem -> assertTrue(
                                    problem.line() > 0 || problem.severity() == Severity.FATAL,
                                    () -> line + ": " + problem));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNegativeNumberOrDurationIsNamedWithItsLine(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            if (line.key().shape() instanceof Shape.Single(ScalarType type) && NEGATIVES.containsKey(type)) {
                Outcome outcome = sample.load(yaml.with(line, NEGATIVES.get(type)), directory);
                assertTrue(
                        outcome.problems().stream().anyMatch(problem -> problem.line() == line.number()),
                        () -> line + ": " + outcome.problems());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRequiredKeyWithoutAValueIsNamedWithItsLine(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            // Without host files there is nothing to examine; that message has no line.
            if (line.leaf() && line.key().required() && !line.path().equals("hosts.include")) {
                assertNamed(sample.load(yaml.with(line, "~"), directory), line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownSiblingIsNamedWithItsLine(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            Outcome outcome = sample.load(yaml.withSibling(line, "sibling_x: 1"), directory);
            assertTrue(
                    outcome.problems().stream()
                            .anyMatch(problem -> problem.line() == line.number()
                                    && problem.text()
                                            .contains(
                                                    "line " + line.number() + ": field sibling_x not found in type ")),
                    () -> line + ": " + outcome.problems());
        }
    }

    private static void assertNamed(Outcome outcome, Line line) {
        assertTrue(
                outcome.problems().stream()
                        .anyMatch(problem -> problem.severity() == Severity.ERROR && problem.line() == line.number()),
                () -> line + ": " + outcome.problems());
    }

    private static Set<String> missing(FullSample sample, Keys table) {
        Set<String> present = sample.yaml().keys().stream().map(Line::path).collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        collectMissing(table, "", present, missing);
        return missing;
    }

    private static void collectMissing(Keys keys, String prefix, Set<String> present, Set<String> missing) {
        for (Key key : keys.byName().values()) {
            String path = prefix + key.name();
            if (!present.contains(path)) {
                missing.add(path);
                continue;
            }
            switch (key.shape()) {
                case Shape.Nested(Keys nested) -> collectMissing(nested, path + ".", present, missing);
                case Shape.NestedList(Keys nested) -> collectMissing(nested, path + ".", present, missing);
                case Shape.NestedMap(Keys nested) -> collectMissing(nested, path + ".", present, missing);
                default -> {}
            }
        }
    }
}
