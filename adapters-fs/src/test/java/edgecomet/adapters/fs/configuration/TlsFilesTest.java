package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.tls.SampleIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content of a certificate and its key is looked at when the configuration is loaded (spec 01 §15). */
class TlsFilesTest {

    private static final String FAILED = "failed to load TLS certificate: ";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void make() throws Exception {
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "good");
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "other");
        Files.writeString(directory.resolve("empty.crt"), "");
        Files.writeString(directory.resolve("text.key"), "no key\n");
    }

    @Test
    void aPairThatBelongsTogetherIsNothingToComplainAbout() {
        assertEquals(List.of(), complaints("good.crt", "good.key"));
    }

    @Test
    void anAbsolutePathIsTakenAsItIs() {
        assertEquals(List.of(), complaints(directory.resolve("good.crt").toString(), "good.key"));
    }

    @ParameterizedTest
    @CsvSource({
        "good.crt, other.key",
        "good.key, good.crt",
        "empty.crt, good.key",
        "good.crt, text.key",
    })
    void aPairThatCannotBeUsedIsSaidWithTheFileToLookAt(String certificate, String key) {
        List<Problem> complaints = complaints(certificate, key);
        assertEquals(1, complaints.size(), complaints::toString);
        Problem problem = complaints.getFirst();
        assertEquals(7, problem.line());
        assertTrue(problem.text().startsWith(FAILED), problem::toString);
        assertTrue(problem.text().contains(certificate) || problem.text().contains(key), problem::toString);
    }

    @Test
    void filesThatCannotBeOpenedAreNotLookedInto() {
        assertEquals(
                List.of("TLS cert_file not found: none.crt"),
                complaints("none.crt", "text.key").stream().map(Problem::text).toList());
        assertEquals(
                List.of("TLS key_file not readable: /dev/zero: not a regular file"),
                complaints("empty.crt", "/dev/zero").stream().map(Problem::text).toList());
    }

    /** Returns what is said about the files; that TLS is not there yet is another matter. */
    private static List<Problem> complaints(String certificate, String key) {
        String tls = """
                  tls:
                    enabled: true
                    listen: ":10073"
                    cert_file: "%s"
                    key_file: "%s"
                internal:""".formatted(certificate, key);
        Path main = new ConfigurationFiles(directory)
                .gateway(ConfigurationFiles.GATEWAY.replace("internal:", tls), ConfigurationFiles.HOSTS);
        List<Problem> problems = switch (YamlConfigurationSource.gateway(main, Map.of())) {
            case Loading.Loaded<GatewayConfiguration> loaded -> loaded.warnings();
            case Loading.Refused<GatewayConfiguration> refused -> refused.problems();
        };
        return problems.stream()
                .filter(problem -> !problem.text().startsWith("server.tls is not supported"))
                .toList();
    }
}
