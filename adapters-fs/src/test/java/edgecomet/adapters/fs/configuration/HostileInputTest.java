package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.decode.Decoder;
import edgecomet.adapters.fs.configuration.decode.Fault;
import edgecomet.adapters.fs.configuration.decode.References;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.table.Keys;
import edgecomet.application.configuration.DurationText;
import edgecomet.application.configuration.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody wrote on purpose, or somebody did: an answer comes, and in bounded time and memory. */
@Timeout(60)
class HostileInputTest {

    private static final long SEED = 20261123L;
    private static final String STORAGE = "\n  base_path: \"@cache@\"\n";
    private static final String ALPHABET =
            "abc:{}[],&*!|>%@`'\"#?-~<=\n\n\n   \t0123456789.\\\u0000\u0085\u2028\ufeff\ud83d\ude00é$}";

    @TempDir
    Path directory;

    @Test
    void bytesWithoutSenseAreRefusedOrRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            decode(bytes, FileTables.GATEWAY);
        }
    }

    @Test
    void textsOfYamlsOwnCharactersAreRefusedOrRead() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            String text = IntStream.range(0, random.nextInt(80))
                    .mapToObj(n -> String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))))
                    .collect(Collectors.joining());
            decode(text.getBytes(StandardCharsets.UTF_8), FileTables.HOSTS_FILE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSampleWithSomeCharactersChangedIsRefusedOrRead(FullSample sample) {
        Random random = new Random(SEED);
        String text = sample.text();
        for (int i = 0; i < 300; i++) {
            StringBuilder changed = new StringBuilder(text);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int position = random.nextInt(changed.length());
                switch (random.nextInt(3)) {
                    case 0 -> changed.deleteCharAt(position);
                    case 1 -> changed.insert(position, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                    default -> changed.setCharAt(position, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                }
            }
            // A directory with another name would be created wherever that is.
            boolean storageKept = !text.contains(STORAGE) || changed.indexOf(STORAGE) > 0;
            List<Problem> problems =
                    storageKept ? sample.load(changed.toString(), directory).problems() : List.of();
            assertFalse(problems.stream().anyMatch(problem -> problem.text().isBlank()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "&a [", "!!str [", "'\"", "|\n "})
    void deepNestingIsRefused(String opening) {
        assertFalse(decode(opening.repeat(100_000).getBytes(StandardCharsets.UTF_8), FileTables.GATEWAY)
                .isEmpty());
    }

    @Test
    void aPyramidOfAliasesIsRefusedOrRead() {
        StringBuilder yaml = new StringBuilder("hosts:\n- &h0 {url_rules: [{match: a, action: render}]}\n");
        yaml.append("- url_rules: &r [")
                .append("{match: a, action: render}, ".repeat(3_000))
                .append("]\n");
        yaml.append("- {url_rules: *r}\n".repeat(3_000));
        assertEquals(
                List.of("yaml: document contains excessive aliasing"),
                texts(decode(yaml.toString().getBytes(StandardCharsets.UTF_8), FileTables.HOSTS_FILE)));
    }

    @Test
    void mergesOfMergesCostNoMoreThanTheirText() {
        StringBuilder yaml = new StringBuilder("hosts:\n- &m0 {id: 1}\n");
        for (int i = 1; i < 60; i++) {
            yaml.append("- &m%d {<<: [*m%d, *m%d]}\n".formatted(i, i - 1, i - 1));
        }
        assertEquals(List.of(), decode(yaml.toString().getBytes(StandardCharsets.UTF_8), FileTables.HOSTS_FILE));
    }

    @Test
    void anAnchorInsideItselfIsRefused() {
        assertEquals(
                List.of("yaml: anchor 'a' value contains itself"),
                texts(decode("redis: &a {<<: *a}".getBytes(StandardCharsets.UTF_8), FileTables.GATEWAY)));
    }

    @Test
    void aFileOfThreeMegabytesIsRead() {
        String hosts = IntStream.range(1, 40_000)
                .mapToObj(i -> "- {id: %d, domain: d%d.com, render_key: k%d, enabled: true, render: {timeout: 30s}}\n"
                        .formatted(i, i, i))
                .collect(Collectors.joining("", "hosts:\n", ""));
        assertTrue(hosts.length() > 3_000_000);
        assertEquals(List.of(), decode(hosts.getBytes(StandardCharsets.UTF_8), FileTables.HOSTS_FILE));
    }

    @Test
    void theSameUnknownKeyManyTimesIsSaidInAMessageOfBoundedLength() {
        List<Fault> faults = decode("a: 1\n".repeat(300_000).getBytes(StandardCharsets.UTF_8), FileTables.GATEWAY);
        assertEquals(1, faults.size());
        assertTrue(faults.getFirst().text().length() < 100_000);
    }

    @Test
    void manyUnknownKeysAreSaidInAMessageOfBoundedLength() {
        String yaml =
                IntStream.range(0, 100_000).mapToObj(i -> "key" + i + ": 1\n").collect(Collectors.joining());
        List<Fault> faults = decode(yaml.getBytes(StandardCharsets.UTF_8), FileTables.GATEWAY);
        assertEquals(1, faults.size());
        assertTrue(faults.getFirst().text().length() < 100_000);
    }

    @Test
    void everyDurationThatIsShownIsReadAgain() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            Duration duration = Duration.ofNanos(random.nextLong() >> random.nextInt(64));
            assertEquals(Optional.of(duration), DurationText.parse(DurationText.print(duration)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9h", ".", "1.1.1s", "000", "d", "-"})
    void aVeryLongDurationIsReadOrNotButQuickly(String piece) {
        DurationText.parse(piece.repeat(1_000_000));
    }

    private List<Fault> decode(byte[] bytes, Keys table) {
        return Decoder.decode(bytes, table, "", new References(directory, Map.of(), (reference, value) -> {}))
                .faults();
    }

    private static List<String> texts(List<Fault> faults) {
        return faults.stream().map(Fault::text).toList();
    }
}
