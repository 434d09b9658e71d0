package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import edgecomet.application.configuration.DaemonConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.domain.host.Host;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples in {@code conf/} load without a problem and without a warning. */
class SamplesTest {

    @TempDir
    Path directory;

    @Test
    void theGatewaySampleLoads() {
        ConfigurationFiles files = new ConfigurationFiles(directory);
        files.write("hosts.d/01-example.yaml", ConfigurationFiles.sample("hosts.d/01-example.yaml"));
        Path main = files.write("edge-gateway.yaml", ConfigurationFiles.sample("edge-gateway.yaml"));
        GatewayConfiguration gateway = loaded(YamlConfigurationSource.gateway(main, Map.of()));
        assertEquals("eg-a", gateway.gatewayId());
        assertEquals(10070, gateway.listen().port());
        assertEquals(Duration.ofSeconds(150), gateway.requestBudget());
        Host host = gateway.hosts().byDomain("www.example.com").orElseThrow();
        assertEquals(Duration.ofDays(1), host.defaultPolicy().render().cache().ttl());
        assertEquals(
                Duration.ofHours(2),
                host.policyFor("/blog/x", "").render().cache().ttl());
    }

    @Test
    void theRendererSampleLoads() {
        Path file = new ConfigurationFiles(directory)
                .write("render-service.yaml", ConfigurationFiles.sample("render-service.yaml"));
        RendererConfiguration renderer = loaded(YamlConfigurationSource.renderer(file, Map.of()));
        assertEquals("rs-1", renderer.serviceId());
        assertEquals(0, renderer.chrome().poolSize());
        assertEquals(Duration.ofSeconds(50), renderer.chrome().maxTimeout());
        assertEquals("/metrics", renderer.metrics().path());
    }

    @Test
    void theDaemonSampleLoads() {
        ConfigurationFiles files = new ConfigurationFiles(directory);
        files.write("hosts.d/01-example.yaml", ConfigurationFiles.sample("hosts.d/01-example.yaml"));
        files.write("edge-gateway.yaml", ConfigurationFiles.sample("edge-gateway.yaml"));
        Path file = files.write("cache-daemon.yaml", ConfigurationFiles.sample("cache-daemon.yaml"));
        DaemonConfiguration daemon = loaded(YamlConfigurationSource.daemon(file, Map.of()));
        assertEquals("cd-1", daemon.settings().daemonId());
        assertEquals(60, daemon.settings().schedule().ticksPerNormalCheck());
        assertEquals(1, daemon.gateway().hosts().all().size());
    }

    @Test
    void theStandaloneSampleLoads() {
        ConfigurationFiles files = new ConfigurationFiles(directory);
        files.write("hosts.d/01-example.yaml", ConfigurationFiles.sample("hosts.d/01-example.yaml"));
        Path file = files.write("edgecomet.yaml", ConfigurationFiles.sample("edgecomet.yaml"));
        StandaloneConfiguration standalone = loaded(YamlConfigurationSource.standalone(file, Map.of()));
        assertNull(standalone.gateway().redis());
        assertEquals(0, standalone.chrome().poolSize());
    }

    private static <T> T loaded(Loading<T> loading) {
        return switch (loading) {
            case Loading.Loaded<T>(T configuration, List<Problem> warnings) -> {
                assertEquals(List.of(), warnings);
                yield configuration;
            }
            case Loading.Refused<T>(List<Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }
}
