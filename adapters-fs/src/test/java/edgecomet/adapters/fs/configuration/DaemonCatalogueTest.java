package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.DaemonConfiguration;
import edgecomet.application.configuration.DaemonSettings;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of spec 01 §12 and 06 §2, and what the daemon makes of the gateway's files. */
class DaemonCatalogueTest {

    private static final String NAME = "cache-daemon.yaml";

    private static final String DAEMON = """
            eg_config: "edge-gateway.yaml"
            daemon_id: cd-1
            redis: {addr: "localhost:6379"}
            scheduler: {tick_interval: 1s, normal_check_interval: 60s}
            internal_queue: {max_size: 1000, max_retries: 3}
            recache: {timeout_per_url: 60s}
            http_api: {enabled: true, listen: ":10090", request_timeout: 30s}
            logging: {level: info}
            metrics: {enabled: true, listen: ":10099"}
            """;

    @TempDir
    Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void aGateway() {
        files = new ConfigurationFiles(directory);
        files.gateway(ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "\"edge-gateway.yaml\" | | 1 | eg_config must be specified",
                "cd-1 | | 2 | daemon_id must be specified",
                "{addr: \"localhost:6379\"} | | 3 | redis.addr must be specified",
                "6379\" | 6379\", db: -1 | 3 | redis.db must be >= 0, got -1",
                "{tick_interval: 1s, normal_check_interval: 60s} | {} | 4 | scheduler.tick_interval must be >= 100ms, got 0s",
                "tick_interval: 1s | tick_interval: 99ms | 4 | scheduler.tick_interval must be >= 100ms, got 99ms",
                "interval: 60s | interval: 90500ms | 4 | scheduler.normal_check_interval (1m30.5s) must be a multiple of tick_interval (1s)",
                "interval: 60s | interval: -500ms | 4 | scheduler.normal_check_interval (-500ms) must be a multiple of tick_interval (1s)",
                "max_size: 1000, | | 5 | internal_queue.max_size must be > 0, got 0",
                "max_size: 1000 | max_size: -5 | 5 | internal_queue.max_size must be > 0, got -5",
                ", max_retries: 3 | | 5 | internal_queue.max_retries must be >= 1, got 0",
                "recache: { | recache: {rs_capacity_reserved: 1.5, | 6 | recache.rs_capacity_reserved must be between 0.0 and 1.0, got 1.500000",
                "recache: { | recache: {rs_capacity_reserved: -1, | 6 | recache.rs_capacity_reserved must be between 0.0 and 1.0, got -1.000000",
                "recache: { | recache: {rs_capacity_reserved: .inf, | 6 | recache.rs_capacity_reserved must be between 0.0 and 1.0, got +Inf",
                "recache: { | recache: {rs_capacity_reserved: .nan, | 6 | recache.rs_capacity_reserved must be between 0.0 and 1.0, got NaN",
                "timeout_per_url: 60s | timeout_per_url: 0 | 6 | recache.timeout_per_url must be > 0",
                "{timeout_per_url: 60s} | | 6 | recache.timeout_per_url must be > 0",
                "listen: \":10090\", | | 7 | http_api.listen must be specified when enabled",
                "\":10090\" | a:b:1 | 7 | invalid http_api.listen: invalid listen address format: a:b:1: address a:b:1: too many colons in address",
                "\":10090\" | \":http\" | 7 | invalid http_api.listen: invalid port in listen address: http",
                "\":10090\" | \":0\" | 7 | http_api.listen port must be between 1 and 65535, got 0",
                ", request_timeout: 30s | | 7 | http_api.request_timeout must be > 0 when http_api is enabled",
                "request_timeout: 30s | request_timeout: -1s | 7 | http_api.request_timeout must be > 0 when http_api is enabled",
                "level: info | level: fatal | 8 | logging.level must be one of: debug, info, warn, error, got 'fatal'",
                "level: info | console: {enabled: true, format: text} | 8 | logging.console.format must be 'json' or 'console', got 'text'",
                "level: info | file: {enabled: true} | 8 | logging.file.path must be specified when file logging is enabled",
                "level: info | file: {enabled: true, path: x, format: y} | 8 | logging.file.format must be 'json' or 'text', got 'y'",
                "level: info | file: {enabled: true, path: x, rotation: {max_size: -1}} | 8 | logging.file.rotation.max_size must be >= 0, got -1",
                "level: info | file: {enabled: true, path: x, rotation: {max_age: -1}} | 8 | logging.file.rotation.max_age must be >= 0, got -1",
                "level: info | file: {enabled: true, path: x, rotation: {max_backups: -1}} | 8 | logging.file.rotation.max_backups must be >= 0, got -1",
                ", listen: \":10099\" | | 9 | metrics.listen must be specified when enabled",
                "\":10099\" | x | 9 | invalid metrics.listen: invalid listen address format: x",
                "\":10099\" | 70000 | 9 | metrics.listen port must be between 1 and 65535, got 70000",
                "\":10099\" | \"127.0.0.1:10090\" | 9 | metrics.listen port (10090) must differ from http_api.listen port (10090) when both enabled",
                "\":10099\" | \":10099\", path: m | 9 | invalid metrics.path 'm' (must start with /)",
                "\":10099\" | \":10099\", namespace: 1x | 9 | invalid metrics.namespace '1x' (must match [a-zA-Z_][a-zA-Z0-9_]*)"
            },
            delimiter = '|',
            quoteCharacter = '`')
    void theProblemIsNamedWithItsLine(String piece, String change, int line, String text) {
        assertTrue(DAEMON.contains(piece), piece);
        Problem expected = new Problem(Severity.ERROR, NAME, line, "config validation failed: " + text);
        List<Problem> problems = problems(DAEMON.replace(piece, change == null ? "" : change));
        assertEquals(List.of(expected), problems);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "interval: 60s | interval: 0 | 4 | scheduler.normal_check_interval is 0s: every tick looks at all queues",
                "interval: 60s | interval: -2s | 4 | scheduler.normal_check_interval is -2s: every tick looks at all queues",
                ", normal_check_interval: 60s | | 4 | scheduler.normal_check_interval is 0s: every tick looks at all queues",
                "max_retries: 3 | max_retries: 3, retry_base_delay: -1s | 5 | internal_queue.retry_base_delay is negative (-1s): pages are tried again at once",
                "level: info | console: {level: loud} | 8 | logging.console.level 'loud' is none of debug, info, warn, error: it means info",
                "level: info | file: {level: fatal} | 8 | logging.file.level 'fatal' is none of debug, info, warn, error: it means info"
            },
            delimiter = '|')
    void theDoubtIsNamedWithItsLine(String piece, String change, int line, String text) {
        assertTrue(DAEMON.contains(piece), piece);
        assertEquals(
                List.of(new Problem(Severity.WARNING, NAME, line, text)),
                loaded(DAEMON.replace(piece, change == null ? "" : change)).warnings());
    }

    @Test
    void whatIsOffIsNotChecked() {
        String off = DAEMON.replaceAll("http_api.*", "http_api: {listen: x}").replaceAll("metrics.*", "metrics: {}");
        DaemonConfiguration daemon = loaded(off).configuration();
        assertNull(daemon.settings().api());
        assertNull(daemon.metrics());
    }

    @Test
    void everyProblemOfBothFilesComesOutAtOnce() {
        files.gateway(ConfigurationFiles.GATEWAY.replace("\":10070\"", "\":0\""), ConfigurationFiles.HOSTS);
        List<Problem> problems = problems(DAEMON.replace("cd-1", "").replace("max_retries: 3", "max_retries: 0"));
        assertEquals(
                List.of(
                        "cache-daemon.yaml line 2: config validation failed: daemon_id must be specified",
                        "cache-daemon.yaml line 5: config validation failed: internal_queue.max_retries must be >= 1, got 0",
                        "edge-gateway.yaml line 2: invalid server.listen: port must be between 1 and 65535, got 0"),
                problems.stream().map(Problem::toString).toList());
    }

    @Test
    void whatTheFileSaysIsWhatTheDaemonIsTold() {
        DaemonConfiguration daemon = loaded(DAEMON).configuration();
        assertEquals(
                new DaemonSettings(
                        "cd-1",
                        new DaemonSettings.Schedule(Duration.ofSeconds(1), 60),
                        new DaemonSettings.Queue(1000, 3, Duration.ofSeconds(5)),
                        new DaemonSettings.Recache(0, Duration.ofMinutes(1)),
                        new DaemonSettings.Api(new ListenAddress("", 10090), Duration.ofSeconds(30), false)),
                daemon.settings());
        assertEquals("edgecomet", daemon.metrics().namespace());
        assertEquals("/metrics", daemon.metrics().path());
        assertEquals(LogConfiguration.DEFAULT, daemon.log());
        assertTrue(daemon.gateway().internalKey().matches("0123456789abcdef0123456789abcdef"));
        assertEquals(1, daemon.gateway().hosts().all().size());
    }

    @ParameterizedTest
    @CsvSource({"0, PT5S", "-1s, PT0S", "100ms, PT0.1S"})
    void theRetryDelayHasADefaultAndNoNegativeValue(String written, Duration delay) {
        assertEquals(
                delay,
                loaded(DAEMON.replace("max_retries: 3", "max_retries: 3, retry_base_delay: " + written))
                        .configuration()
                        .settings()
                        .queue()
                        .retryBaseDelay());
    }

    @Test
    void theGatewaysDiskAndCertificatesMayBeOnOtherMachines() {
        files.gateway(
                ConfigurationFiles.GATEWAY.replace(
                        "internal:",
                        "  tls: {enabled: true, listen: \":10073\", cert_file: no.crt, key_file: no.key}\ninternal:"),
                ConfigurationFiles.HOSTS);
        assertEquals(List.of(), loaded(DAEMON).warnings());
        assertFalse(Files.exists(directory.resolve("cache")));
    }

    @Test
    void theGatewaysFileIsRelativeToTheDaemonsOrAbsolute() {
        files.write("gateways/eg.yaml", ConfigurationFiles.GATEWAY.replace("hosts.d", "../hosts.d"));
        loaded(DAEMON.replace("edge-gateway.yaml", "gateways/eg.yaml"));
        loaded(DAEMON.replace(
                "edge-gateway.yaml", directory.resolve("gateways/eg.yaml").toString()));
        Path absent = directory.resolve("none.yaml");
        assertEquals(
                List.of(new Problem(
                        Severity.FATAL, "none.yaml", 0, "failed to load config: config file not found: " + absent)),
                problems(DAEMON.replace("edge-gateway", "none")));
        assertEquals(
                List.of(new Problem(Severity.ERROR, NAME, 1, "eg_config is no path: Nul character not allowed")),
                problems(DAEMON.replace("edge-gateway", "a\\0b")));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "tick: 1 | 1 | failed to parse YAML: unknown configuration field (check for typos): yaml: unmarshal errors:",
                "log: {} | 1 | did you mean \"logging\"?",
                "daemon_id: [a] | 1 | failed to parse YAML: yaml: unmarshal errors:",
                "recache: {rs_capacity_reserved: '0.5'} | 1 | cannot unmarshal !!str `0.5` into float64",
                "scheduler: {tick_interval: 1} | 1 | failed to parse YAML: invalid duration \"1\"",
                "[ | 1 | failed to parse YAML: yaml: ",
                "# | 1 | failed to parse YAML: EOF"
            },
            delimiter = '|',
            quoteCharacter = '"')
    void aFileThatCannotBeDecodedIsSaidInTheWordsOfTheDaemon(String yaml, int line, String text) {
        Problem problem = problems(yaml).getFirst();
        assertEquals(line, problem.line());
        assertTrue(problem.text().contains(text), problem::toString);
    }

    @Test
    void aMissingFileIsSaid() {
        Path file = directory.resolve("none.yaml");
        assertEquals(
                List.of(new Problem(Severity.FATAL, "none.yaml", 0, "config file does not exist: " + file)),
                ((Loading.Refused<?>) YamlConfigurationSource.daemon(file, Map.of())).problems());
    }

    private Loading.Loaded<DaemonConfiguration> loaded(String text) {
        return switch (YamlConfigurationSource.daemon(files.write(NAME, text), Map.of())) {
            case Loading.Loaded<DaemonConfiguration> loaded -> loaded;
            case Loading.Refused<DaemonConfiguration> refused -> throw new AssertionError(refused);
        };
    }

    private List<Problem> problems(String text) {
        return switch (YamlConfigurationSource.daemon(files.write(NAME, text), Map.of())) {
            case Loading.Loaded<DaemonConfiguration> loaded -> throw new AssertionError(loaded);
            case Loading.Refused<DaemonConfiguration> refused -> refused.problems();
        };
    }
}
