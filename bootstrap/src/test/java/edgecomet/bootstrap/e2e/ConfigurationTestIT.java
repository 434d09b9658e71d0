package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code edge-gateway -t}, as an operator calls it. */
class ConfigurationTestIT {

    @TempDir
    private Path folder;

    @Test
    void aUrlIsExplainedInOneDocumentAndNothingElseIsPrinted() {
        Outcome outcome = test("http://localhost/api/x?utm_source=y&a=1", "--format", "json");

        assertEquals(0, outcome.exitCode(), outcome::err);
        assertEquals("", outcome.err());
        assertTrue(outcome.out().startsWith("{\n") && outcome.out().endsWith("\n}\n"), outcome::out);
        assertSays(outcome, "\"valid\" : true", "\"exit_code\" : 0");
        assertSays(outcome, "\"url\" : \"http://localhost/api/x?a=1&utm_source=y\"", "\"hash\" : \"83163f820ccdec7d\"");
        assertSays(
                outcome, "\"url\" : \"http://localhost/api/x?a=1\"", "\"cache_key\" : \"cache:7:1:667b8ad26e24d073\"");
        assertSays(outcome, "\"id\" : \"rule_1:/api/*\"", "\"id\" : \"rule_0:/admin/*\"");
        assertSays(
                outcome,
                "\"bypass.timeout\" : {\n          \"value\" : \"5s\",\n          \"levels\" : [ \"global\" ]");
    }

    @Test
    void aHardErrorLeavesADocumentToo() {
        Outcome outcome = run("-c", "none.yaml", "-t", "--format=json");

        assertEquals(1, outcome.exitCode());
        assertEquals("Validation error: failed to load config: config file not found: none.yaml\n", outcome.err());
        assertSays(outcome, "\"valid\" : false", "config file not found: none.yaml");
    }

    @Test
    void theTextIsThatOfTheSpecificationUnlessMoreIsAskedFor() {
        Outcome plain = test("http://localhost/admin/x");
        Outcome explained = test("http://localhost/admin/x", "--explain");

        assertEquals(0, plain.exitCode(), plain::err);
        assertTrue(plain.out().endsWith("""

                Matched Pattern: /admin/*
                Action: block
                Response: 403 Forbidden
                """), plain::out);
        assertTrue(explained.out().startsWith(plain.out() + "\nExplanation:\n"), explained::out);
    }

    private Outcome test(String... arguments) {
        Path file = ConfigurationFiles.gateway(folder, 10_070, 10_071, 10_079, 6379);
        List<String> all = new ArrayList<>(List.of("-c", file.toString(), "-t"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private Outcome run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Distribution.bin("edge-gateway").toString()));
        command.addAll(List.of(arguments));
        return Outcome.of(folder, Map.of(), command);
    }

    private static void assertSays(Outcome outcome, String... texts) {
        for (String text : texts) {
            assertTrue(outcome.out().contains(text), () -> text + " in " + outcome.out());
        }
    }
}
