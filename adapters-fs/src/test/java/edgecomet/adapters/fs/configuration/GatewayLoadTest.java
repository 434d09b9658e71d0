package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load makes of files that are in order, and of those that are missing. */
class GatewayLoadTest {

    @TempDir
    Path directory;

    private ConfigurationFiles files;

    @BeforeEach
    void inTheTestsDirectory() {
        files = new ConfigurationFiles(directory);
    }

    @Test
    void aPortWithoutColonListensOnEveryInterface() {
        GatewayConfiguration gateway =
                loaded(ConfigurationFiles.GATEWAY.replace("\":10070\"", "10070"), ConfigurationFiles.HOSTS);
        assertEquals(new ListenAddress("", 10070), gateway.listen());
    }

    @Test
    void theGlobalWordAboutUnmatchedUserAgentsHoldsForHostsThatSayNothing() {
        GatewayConfiguration gateway =
                loaded(ConfigurationFiles.GATEWAY + "unmatched_dimension: desktop\n", ConfigurationFiles.HOSTS);
        assertEquals(
                new UnmatchedDimension.Use("desktop"),
                gateway.hosts().all().getFirst().unmatched());
    }

    @Test
    void aGlobalWordThatNamesNoDimensionOfTheHostIsWarnedOf() {
        files.gateway(
                ConfigurationFiles.GATEWAY + "unmatched_dimension: desktop\n",
                ConfigurationFiles.HOSTS + "    dimensions: {tv: {id: 5, width: 1, height: 1}}\n");
        Loading.Loaded<GatewayConfiguration> loading = (Loading.Loaded<GatewayConfiguration>) load(Map.of());
        assertEquals(
                new UnmatchedDimension.Use(Dimension.BYPASS_NAME),
                loading.configuration().hosts().all().getFirst().unmatched());
        assertEquals(
                "host[0] (example.com): the global unmatched_dimension 'desktop' is no dimension of this host; bypass applies",
                loading.warnings().getFirst().text());
    }

    @Test
    void metricsHaveAPathWithoutBeingToldOne() {
        GatewayConfiguration gateway = loaded(
                ConfigurationFiles.GATEWAY + "metrics: {enabled: true, listen: \":10079\"}\n",
                ConfigurationFiles.HOSTS);
        assertEquals("/metrics", gateway.metrics().path());
    }

    @Test
    void aHostWithoutClientIpTakesTheGlobalHeaders() {
        GatewayConfiguration gateway =
                loaded(ConfigurationFiles.GATEWAY + "client_ip: {headers: [X-Real-IP]}\n", ConfigurationFiles.HOSTS);
        assertEquals(List.of("X-Real-IP"), gateway.hosts().all().getFirst().clientIpHeaders());
    }

    @Test
    void secretsComeFromTheEnvironmentAndAreNeverShown() {
        files.gateway(
                ConfigurationFiles.GATEWAY.replace("0123456789abcdef0123456789abcdef", "${ENV:INTERNAL_KEY}"),
                ConfigurationFiles.HOSTS.replace("\"k\"", "\"${ENV:RENDER_KEY}\""));
        Loading.Loaded<GatewayConfiguration> loading = (Loading.Loaded<GatewayConfiguration>)
                load(Map.of("INTERNAL_KEY", "hidden-internal", "RENDER_KEY", "hidden-render"));
        assertEquals("hidden-internal", loading.configuration().internalKey().reveal());
        Host host = loading.configuration().hosts().all().getFirst();
        assertTrue(host.accepts("hidden-render"));
        assertFalse(loading.toString().contains("hidden"), loading.toString());
    }

    @Test
    void theStorageDirectoryIsCreatedAndLeftEmpty() throws IOException {
        loaded(ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        try (var entries = Files.list(directory.resolve("cache"))) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void aFileInTheStorageDirectorysPlaceIsSaid() throws IOException {
        Files.writeString(directory.resolve("cache"), "");
        files.gateway(ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        assertProblem(
                Severity.ERROR,
                10,
                "storage.base_path: path '" + directory.resolve("cache") + "' exists but is not a directory");
    }

    @Test
    void shortCleanupIntervalsAreForLocalTests() {
        files.gateway(
                ConfigurationFiles.GATEWAY.replace(
                        "  base_path:", "  cleanup: {interval: 1s, safety_margin: 1s}\n  base_path:"),
                ConfigurationFiles.HOSTS);
        assertEquals(List.of(), ((Loading.Loaded<?>) load(Map.of("TEST_MODE", "local"))).warnings());
        assertProblem(Severity.ERROR, 10, "storage.cleanup.interval must be >= 10m0s, got 1s");
    }

    @Test
    void anHttpsListenerNeedsItsFilesAndAPortOfItsOwn() throws IOException {
        Files.writeString(directory.resolve("site.crt"), "");
        String tls = "  tls: {enabled: true, listen: \":10071\", cert_file: site.crt, key_file: site.key}\n";
        files.gateway(ConfigurationFiles.GATEWAY.replace("internal:", tls + "internal:"), ConfigurationFiles.HOSTS);
        assertProblem(Severity.ERROR, 4, "TLS key_file not found: site.key");
        assertProblem(Severity.ERROR, 4, "TLS listen port 10071 conflicts with internal_server.listen");
        files.gateway(
                ConfigurationFiles.GATEWAY.replace(
                        "internal:", tls.replace("10071", "10070").replace("key_file: site.key", "") + "internal:"),
                ConfigurationFiles.HOSTS);
        assertProblem(Severity.ERROR, 4, "TLS enabled but tls.key_file not specified");
        assertProblem(Severity.ERROR, 4, "TLS listen port conflicts with server.listen: both use port 10070");
        files.gateway(
                ConfigurationFiles.GATEWAY.replace("internal:", "  tls: {enabled: true, listen: x}\ninternal:"),
                ConfigurationFiles.HOSTS);
        files.gateway(
                ConfigurationFiles.GATEWAY.replace("internal:", tls.replace("10071", "10079") + "internal:")
                        + "metrics: {enabled: true, listen: \":10079\"}\n",
                ConfigurationFiles.HOSTS);
        assertProblem(Severity.ERROR, 4, "TLS listen port 10079 conflicts with metrics.port");
        files.gateway(
                ConfigurationFiles.GATEWAY.replace("internal:", tls.replace("site.crt", "hosts.d") + "internal:"),
                ConfigurationFiles.HOSTS);
        assertProblem(
                Severity.ERROR,
                4,
                "TLS cert_file not readable: " + directory.toRealPath().resolve("hosts.d") + ": not a regular file");
        files.gateway(
                ConfigurationFiles.GATEWAY.replace("internal:", "  tls: {enabled: true, listen: x}\ninternal:"),
                ConfigurationFiles.HOSTS);
        assertProblem(Severity.ERROR, 4, "TLS listen address invalid: x");
        assertProblem(Severity.ERROR, 4, "TLS enabled but tls.key_file not specified");
        assertProblem(Severity.ERROR, 4, "TLS enabled but tls.cert_file not specified");
    }

    @Test
    void hostsOfTwoFilesMayNotShareIdsOrDomains() {
        files.gateway(ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        files.write("hosts.d/02-more.yaml", ConfigurationFiles.HOSTS);
        List<Problem> problems = ((Loading.Refused<?>) load(Map.of())).problems();
        assertTrue(problems.contains(new Problem(
                Severity.ERROR,
                "02-more.yaml",
                2,
                "duplicate host ID 1 found in '02-more.yaml' (already defined in '01-site.yaml')")));
        assertTrue(problems.contains(new Problem(
                Severity.ERROR,
                "02-more.yaml",
                3,
                "duplicate domain \"example.com\" found in '02-more.yaml' (already defined in '01-site.yaml')")));
    }

    @Test
    void aKeyThatHostsOfTwoFilesShareIsDoubted() {
        files.gateway(ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        files.write(
                "hosts.d/02-more.yaml",
                ConfigurationFiles.HOSTS.replace("id: 1", "id: 2").replace("example.com", "b.example"));
        assertEquals(
                List.of(new Problem(
                        Severity.WARNING,
                        "02-more.yaml",
                        4,
                        "render_key of domain b.example is also used in '01-site.yaml'")),
                ((Loading.Loaded<?>) load(Map.of())).warnings());
    }

    @Test
    void aFileThatCannotBeDecodedDoesNotHideTheOthers() {
        files.gateway(
                ConfigurationFiles.GATEWAY.replace("150s", "20s"), ConfigurationFiles.HOSTS.replace("id: 1", "id: x"));
        files.write("hosts.d/02-more.yaml", ConfigurationFiles.HOSTS.replace("render_key", "# render_key"));
        assertEquals(
                List.of(
                        "edge-gateway.yaml line 3: server.timeout (20s) is low. Recommended minimum is 60s to"
                                + " accommodate render timeouts and coordination overhead",
                        "01-site.yaml line 2: YAML syntax error: yaml: unmarshal errors:\n"
                                + "  line 2: cannot unmarshal !!str `x` into int",
                        "02-more.yaml line 2: host[0]: render_key is required",
                        "edge-gateway.yaml line 3: server.timeout (20s) is too small. Required minimum:"
                                + " max_concurrent_wait (24s) + max_host_render_timeout (30s) + overhead (10s) = 1m4s."
                                + " Either increase server.timeout or reduce host render timeouts"),
                ((Loading.Refused<?>) load(Map.of()))
                        .problems().stream().map(Problem::toString).toList());
    }

    @Test
    void aHostMayNameAnInheritedDimension() {
        GatewayConfiguration gateway = loaded(
                ConfigurationFiles.GATEWAY,
                ConfigurationFiles.HOSTS
                        + "    unmatched_dimension: desktop\n"
                        + "    url_rules: [{match: /a, action: render, render: {dimension: desktop}}]\n");
        Host host = gateway.hosts().all().getFirst();
        assertEquals(new UnmatchedDimension.Use("desktop"), host.unmatched());
        assertEquals("desktop", host.policyFor("/a", "").render().dimension());
    }

    @Test
    void aDirectoryInTheMainFilesPlaceEndsTheLoad() throws IOException {
        Files.createDirectory(directory.resolve("edge-gateway.yaml"));
        assertProblem(
                Severity.FATAL,
                0,
                "failed to load config: failed to read config file: read " + directory.resolve("edge-gateway.yaml")
                        + ": is a directory");
    }

    @Test
    void aFileWithoutAnEndEndsTheLoad() {
        assertEquals(
                "failed to load config: failed to read config file: /dev/zero is larger than 32 MB",
                ((Loading.Refused<?>) YamlConfigurationSource.gateway(Path.of("/dev/zero"), Map.of()))
                        .problems()
                        .getFirst()
                        .text());
    }

    @Test
    void unknownAliasesOfBotHitsAreSaidWithTheirPlace() {
        Path main = files.gateway(ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS + """
                            bothit_recache: {match_ua: ["$A"]}
                            url_rules: [{match: /a, action: block, bothit_recache: {match_ua: ["$B"]}}]
                        """);
        String host = "failed to load hosts config: failed to load host file '"
                + main.resolveSibling("hosts.d/01-site.yaml") + "': host 'example.com': ";
        String place = main.resolveSibling("hosts.d/01-site.yaml") + ":host_id=1";
        assertEquals(
                List.of(
                        "01-site.yaml line 8: " + host
                                + "url_rule[0] failed to expand bothit_recache aliases: unknown bot alias \"$B\" at "
                                + place + ":url_rule[0]",
                        "01-site.yaml line 7: " + host
                                + "failed to expand bothit_recache aliases: unknown bot alias \"$A\" at " + place),
                ((Loading.Refused<?>) load(Map.of()))
                        .problems().stream()
                                .map(problem ->
                                        problem.toString().lines().findFirst().orElseThrow())
                                .toList());
    }

    @Test
    void unknownAliasesOfHostsAreSaidWithTheirPlace() {
        Path main = files.gateway(
                ConfigurationFiles.GATEWAY,
                ConfigurationFiles.HOSTS
                        + "    dimensions: {d: {id: 1, width: 1, height: 1, match_ua: [\"$A\", \"$B\"]}}\n");
        Path hostFile = main.resolveSibling("hosts.d/01-site.yaml");
        assertTrue(((Loading.Refused<?>) load(Map.of()))
                .problems()
                .getFirst()
                .text()
                .startsWith("failed to load hosts config: failed to load host file '"
                        + hostFile
                        + "': host 'example.com': failed to expand dimension aliases: unknown bot aliases \"$A\", \"$B\""
                        + " at dimension \"d\" at " + hostFile + ":host_id=1\n\nAvailable aliases: "));
    }

    @Test
    void aMissingFileOrIncludeEndsTheLoad() {
        Path none = directory.resolve("none.yaml");
        assertEquals(
                List.of(new Problem(
                        Severity.FATAL, "none.yaml", 0, "failed to load config: config file not found: " + none)),
                ((Loading.Refused<?>) YamlConfigurationSource.gateway(none, Map.of())).problems());
        files.gateway(ConfigurationFiles.GATEWAY.replace("include:", "# include:"), ConfigurationFiles.HOSTS);
        assertProblem(Severity.FATAL, 0, "failed to load hosts config: hosts.include is required in configuration");
    }

    @Test
    void aStandaloneProcessNeedsNoInternalListenerAndRefusesRedis() {
        String main = ConfigurationFiles.GATEWAY.replaceAll("(?s)internal:.*storage:", "storage:")
                + "renderer: {chrome: {pool_size: 2, warmup: {url: x, timeout: 1s}, render: {max_timeout: 9s}}}\n";
        files.gateway("", ConfigurationFiles.HOSTS);
        StandaloneConfiguration standalone = ((Loading.Loaded<StandaloneConfiguration>)
                        YamlConfigurationSource.standalone(files.write("edgecomet.yaml", main), Map.of()))
                .configuration();
        assertEquals(2, standalone.chrome().poolSize());
        assertEquals(64, standalone.gateway().internalKey().reveal().length());
        Path wrong = files.write("edgecomet.yaml", main.replace("pool_size: 2, ", "") + "redis: {addr: a}\n");
        List<Problem> problems = ((Loading.Refused<?>) YamlConfigurationSource.standalone(wrong, Map.of())).problems();
        assertEquals(
                List.of(
                        "redis is not used by the standalone role: remove it, or run edge-gateway and render-service",
                        "renderer.chrome.pool_size must be 'auto' or positive integer"),
                problems.stream().map(Problem::text).toList());
        assertEquals(List.of(11, 10), problems.stream().map(Problem::line).toList());
    }

    private GatewayConfiguration loaded(String main, String hosts) {
        files.gateway(main, hosts);
        Loading.Loaded<GatewayConfiguration> loading = (Loading.Loaded<GatewayConfiguration>) load(Map.of());
        assertEquals(List.of(), loading.warnings());
        return loading.configuration();
    }

    private Loading<GatewayConfiguration> load(Map<String, String> environment) {
        return YamlConfigurationSource.gateway(directory.resolve("edge-gateway.yaml"), environment);
    }

    private void assertProblem(Severity severity, int line, String text) {
        Problem expected = new Problem(severity, "edge-gateway.yaml", line, text);
        List<Problem> problems = ((Loading.Refused<?>) load(Map.of())).problems();
        assertTrue(problems.contains(expected), () -> expected + "\nnot in " + problems);
    }
}
