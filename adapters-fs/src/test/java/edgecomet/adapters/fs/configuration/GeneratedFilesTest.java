package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Keys;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference and the JSON Schemas in the repository are those of the key tables. After a change of a table, write
 * them anew with {@code ./mvnw -pl adapters-fs -am test -Dtest=GeneratedFilesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dedgecomet.regenerate=true}.
 */
class GeneratedFilesTest {

    private static final Map<String, Keys> TABLES = Map.of(
            "edge-gateway", FileTables.GATEWAY,
            "hosts", FileTables.HOSTS_FILE,
            "render-service", FileTables.RENDERER,
            "cache-daemon", FileTables.DAEMON,
            "edgecomet", FileTables.STANDALONE);

    @Test
    void theReferenceIsThatOfTheTables() {
        assertUpToDate("docs/configuration.md", ReferencePage.text());
    }

    @ParameterizedTest
    @CsvSource({"edge-gateway", "hosts", "render-service", "cache-daemon", "edgecomet"})
    void theSchemaIsThatOfTheTable(String name) {
        assertUpToDate(schemaFile(name), SchemaFile.of("EdgeComet: " + name + ".yaml", TABLES.get(name)));
    }

    @ParameterizedTest
    @CsvSource({
        "edge-gateway.yaml, edge-gateway",
        "hosts.d/01-example.yaml, hosts",
        "render-service.yaml, render-service",
        "cache-daemon.yaml, cache-daemon",
        "edgecomet.yaml, edgecomet"
    })
    void theSampleIsValidUnderTheSchemaThatItNames(String sample, String schema) {
        String text = ConfigurationFiles.read("conf/" + sample);
        String up = sample.contains("/") ? "../" : "";
        assertEquals(
                "# yaml-language-server: $schema=" + up + "schema/" + schema + ".schema.json",
                text.lines().findFirst().orElse(""));
        assertEquals(List.of(), schema(schema).validate(text, InputFormat.YAML));
    }

    @ParameterizedTest
    @CsvSource({"server: {lisen: ':1'}, 1", "server: {listen: ':1'; timeout: 30}, 1", "log: {level: loud}, 1"})
    void theSchemaFindsWhatEditorsShallMark(String yaml, int problems) {
        assertEquals(
                problems,
                schema("edge-gateway").validate(yaml.replace(';', ','), InputFormat.YAML).stream()
                        .filter(error -> !"required".equals(error.getKeyword()))
                        .count());
    }

    private static Schema schema(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(ConfigurationFiles.read(schemaFile(name)));
    }

    private static String schemaFile(String name) {
        return "conf/schema/" + name + ".schema.json";
    }

    private static void assertUpToDate(String file, String text) {
        if (Boolean.getBoolean("edgecomet.regenerate")) {
            ConfigurationFiles.replace(file, text);
        }
        assertEquals(text, ConfigurationFiles.read(file));
    }
}
