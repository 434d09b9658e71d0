package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.DaemonSettings;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.configuration.StandaloneConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code edgecomet.yaml} has in addition to the gateway's keys. */
class StandaloneSectionsTest {

    private static final String NAME = "edgecomet.yaml";

    private static final String STANDALONE = """
            server: {listen: ":10070", timeout: 150s}
            internal: {listen: "127.0.0.1:10071", auth_key: "0123456789abcdef0123456789abcdef"}
            storage: {base_path: "@cache@"}
            dimensions: {desktop: {id: 1, width: 1920, height: 1080, match_ua: ["*Googlebot*"]}}
            hosts: {include: "hosts.d/*.yaml"}
            renderer: {chrome: {pool_size: 2, warmup: {url: "about:blank", timeout: 1s}, render: {max_timeout: 9s}}}
            """;

    private static final String DAEMON = """
            daemon:
              scheduler: {tick_interval: 1s, normal_check_interval: 60s}
              internal_queue: {max_size: 10, max_retries: 3}
              recache: {timeout_per_url: 60s}
              http_api: {enabled: true, listen: ":10090", request_timeout: 30s}
            """;

    private static final Problem NOT_YET = new Problem(
            Severity.WARNING,
            NAME,
            7,
            "daemon is not supported by this version yet: no page is rendered again on its own, and no API is served");

    @TempDir
    Path directory;

    @Test
    void withoutTheSectionThereIsNoDaemon() {
        Loading.Loaded<StandaloneConfiguration> loaded = loaded(STANDALONE);
        assertNull(loaded.configuration().daemon());
        assertEquals(List.of(), loaded.warnings());
    }

    @Test
    void theSectionIsReadAndTheOperatorToldThatItDoesNothingYet() {
        Loading.Loaded<StandaloneConfiguration> loaded = loaded(STANDALONE + DAEMON);
        DaemonSettings daemon = loaded.configuration().daemon();
        assertEquals("standalone", daemon.daemonId());
        assertEquals(new DaemonSettings.Schedule(Duration.ofSeconds(1), 60), daemon.schedule());
        assertEquals(10090, daemon.api().listen().port());
        assertEquals(List.of(NOT_YET), loaded.warnings());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "tick_interval: 1s | tick_interval: 1ms | 8 | daemon.scheduler.tick_interval must be >= 100ms, got 1ms",
                "max_size: 10 | max_size: 0 | 9 | daemon.internal_queue.max_size must be > 0, got 0",
                "{timeout_per_url: 60s} | {} | 10 | daemon.recache.timeout_per_url must be > 0",
                "\":10090\" | x | 11 | invalid daemon.http_api.listen: invalid listen address format: x",
                "\":10090\" | \":0\" | 11 | daemon.http_api.listen port must be between 1 and 65535, got 0",
                "\":10090\" | \":10070\" | 11 | daemon.http_api.listen port (10070) must differ from server.listen port (10070)",
                "\":10090\" | \":10071\" | 11 | daemon.http_api.listen port (10071) must differ from internal.listen port (10071)",
                "\":10090\" | \":10079\" | 11 | daemon.http_api.listen port (10079) must differ from metrics.listen port (10079)"
            },
            delimiter = '|')
    void aProblemIsNamedWithItsLineAndItsSection(String piece, String change, int line, String text) {
        assertTrue(DAEMON.contains(piece), piece);
        List<Problem> problems =
                refused(STANDALONE + DAEMON.replace(piece, change) + "metrics: {enabled: true, listen: \":10079\"}\n");
        assertEquals(List.of(NOT_YET, new Problem(Severity.ERROR, NAME, line, text)), problems);
    }

    @Test
    void anApiNeedsAKeyThatItsClientsCanKnow() {
        List<Problem> problems = refused(STANDALONE.replaceAll("(?m)^internal.*", "#") + DAEMON);
        assertEquals(
                new Problem(
                        Severity.ERROR,
                        NAME,
                        11,
                        "daemon.http_api needs internal.listen and internal.auth_key: its clients present that key"),
                problems.getLast());
    }

    @Test
    void keysThatTheProcessHasElsewhereAreRefused() {
        for (String key : List.of("eg_config: x", "redis: {}", "logging: {}", "metrics: {}")) {
            String name = key.substring(0, key.indexOf(':'));
            List<Problem> problems = refused(STANDALONE + DAEMON + "  " + key + "\n");
            assertTrue(
                    problems.getFirst().text().contains("line 12: field " + name + " not found in type "),
                    problems::toString);
        }
    }

    private Loading.Loaded<StandaloneConfiguration> loaded(String text) {
        return switch (load(text)) {
            case Loading.Loaded<StandaloneConfiguration> loaded -> loaded;
            case Loading.Refused<StandaloneConfiguration> refused -> throw new AssertionError(refused);
        };
    }

    private List<Problem> refused(String text) {
        return switch (load(text)) {
            case Loading.Loaded<StandaloneConfiguration> loaded -> throw new AssertionError(loaded);
            case Loading.Refused<StandaloneConfiguration> refused -> refused.problems();
        };
    }

    private Loading<StandaloneConfiguration> load(String text) {
        ConfigurationFiles files = new ConfigurationFiles(directory);
        files.write("hosts.d/01-site.yaml", ConfigurationFiles.HOSTS);
        return YamlConfigurationSource.standalone(files.write(NAME, text), Map.of());
    }
}
