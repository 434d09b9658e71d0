package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.OriginConfiguration;
import edgecomet.application.configuration.Problem;
import edgecomet.application.tls.SampleIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How origins are asked, and the certificates that vouch for them. */
class OriginKeysTest {

    @TempDir
    private Path directory;

    @Test
    void without_keys_the_defaults_hold() {
        assertEquals(new OriginConfiguration(true, 50, null), loaded("bypass: {timeout: 20s}"));
    }

    @Test
    void a_bundle_is_looked_for_beside_the_main_file() throws Exception {
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "ca");
        assertEquals(
                new OriginConfiguration(true, 8, directory.resolve("ca.crt")),
                loaded("bypass: {max_body_megabytes: 8, ca_file: ca.crt}"));
    }

    @Test
    void a_file_without_certificates_is_no_bundle() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        assertEquals(
                List.of("bypass.ca_file holds no certificate in PEM: " + empty),
                complaints("bypass: {ca_file: empty.pem}"));
        Files.writeString(empty, "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
        assertEquals(1, complaints("bypass: {ca_file: empty.pem}").size());
    }

    private OriginConfiguration loaded(String section) {
        return switch (load(section)) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration value, List<Problem> _) -> value.origins();
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) ->
                throw new AssertionError(problems.toString());
        };
    }

    private List<String> complaints(String section) {
        return switch (load(section)) {
            case Loading.Loaded<GatewayConfiguration> loaded -> throw new AssertionError(loaded.toString());
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) ->
                problems.stream().map(Problem::text).toList();
        };
    }

    private Loading<GatewayConfiguration> load(String section) {
        Path main = new ConfigurationFiles(directory)
                .gateway(ConfigurationFiles.GATEWAY + section + "\n", ConfigurationFiles.HOSTS);
        return YamlConfigurationSource.gateway(main, Map.of());
    }
}
