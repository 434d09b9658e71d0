package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.configuration.RendererConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of spec 01 §11. */
class RendererCatalogueTest {

    private static final String SMALLEST = """
            server: {id: rs-1, listen: ":10080"}
            redis: {addr: "localhost:6379"}
            chrome:
              pool_size: 4
              warmup: {url: "about:blank", timeout: 10s}
              render: {max_timeout: 50s}
            log: {level: info}
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            value = {
                "id: rs-1, | | 1 | server.id is required",
                ", listen: \":10080\" | | 1 | server.listen is required",
                "\":10080\" | x | 1 | invalid server.listen: invalid listen address format: x",
                "{addr: \"localhost:6379\"} | | 2 | redis.addr is required",
                "pool_size: 4 | pool_size: 0 | 4 | chrome.pool_size must be 'auto' or positive integer",
                "pool_size: 4 | pool_size: Auto | 4 | chrome.pool_size must be 'auto' or positive integer",
                "url: \"about:blank\", | | 5 | chrome.warmup.url is required",
                "timeout: 10s | timeout: 0 | 5 | chrome.warmup.timeout must be positive",
                "render: | restart: {after_count: -1} #| 6 | chrome.restart.after_count must be positive",
                "render: | restart: {after_time: -1s} #| 6 | chrome.restart.after_time must be positive",
                "50s | -1s | 6 | chrome.render.max_timeout must be positive",
                "level: info | level: loud | 7 | invalid log.level: loud (must be debug, info, warn, error, dpanic, panic, or fatal)",
                "level: info | | 7 | invalid log.level:  (must be debug, info, warn, error, dpanic, panic, or fatal)",
                "level: info | level: info, console: {enabled: true, format: text} | 7 | invalid log.console.format: text (must be json or console)",
                "level: info | level: info, file: {enabled: true} | 7 | log.file.path must be specified when file logging is enabled",
                "level: info | level: info, file: {enabled: true, path: x, format: y} | 7 | invalid log.file.format: y (must be json or text)",
                "level: info | level: info, file: {enabled: true, path: x, rotation: {max_age: -1}} | 7 | log.file.rotation.max_age must be >= 0, got -1",
                "6379\" | 6379\", db: -1 | 2 | redis.db must be >= 0, got -1",
                "level: info | level: info, file: {enabled: true, path: x, rotation: {max_size: -1}} | 7 | log.file.rotation.max_size must be >= 0, got -1",
                "level: info | level: info, file: {enabled: true, path: x, rotation: {max_backups: -1}} | 7 | log.file.rotation.max_backups must be >= 0, got -1",
                "log: | metrics: {enabled: true}\\nlog: | 7 | metrics.listen is required when metrics enabled",
                "log: | metrics: {enabled: true, listen: \":0\"}\\nlog: | 7 | invalid metrics.listen: port must be between 1 and 65535, got 0",
                "log: | metrics: {enabled: true, listen: \":10080\"}\\nlog: | 7 | metrics.listen port (10080) must differ from server.listen port (10080) when metrics enabled",
                "log: | metrics: {path: m}\\nlog: | 7 | invalid metrics.path: m (must start with /)",
                "log: | metrics: {namespace: 1}\\nlog: | 7 | invalid metrics.namespace: 1 (must match [a-zA-Z_][a-zA-Z0-9_]*)"
            },
            delimiter = '|',
            quoteCharacter = '`')
    void theProblemIsNamedWithItsLine(String piece, String change, int line, String text) {
        assertTrue(SMALLEST.contains(piece));
        String changed = SMALLEST.replace(piece, change == null ? "" : change.replace("\\n", "\n"));
        Problem expected = new Problem(Severity.ERROR, "render-service.yaml", line, "invalid config: " + text);
        List<Problem> problems = problems(changed);
        assertTrue(problems.contains(expected), () -> expected + "\nnot in " + problems);
    }

    @Test
    void absentAndZeroLimitsOfABrowsersLifeAreTheDefaults() {
        for (String restart : List.of("", "  restart: {after_count: 0, after_time: 0}\n")) {
            Path file = write(SMALLEST.replace("  render:", restart + "  render:"));
            RendererConfiguration renderer = ((Loading.Loaded<RendererConfiguration>)
                            YamlConfigurationSource.renderer(file, Map.of()))
                    .configuration();
            assertEquals(100, renderer.chrome().restartAfterCount());
            assertEquals(Duration.ofMinutes(60), renderer.chrome().restartAfterTime());
        }
    }

    @Test
    void aMissingFileIsSaidWithItsAbsolutePath() {
        Path file = directory.resolve("none.yaml");
        assertEquals(
                List.of(new Problem(Severity.FATAL, "none.yaml", 0, "config file does not exist: " + file)),
                ((Loading.Refused<?>) YamlConfigurationSource.renderer(file, Map.of())).problems());
    }

    @Test
    void aSyntaxErrorIsSaidInTheWordsOfTheRenderService() {
        assertTrue(problems("server: [").getFirst().text().startsWith("failed to parse config: yaml: "));
    }

    private List<Problem> problems(String text) {
        return switch (YamlConfigurationSource.renderer(write(text), Map.of())) {
            case Loading.Loaded<RendererConfiguration> loaded -> loaded.warnings();
            case Loading.Refused<RendererConfiguration> refused -> refused.problems();
        };
    }

    private Path write(String text) {
        return new ConfigurationFiles(directory).write("render-service.yaml", text);
    }
}
