package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.tls.SampleIdentity;
import edgecomet.domain.net.AddressRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file says about the public listeners beyond their addresses. */
class ListenerKeysTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"'', TLS_1_3", "', min_version: \"1.2\"', TLS_1_2", "', min_version: 1.3', TLS_1_3"})
    void anHttpsListenerIsReadWithItsOldestVersion(String version, TlsVersion oldest) throws Exception {
        SampleIdentity site = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "site");
        assertEquals(
                new TlsConfiguration(new ListenAddress("", 10073), site.certificate(), site.key(), oldest),
                loaded(tls(version)).tls());
    }

    @Test
    void anotherVersionOfTlsIsNamedWithItsLine() throws Exception {
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "site");
        assertProblem(tls(", min_version: 1.1"), "invalid server.tls.min_version '1.1' (must be 1.2 or 1.3)");
    }

    @Test
    void withoutAWordTheDefaultsHold() {
        GatewayConfiguration gateway = loaded("");
        assertEquals(
                new ServerLimits(10_000, 512, 512, Duration.ofSeconds(30), Duration.ofSeconds(150)), gateway.limits());
        assertEquals(List.of(), gateway.trustedProxies());
    }

    @Test
    void aShortBudgetIsAlsoTheTimeToRead() {
        assertEquals(
                Duration.ofSeconds(20),
                ServerLimits.defaults(Duration.ofSeconds(20)).readTimeout());
    }

    @Test
    void limitsAreWhatTheFileSays() {
        assertEquals(
                new ServerLimits(7, 3, 0, Duration.ofSeconds(2), Duration.ofSeconds(5)),
                loaded("limits: {connections: 7, requests: 3, waiting_requests: 0, read_timeout: 2s, idle_timeout: 5s}")
                        .limits());
    }

    @Test
    void onlyAnEnabledProxyProtocolTrustsAnybody() {
        String trusted = "trusted: [10.0.0.0/8, 192.0.2.7]}";
        assertEquals(
                List.of(), loaded("proxy_protocol: {enabled: false, " + trusted).trustedProxies());
        assertEquals(
                List.of("10.0.0.0/8", "192.0.2.7/32"),
                loaded("proxy_protocol: {enabled: true, " + trusted).trustedProxies().stream()
                        .map(AddressRange::toString)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: {connections: 0}        | server.limits.connections must be >= 1, got 0",
                "limits: {requests: 0}           | server.limits.requests must be >= 1, got 0",
                "limits: {waiting_requests: -1}  | server.limits.waiting_requests must be >= 0, got -1",
                "limits: {read_timeout: 0s}      | server.limits.read_timeout must be positive, got 0s",
                "limits: {idle_timeout: -1s}     | server.limits.idle_timeout must be positive, got -1s",
                "proxy_protocol: {enabled: true} | server.proxy_protocol.trusted is required when enabled: name the load balancers' addresses",
            })
    void whatNoListenerCanBearIsNamedWithItsLine(String keys, String problem) {
        assertProblem(keys, problem);
    }

    @ParameterizedTest
    @CsvSource({"x", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "lb.example", "::/129", "10.0.0.0/", "''"})
    void whatIsNoRangeOfAddressesIsNamedWithItsLine(String range) {
        assertProblem(
                "proxy_protocol: {enabled: true, trusted: [\"" + range + "\"]}",
                "invalid server.proxy_protocol.trusted \"" + range
                        + "\" (must be an IP address or a CIDR range such as 10.0.0.0/8)");
    }

    private static String tls(String more) {
        return "tls: {enabled: true, listen: \":10073\", cert_file: site.crt, key_file: site.key" + more + "}";
    }

    private GatewayConfiguration loaded(String serverKey) {
        return switch (load(serverKey)) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration value, List<Problem> warnings) -> value;
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    private void assertProblem(String serverKey, String text) {
        Loading<GatewayConfiguration> loading = load(serverKey);
        assertTrue(
                loading instanceof Loading.Refused<GatewayConfiguration> refused
                        && refused.problems().contains(new Problem(Severity.ERROR, "edge-gateway.yaml", 4, text)),
                loading::toString);
    }

    private Loading<GatewayConfiguration> load(String serverKey) {
        ConfigurationFiles files = new ConfigurationFiles(directory);
        String lines = serverKey.isEmpty() ? "" : "  " + serverKey + "\n";
        Path main = files.gateway(
                ConfigurationFiles.GATEWAY.replace("internal:", lines + "internal:"), ConfigurationFiles.HOSTS);
        return YamlConfigurationSource.gateway(main, Map.of());
    }
}
