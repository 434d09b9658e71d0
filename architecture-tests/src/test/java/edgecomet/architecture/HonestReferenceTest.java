package edgecomet.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.YamlConfigurationSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that no command reads is said to be such in the reference, and only such a file. */
class HonestReferenceTest {

    private static final String NOBODY_READS_IT = "**No command of this version reads this file.**";

    @ParameterizedTest
    @CsvSource({
        "gateway, ## edge-gateway.yaml",
        "renderer, ## render-service.yaml",
        "daemon, ## cache-daemon.yaml",
        "standalone, ## edgecomet.yaml"
    })
    void the_reference_says_which_files_nobody_reads(String reader, String heading) throws IOException {
        assertEquals(!isCalled(reader), chapter(heading).contains(NOBODY_READS_IT), heading);
    }

    private static boolean isCalled(String reader) {
        return Codebase.MAIN.get(YamlConfigurationSource.class).getMethodCallsToSelf().stream()
                .filter(call -> !call.getOriginOwner().isEquivalentTo(YamlConfigurationSource.class))
                .anyMatch(call -> call.getName().equals(reader));
    }

    private static String chapter(String heading) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "configuration.md"));
        int start = lines.indexOf(heading);
        assertTrue(start >= 0, heading);
        List<String> rest = lines.subList(start + 1, lines.size());
        int length =
                (int) rest.stream().takeWhile(line -> !line.startsWith("## ")).count();
        return String.join("\n", rest.subList(0, length));
    }
}
