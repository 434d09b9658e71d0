package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.BlockYaml.Line;
import edgecomet.adapters.fs.configuration.table.Shape;
import edgecomet.adapters.fs.configuration.table.Shape.ScalarType;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.domain.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** <code>${ENV:NAME}</code> and <code>${FILE:path}</code> in texts of the files. */
class ReferencesTest {

    private static final String SECRET = " s3cr3t \"quoted\" \\ value\n";

    @TempDir
    Path directory;

    @Test
    void aReferenceMayStandInAnyText() throws IOException {
        Files.writeString(directory.resolve("key"), "from a file\r\n");
        Path main = new ConfigurationFiles(directory)
                .gateway(
                        ConfigurationFiles.GATEWAY
                                .replace("\":10070\"", "\"127.0.0.1:${ENV:PORT}\"")
                                .replace("150s", "${ENV:BUDGET}")
                                .replace("0123456789abcdef0123456789abcdef", "${FILE:key}"),
                        ConfigurationFiles.HOSTS.replace("\"example.com\"", "[\"${ENV:SITE}\"]") + """
                                    headers: {safe_request: ["X-${ENV:HEADER}"]}
                                    url_rules:
                                      - match: "/${ENV:SITE}/*"
                                        match_query: {q: "${ENV:HEADER}"}
                                        action: status
                                        status: {code: 301, headers: {Location: "https://${ENV:SITE}/${UNKNOWN:x}$"}}
                                """);
        GatewayConfiguration gateway = ((Loading.Loaded<GatewayConfiguration>) YamlConfigurationSource.gateway(
                        main, Map.of("PORT", "10070", "BUDGET", "100s", "SITE", "a.example", "HEADER", "Tenant")))
                .configuration();
        assertEquals(10070, gateway.listen().port());
        assertEquals(Duration.ofSeconds(100), gateway.requestBudget());
        assertEquals("from a file", gateway.internalKey().reveal());
        Host host = gateway.hosts().byDomain("a.example").orElseThrow();
        assertEquals(List.of("X-Tenant"), host.defaultPolicy().safeHeaders().request());
        assertEquals(
                Map.of("Location", "https://a.example/${UNKNOWN:x}$"),
                host.policyFor("/a.example/x", "q=tenant").status().headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ENV:", "ENV:A B", "FILE:", "FILE:x y"})
    void aReferenceToNothingIsSaidAsItIsWritten(String reference) {
        assertTrue(complaint(reference).startsWith("unresolved reference ${" + reference + "}: "));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "ENV:UNSET | the environment variable is not set",
                "FILE:none | there is no such file",
                "FILE:. | it is not a regular file",
                "FILE:/dev/zero | it is not a regular file",
                "FILE:a\\0b | it is not a path",
                "FILE:large | the file is larger than 1 MB",
                "FILE:latin1 | the file is not UTF-8 text"
            },
            delimiter = '|')
    void aReferenceThatCannotBeResolvedIsNamedWithItsLine(String reference, String reason) throws IOException {
        Files.write(directory.resolve("large"), new byte[1024 * 1024 + 1]);
        Files.write(directory.resolve("latin1"), new byte[] {'a', (byte) 0xE9});
        assertEquals("unresolved reference ${" + reference.replace("\\0", "\0") + "}: " + reason, complaint(reference));
    }

    @Test
    void aFileOfExactlyTheGreatestSizeIsRead() throws IOException {
        Files.writeString(directory.resolve("large"), "k".repeat(1024 * 1024));
        Path main = new ConfigurationFiles(directory).gateway(withKey("${FILE:large}"), ConfigurationFiles.HOSTS);
        assertTrue(YamlConfigurationSource.gateway(main, Map.of()) instanceof Loading.Loaded);
    }

    /** Whatever is wrong with a value that came from outside, messages show where it came from and not what it is. */
    @ParameterizedTest
    @EnumSource
    void aSecretNeverStandsInAMessage(FullSample sample) {
        BlockYaml yaml = sample.yaml();
        for (Line line : yaml.keys()) {
            // Any text names a directory, which would be created.
            if (line.leaf() && !line.path().equals("storage.base_path")) {
                boolean list = line.key().shape() instanceof Shape.Listing(ScalarType ignored);
                String reference = list ? "[\"x${ENV:SECRET}\"]" : "\"x${ENV:SECRET}\"";
                sample.load(yaml.with(line, reference), directory, Map.of("SECRET", SECRET))
                        .problems()
                        .forEach(problem ->
                                assertFalse(problem.text().contains("s3cr3t"), () -> line + ": " + problem.text()));
            }
        }
    }

    @Test
    void theReferenceStandsInThePlaceOfItsValue() {
        Path main = new ConfigurationFiles(directory)
                .gateway(
                        ConfigurationFiles.GATEWAY
                                .replace("\":10070\"", "\"${ENV:WHERE}\"")
                                .replace("@cache@", "${ENV:DISK}"),
                        ConfigurationFiles.HOSTS);
        List<Problem> problems = ((Loading.Refused<?>) YamlConfigurationSource.gateway(
                        main, Map.of("WHERE", "nowhere at all", "DISK", "/dev/null/hidden")))
                .problems();
        assertEquals(
                List.of(
                        "invalid server.listen: invalid listen address format: ${ENV:WHERE}",
                        "storage.base_path: failed to create directory '${ENV:DISK}': mkdir ${ENV:DISK}: not a directory"),
                problems.stream().map(Problem::text).toList());
    }

    private String complaint(String reference) {
        Path main =
                new ConfigurationFiles(directory).gateway(withKey("${" + reference + "}"), ConfigurationFiles.HOSTS);
        List<Problem> problems = ((Loading.Refused<?>) YamlConfigurationSource.gateway(main, Map.of())).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(Severity.ERROR, problems.getFirst().severity());
        assertEquals(6, problems.getFirst().line());
        return problems.getFirst().text();
    }

    private static String withKey(String key) {
        return ConfigurationFiles.GATEWAY.replace("0123456789abcdef0123456789abcdef", key);
    }
}
