package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.decode.Decoder;
import edgecomet.adapters.fs.configuration.decode.Fault;
import edgecomet.adapters.fs.configuration.decode.References;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoding rules of spec 01 §2 and the texts of its messages. */
class YamlRulesTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            value = {
                "eg_idd: a | line 1: field eg_idd not found in type configtypes.EgConfig (eg_idd, column 1; did you mean \"eg_id\"?)",
                "server: {lisen: ':1'} | field lisen not found in type configtypes.ServerConfig (server.lisen, column 10; did you mean \"listen\"?)",
                "render: {timeout: 5s} | field timeout not found in type configtypes.GlobalRenderConfig (render.timeout, column 10; there is a key \"server.timeout\")",
                "Server: {} | field Server not found in type configtypes.EgConfig (Server, column 1; did you mean \"server\"?)",
                "redis: {db: abc} | line 1: cannot unmarshal !!str `abc` into int",
                "redis: {db: \"5\"} | line 1: cannot unmarshal !!str `5` into int",
                "redis: {db: abcdefghijkl} | cannot unmarshal !!str `abcdefg...` into int",
                "redis: {addr: [a]} | cannot unmarshal !!seq into string",
                "redis: {addr: {a: b}} | cannot unmarshal !!map into string",
                "redis: abc | cannot unmarshal !!str `abc` into configtypes.RedisConfig",
                "metrics: {enabled: 1} | cannot unmarshal !!int `1` into bool",
                "render: {blocked_patterns: a} | cannot unmarshal !!str `a` into []string",
                "render: {cache: {status_codes: [x]}} | cannot unmarshal !!str `x` into int",
                "server: {timeout: 30} | invalid duration \"30\": invalid format, expected format like '30d' or '2w'",
                "server: {timeout: [1s]} | line 1: cannot unmarshal !!seq into string",
                "server: {timeout: {a: b}} | line 1: cannot unmarshal !!map into string",
                "log: {level: info, logging: x} | field logging not found",
                "logging: {level: info} | field logging not found in type configtypes.EgConfig (logging, column 1; did you mean \"log\"?)",
                "server: {timeout: ''} | invalid duration \"\": invalid format, expected format like '30d' or '2w'",
                "{eg_id: a, eg_id: b} | mapping key \"eg_id\" already defined at line 1",
                "{<<: 5} | yaml: map merge requires map or sequence of maps as the value",
                "{<<: {}, <<: {}} | mapping key \"<<\" already defined at line 1",
                "eg_id: *x | yaml: unknown anchor 'x' referenced",
                "[1] | cannot unmarshal !!seq into configtypes.EgConfig"
            },
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true)
    void theMessageSaysWhatAndWhere(String yaml, String text) {
        List<Fault> faults = faults(yaml.getBytes(StandardCharsets.UTF_8));
        assertTrue(
                faults.stream()
                        .anyMatch(fault -> fault.line() == 1 && fault.text().contains(text)),
                () -> text + "\nnot in " + faults);
    }

    @Test
    void allUnknownKeysAndMismatchesOfAFileStandInOneMessage() {
        List<Fault> faults = faults("foo: 1\nredis:\n  db: abc\nbar: 2\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, faults.size());
        assertEquals("""
                YAML syntax error: unknown configuration field (check for typos): yaml: unmarshal errors:
                  line 1: field foo not found in type configtypes.EgConfig (foo, column 1)
                  line 3: cannot unmarshal !!str `abc` into int
                  line 4: field bar not found in type configtypes.EgConfig (bar, column 1)""", faults.getFirst().text().replaceAll("; did you mean \"[a-z_]+\"\\?", ""));
    }

    @Test
    void eachPairOfEqualKeysIsSaidAndTheirMappingLeftUnread() {
        assertEquals(List.of(new Fault(3, 3, """
                        YAML syntax error: yaml: unmarshal errors:
                          line 3: mapping key "db" already defined at line 2
                          line 4: mapping key "db" already defined at line 2
                          line 4: mapping key "db" already defined at line 3
                          line 6: cannot unmarshal !!str `x` into bool""")), faults("""
                        redis:
                          db: 1
                          db: x
                          db: 3
                        metrics:
                          enabled: x
                        """.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "client_ip: {headers: [A]}, types.urlRuleAlias",
        "unmatched_dimension: block, types.urlRuleAlias",
        "dimensions: {}, types.urlRuleAlias",
        "bypass: {enabled: true}, types.BypassRuleConfig",
        "bypass: {ssrf_protection: true}, types.BypassRuleConfig"
    })
    void keysOfOtherLevelsAreUnknownToARule(String key, String section) {
        assertTrue(
                decodeHost("url_rules: [{match: /a, action: bypass, " + key + "}]")
                        .faults()
                        .getFirst()
                        .text()
                        .contains(" not found in type " + section),
                key);
    }

    @ParameterizedTest
    @CsvSource({
        "registry: {}, types.hostRaw",
        "storage: {}, types.hostRaw",
        "bypass: {ssrf_protection: true}, types.BypassConfig",
        "render: {dimension: a}, types.RenderConfig"
    })
    void keysOfOtherLevelsAreUnknownToAHost(String key, String section) {
        assertTrue(decodeHost(key).faults().getFirst().text().contains(" not found in type " + section), key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment\n", "\n\n"})
    void aFileWithoutADocumentIsAnError(String yaml) {
        assertEquals(List.of("YAML syntax error: EOF"), texts(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"---\n", "null\n", "~", "server:\n", "server: ~\nredis: null\n", "eg_id: a\n---\n] broken\n"})
    void anEmptyDocumentAnEmptyKeyAndLaterDocumentsAreNone(String yaml) {
        assertEquals(List.of(), texts(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkAndWindowsLineEndsAreAccepted(String charset) {
        byte[] bytes = "\uFEFFeg_id: a\r\nredis: {db: 4}\r\n".getBytes(Charset.forName(charset));
        Section root = decode(bytes).root();
        assertEquals("a", root.text("eg_id"));
        assertEquals(4, root.section("redis").number("db"));
    }

    @Test
    void onlyTheOldDirectiveIsAccepted() {
        assertEquals(List.of(), texts("%YAML 1.1\n---\neg_id: a\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                List.of("YAML syntax error: yaml: found incompatible YAML document"),
                texts("%YAML 1.2\n---\neg_id: a\n".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void malformedBytesAndControlCharactersAreNamedWithTheirLine() {
        assertEquals(
                List.of(new Fault(2, 4, "YAML syntax error: yaml: invalid UTF-8 octet")),
                faults("eg_id: a\nx: \u00ff".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals(
                List.of(new Fault(2, 4, "YAML syntax error: yaml: control characters are not allowed")),
                faults("eg_id: a\nx: \u0001".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "redis:;  db: abc | 2 | 7",
                "redis:;  dbx: 1 | 2 | 3",
                "{eg_id: a, eg_id: b} | 1 | 12",
                "eg_id: a;redis: *x | 2 | 8",
                "eg_id: b: c | 1 | 9",
                "redis:;  <<: 5 | 2 | 7",
                "%YAML 1.2;---;eg_id: a | 1 | 7"
            },
            delimiter = '|')
    void aFaultOfTheSyntaxNamesItsColumn(String yaml, int line, int column) {
        Fault fault =
                faults(yaml.replace(';', '\n').getBytes(StandardCharsets.UTF_8)).getFirst();
        assertEquals(line + ":" + column, fault.line() + ":" + fault.column(), fault::text);
    }

    @Test
    void mergedKeysYieldToExplicitOnesAndToEarlierMerges() {
        Section root = decode("""
                        redis:
                          <<: [{db: 1, addr: first}, {db: 2, password: second}]
                          db: 3
                        """.getBytes(StandardCharsets.UTF_8)).root();
        assertEquals(3, root.section("redis").number("db"));
        assertEquals("first", root.section("redis").text("addr"));
        assertEquals("second", root.section("redis").text("password"));
    }

    @Test
    void theLineOfAnAliasIsThatOfItsKey() {
        Section root = decode("eg_id: &a x\nredis:\n  addr: y\n  password: *a\n".getBytes(StandardCharsets.UTF_8))
                .root();
        assertEquals(4, root.section("redis").line("password"));
    }

    @Test
    void nullElementsOfListsAreDropped() {
        Section root = decode("render: {blocked_patterns: [a, ~, b], cache: {status_codes: [200, null]}}"
                        .getBytes(StandardCharsets.UTF_8))
                .root();
        assertEquals(List.of("a", "b"), root.section("render").texts("blocked_patterns"));
        assertEquals(
                1,
                root.section("render").section("cache").numbers("status_codes").size());
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "5 | int",
                "true | bool",
                "1.5 | float64",
                "2024-01-31 | time.Time",
                "18446744073709551615 | uint64",
                "{a: b} | map[string]interface {}"
            },
            delimiter = '|')
    void aDomainIsAText(String yaml, String type) {
        assertHostFault(
                "domain: " + yaml, "YAML syntax error: domain must be a string or array of strings, got " + type);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "a.com | a.com",
                "[a.com, b.com] | a.com b.com",
                "' a.com. ' | a.com",
                "[~, '', 5, true, 1.5, 2024-01-31, [x], {y: z}, a.com] | a.com",
                "['5', 'true'] | 5 true",
                "a.com.. | a.com.",
                "[] | ''",
                "'' | ''"
            },
            delimiter = '|',
            quoteCharacter = '"')
    void domainsAreTrimmedAndWhatIsNoTextIsDropped(String yaml, String domains) {
        Section host = decodedHost("domain: " + yaml);
        assertEquals(domains.equals("''") ? "" : domains, String.join(" ", host.texts("domain")));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"/a | /a", "[/a, '', 5, ~, /b] | /a /b", "5 | ''", "'5' | 5", "true | ''", "[[/a]] | ''"},
            delimiter = '|',
            quoteCharacter = '"')
    void patternsThatAreNoTextAreDropped(String yaml, String patterns) {
        Section rule = decodedHost("url_rules: [{match: " + yaml + "}]")
                .sections("url_rules")
                .getFirst();
        assertEquals(patterns.equals("''") ? "" : patterns, String.join(" ", rule.texts("match")));
    }

    @Test
    void nullElementsOfHostsAndRulesAreDroppedBeforeTheyAreCounted() {
        new ConfigurationFiles(directory)
                .gateway(
                        ConfigurationFiles.GATEWAY,
                        ConfigurationFiles.HOSTS.replace("hosts:\n", "hosts:\n  - ~\n")
                                + "    url_rules: [~, {match: /a, action: go}]\n");
        String out = ConfigurationTester.test(
                        directory.resolve("edge-gateway.yaml").toString(), "", ConfigurationTester.Output.TEXT)
                .out();
        assertTrue(out.contains("01-site.yaml line 8: host[0] (example.com): url_rules[0]: invalid action 'go'"), out);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "match_query: {'': a} | match_query contains empty key",
                "match_query: {a: []} | match_query key 'a' has empty array",
                "match_query: {a: [b, 5]} | match_query key 'a' array contains non-string value",
                "match_query: {a: 5} | match_query key 'a' has invalid type (must be string or array of strings)",
                "match_query: {a: } | match_query key 'a' has invalid type (must be string or array of strings)",
                "match_query: {a: ''} | invalid pattern in match_query key 'a', value '': pattern cannot be empty",
                "match: '~(' | failed to compile pattern '~(': invalid regexp pattern '~(': error parsing regexp: missing closing ): `(`"
            },
            delimiter = '|',
            quoteCharacter = '"')
    void aRuleThatCannotBeDecodedIsNamed(String keys, String text) {
        assertHostFault("url_rules: [{action: render, " + keys + "}]", "YAML syntax error: " + text);
    }

    @Test
    void aMisplacedKeyOfTheDimensionsIsExplained() {
        new ConfigurationFiles(directory)
                .gateway(
                        ConfigurationFiles.GATEWAY,
                        ConfigurationFiles.HOSTS + "    dimensions:\n      unmatched_dimension: bypass\n");
        String out = ConfigurationTester.test(
                        directory.resolve("edge-gateway.yaml").toString(), "", ConfigurationTester.Output.TEXT)
                .out();
        assertTrue(out.contains("""
                          line 8: cannot unmarshal !!str `bypass` into types.Dimension
                          → Hint: 'unmatched_dimension' should be at host level, not inside 'dimensions' map
                          → Correct placement: hosts[].unmatched_dimension
                          → Incorrect placement: hosts[].dimensions.unmatched_dimension
                        """), out);
    }

    @Test
    void referencesAreResolvedAndOtherBracesStay() throws IOException {
        Files.writeString(directory.resolve("secret"), "from file\n");
        References references = new References(directory, Map.of("KEY", "from environment"), (reference, value) -> {});
        Section redis = Decoder.decode(
                        "redis: {addr: 'a-${ENV:KEY}', password: '${FILE:secret}'}\neg_id: '${HOME} ${ENV'"
                                .getBytes(StandardCharsets.UTF_8),
                        FileTables.GATEWAY,
                        "",
                        references)
                .root();
        assertEquals("a-from environment", redis.section("redis").text("addr"));
        assertEquals("from file", redis.section("redis").text("password"));
        assertEquals("${HOME} ${ENV", redis.text("eg_id"));
    }

    @Test
    void anUnresolvedReferenceIsNamedWithItsLine() {
        assertEquals(
                List.of(
                        new Fault(2, "unresolved reference ${ENV:NONE}: the environment variable is not set"),
                        new Fault(3, "unresolved reference ${FILE:none}: there is no such file")),
                faults("redis:\n  password: '${ENV:NONE}'\n  addr: '${FILE:none}'\n".getBytes(StandardCharsets.UTF_8)));
    }

    private Section decodedHost(String keys) {
        Decoder.Decoded decoded = decodeHost(keys);
        assertEquals(List.of(), decoded.faults());
        return decoded.root().sections("hosts").getFirst();
    }

    private Decoder.Decoded decodeHost(String keys) {
        return Decoder.decode(
                ("hosts:\n  - id: 1\n    " + keys + "\n").getBytes(StandardCharsets.UTF_8),
                FileTables.HOSTS_FILE,
                "YAML syntax error: ",
                new References(directory, Map.of(), (reference, value) -> {}));
    }

    private void assertHostFault(String keys, String text) {
        List<Fault> faults = decodeHost(keys).faults();
        assertTrue(faults.contains(new Fault(3, text)), () -> text + "\nnot in " + faults);
    }

    private List<String> texts(byte[] bytes) {
        return faults(bytes).stream().map(Fault::text).collect(Collectors.toList());
    }

    private List<Fault> faults(byte[] bytes) {
        return decode(bytes).faults();
    }

    private Decoder.Decoded decode(byte[] bytes) {
        return Decoder.decode(
                bytes,
                FileTables.GATEWAY,
                "YAML syntax error: ",
                new References(directory, Map.of(), (reference, value) -> {}));
    }
}
