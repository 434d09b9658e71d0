package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import edgecomet.application.configuration.DaemonConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.domain.host.Host;
import edgecomet.domain.rules.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The annotated samples of spec 01 §20, word for word: files that are in order for other versions of the product are in
 * order here. The only warnings are about features that this version does not have yet.
 */
class SpecSamplesTest {

    @TempDir
    Path directory;

    private Path main;

    @BeforeEach
    void theGatewaysFiles() {
        copy("hosts.d/01-example.yaml");
        main = copy("edge-gateway.yaml");
    }

    @Test
    void theGatewaysSamplesLoad() {
        GatewayConfiguration gateway = loaded(YamlConfigurationSource.gateway(main, Map.of()));
        assertEquals("10.0.0.5", gateway.internalListen().host());
        Host host = gateway.hosts().byDomain("www.example.com").orElseThrow();
        assertEquals(Action.BYPASS, host.policyFor("/checkout", "").action());
        assertEquals(
                Duration.ofMinutes(1),
                host.policyFor("/news/today", "").render().timeout());
        assertEquals(
                "/search", host.policyFor("/search", "q=x&page=3&sort=name").rulePattern());
        assertNull(host.policyFor("/search", "q=x").rulePattern());
        assertEquals(301, host.policyFor("/old/12", "").status().code());
        assertEquals("members only", host.policyFor("/private/x", "").status().reason());
        assertEquals(
                2, gateway.hosts().byDomain("shop.example.com").orElseThrow().id());
    }

    @Test
    void theRenderersSampleLoads() {
        RendererConfiguration renderer =
                loaded(YamlConfigurationSource.renderer(copy("render-service.yaml"), Map.of()));
        assertEquals("rs-1", renderer.serviceId());
    }

    @Test
    void theDaemonsSampleLoads() {
        DaemonConfiguration daemon = loaded(YamlConfigurationSource.daemon(copy("cache-daemon.yaml"), Map.of()));
        assertEquals(0.3, daemon.settings().recache().reservedShare());
        assertEquals(2, daemon.gateway().hosts().all().size());
    }

    private Path copy(String name) {
        try (InputStream in = SpecSamplesTest.class.getResourceAsStream("spec/" + name)) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new ConfigurationFiles(directory).write(name, text.replace("/var/cache/edgecomet", "@cache@"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T loaded(Loading<T> loading) {
        return switch (loading) {
            case Loading.Loaded<T>(T configuration, List<Problem> warnings) -> {
                assertEquals(
                        List.of(),
                        warnings.stream()
                                .filter(warning -> !warning.text().contains(" is not supported by this version yet"))
                                .toList());
                yield configuration;
            }
            case Loading.Refused<T>(List<Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }
}
