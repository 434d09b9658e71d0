package edgecomet.adapters.fs.configuration.tester;

import static edgecomet.adapters.fs.configuration.tester.JsonDocument.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.ConfigurationFiles;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document of {@code -t --format json}, whose fields docs/operations.md describes. */
class RunJsonTest {

    @TempDir
    Path directory;

    @Test
    void aConfigurationInOrder() {
        TestedFiles files = TestedFiles.of(directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        Result result = files.test("", Output.JSON);
        assertEquals(
                Map.of("file", files.file().toString(), "valid", true, "exit_code", 0, "problems", List.of()),
                JsonDocument.read(result.out()));
        assertTrue(result.out().endsWith("}\n"));
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void problemsHaveTheirPlace() {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY.replace(":10070", ":70000").replace("timeout: 150s", "timeout: 301s"),
                ConfigurationFiles.HOSTS + "    enabeld: true\n");
        Result result = files.test("/x", Output.JSON);
        Map<?, ?> document = JsonDocument.read(result.out());
        assertEquals(false, document.get("valid"));
        assertEquals(1, document.get("exit_code"));
        assertNull(document.get("test"));
        assertEquals(
                List.of(
                        Map.of(
                                "severity",
                                "error",
                                "file",
                                "edge-gateway.yaml",
                                "line",
                                2,
                                "text",
                                "invalid server.listen: port must be between 1 and 65535, got 70000"),
                        Map.of(
                                "severity",
                                "warning",
                                "file",
                                "edge-gateway.yaml",
                                "line",
                                3,
                                "text",
                                "server.timeout (5m1s) is very high. Values over 300s (5 minutes) may indicate architectural issues"),
                        Map.of(
                                "severity",
                                "error",
                                "file",
                                "01-site.yaml",
                                "line",
                                7,
                                "column",
                                5,
                                "text",
                                "YAML syntax error: unknown configuration field (check for typos): yaml: unmarshal errors:\n"
                                        + "  line 7: field enabeld not found in type types.hostRaw (hosts[0].enabeld, column 5; did you mean \"enabled\"?)")),
                document.get("problems"));
        assertEquals("", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void aHardErrorIsInTheDocumentAndOnTheErrorStream() {
        String missing = directory.resolve("none.yaml").toString();
        Result result = ConfigurationTester.test(missing, "", Output.JSON);
        String text = "failed to load config: config file not found: " + missing;
        assertEquals(
                Map.of(
                        "file",
                        missing,
                        "valid",
                        false,
                        "exit_code",
                        1,
                        "problems",
                        List.of(Map.of("severity", "fatal", "file", "none.yaml", "text", text))),
                JsonDocument.read(result.out()));
        assertEquals("Validation error: " + text + "\n", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void whatIsNoUrlIsInTheDocumentAndOnTheErrorStream() {
        Result result = TestedFiles.in(directory).test(":no", Output.JSON);
        Map<?, ?> document = JsonDocument.read(result.out());
        String reason = "parse \":no\": missing protocol scheme";
        assertEquals(true, document.get("valid"));
        assertEquals(1, document.get("exit_code"));
        assertEquals(Map.of("target", ":no", "invalid_url", reason), document.get("test"));
        assertEquals("\nURL test error: invalid URL: " + reason + "\n", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void anUnknownHost() {
        Result result = TestedFiles.in(directory).test("https://Nope.com:1/", Output.JSON);
        assertEquals(
                Map.of(
                        "target",
                        "https://Nope.com:1/",
                        "unknown_host",
                        "Nope.com:1",
                        "available_hosts",
                        List.of("example.com", "shop.example.com")),
                JsonDocument.read(result.out()).get("test"));
        assertEquals(0, result.exitCode());
    }

    @Test
    void aUrlWithItsIdentitiesRulesAndKeys() {
        Object host = host("https://example.com/blog/x?a=1&utm_source=y");
        assertEquals(
                Set.of(
                        "host_id",
                        "domains",
                        "enabled",
                        "url",
                        "unstripped",
                        "live",
                        "stripped_params",
                        "matched_rule",
                        "not_matched",
                        "not_matched_more",
                        "action",
                        "settings",
                        "dimensions"),
                ((Map<?, ?>) host).keySet());
        assertEquals(1, at(host, "host_id"));
        assertEquals(List.of("example.com", "www.example.com"), at(host, "domains"));
        assertEquals(true, at(host, "enabled"));
        assertEquals(
                Map.of("url", "https://example.com/blog/x?a=1&utm_source=y", "hash", "1c15f903001177c1"),
                at(host, "unstripped"));
        assertEquals(Map.of("url", "https://example.com/blog/x?a=1", "hash", "b81a014183fa27b3"), at(host, "live"));
        assertEquals(List.of("utm_source"), at(host, "stripped_params"));
        assertEquals(Map.of("id", "rule_1:/blog/*", "pattern", "/blog/*"), at(host, "matched_rule"));
        assertEquals(
                List.of(Map.of("id", "rule_0:/search?...", "pattern", "/search", "reason", "path")),
                at(host, "not_matched"));
        assertEquals("render", at(host, "action"));
        assertEquals(
                Map.of(
                        "name",
                        "desktop",
                        "id",
                        1,
                        "outcome",
                        "render",
                        "served_as",
                        "desktop",
                        "cache_key",
                        "cache:1:1:b81a014183fa27b3",
                        "ttl",
                        "2h0m0s",
                        "path",
                        "1/2026/01/31/12/20/b81a014183fa27b3_1.html.snappy",
                        "file",
                        directory + "/cache/1/2026/01/31/12/20/b81a014183fa27b3_1.html.snappy"),
                at(host, "dimensions", 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "render.cache.ttl         | {value=2h0m0s, levels=[rule]}",
                "render.timeout           | {value=45s, levels=[rule]}",
                "render.strip_scripts     | {value=true, levels=[built-in]}",
                "render.cache.expired     | {value={strategy=serve_stale, stale_ttl=24h0m0s}, levels=[global]}",
                "bypass.cache.expired     | {value={strategy=delete}, levels=[built-in]}",
                "bypass.cache.status_codes | {value=[200], levels=[built-in]}",
                "cache_sharding.replication_factor | {value=2, levels=[built-in]}",
                "headers.safe_request     | {value=[X-A], levels=[built-in, global]}",
                "dimensions               | {value=[desktop], levels=[global]}"
            })
    void aSettingHasItsValueAndItsLevels(String key, String setting) {
        TestedFiles files = TestedFiles.of(directory, ConfigurationFiles.GATEWAY + """
                        render: {cache: {expired: {strategy: serve_stale, stale_ttl: 24h}}}
                        headers: {safe_request_add: [X-A]}
                        """, TestedFiles.HOSTS);
        Object host = host(files, "https://example.com/blog/x");
        assertEquals(setting, String.valueOf(at(host, "settings", key)));
    }

    @Test
    void aQueryThatIsNotAsWantedIsToldInFull() {
        Object host = host("https://example.com/search?page=z&q=1");
        assertEquals(
                Map.of(
                        "id",
                        "rule_0:/search?...",
                        "pattern",
                        "/search",
                        "reason",
                        "query",
                        "parameter",
                        "page",
                        "value",
                        "z",
                        "wanted",
                        List.of("~^[0-9]+$")),
                at(host, "not_matched", 0));
        assertNull(at(host("https://example.com/search?q=1"), "not_matched", 0, "value"));
        assertNull(at(host, "matched_rule"));
        assertEquals(
                "not_stored", ((Map<?, ?>) at(host, "dimensions", 1)).keySet().toArray()[5]);
    }

    @Test
    void aFixedAnswerIsToldInFull() {
        Object host = host("https://example.com/gone/x");
        assertEquals("status_410", at(host, "action"));
        assertEquals(
                Map.of("code", 410, "text", "Gone", "reason", "", "headers", Map.of("X-A", "1", "X-B", "2")),
                at(host, "status"));
        assertEquals(Map.of("name", "desktop", "id", 1, "outcome", "status", "status", 410), at(host, "dimensions", 0));
        assertEquals("members only", at(host("https://example.com/private/x"), "status", "reason"));
    }

    @Test
    void aPathIsToldForEveryHost() {
        Object hosts = at(
                JsonDocument.read(
                        TestedFiles.in(directory).test("/x", Output.JSON).out()),
                "test",
                "hosts");
        assertEquals("https://example.com/x", at(hosts, 0, "url"));
        assertEquals("https://shop.example.com/x", at(hosts, 1, "url"));
        assertEquals(false, at(hosts, 1, "enabled"));
        assertEquals(Map.of("status", 401, "reason", "the host is not enabled"), at(hosts, 1, "refusal"));
    }

    @Test
    void aFurtherDomainIsThatOfItsHost() {
        assertEquals(1, at(host("https://www.example.com/x"), "host_id"));
    }

    @Test
    void aUrlWithoutANormalFormIsRejected() {
        TestedFiles files = TestedFiles.of(
                directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS.replace("example.com", "intranet"));
        Object host = host(files, "/x");
        assertEquals("invalid URL: invalid host 'intranet'", at(host, "rejected"));
        assertNull(at(host, "unstripped"));
        assertNull(at(host, "live"));
        assertEquals(List.of(), at(host, "dimensions"));
    }

    @Test
    void everyFieldIsDocumented() {
        String guide = ConfigurationFiles.read("docs/operations.md");
        String section = guide.substring(guide.indexOf("## Testing a configuration"), guide.indexOf("## Ports"));
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY.replace("150s", "301s")
                        + "render: {cache: {expired: {strategy: serve_stale, stale_ttl: 24h}}}\n",
                TestedFiles.HOSTS);
        Set<String> fields = new TreeSet<>();
        for (String target : List.of(
                "/search?page=1", "/gone/x", "https://example.com./blog/x", "https://nope.com/", ":no", "//[")) {
            collectFields(JsonDocument.read(files.test(target, Output.JSON).out()), fields);
        }
        assertTrue(fields.size() > 30, fields::toString);
        fields.removeIf(field -> section.contains("`" + field + "`")
                || section.contains("`" + field + "[]`")
                || section.contains("." + field + "`")
                || section.contains("." + field + "[]`"));
        assertEquals(Set.of(), fields);
    }

    private static void collectFields(Object value, Set<String> fields) {
        switch (value) {
            case Map<?, ?> object ->
                object.forEach((name, content) -> {
                    fields.add((String) name);
                    // The names in a map are the operator's or those of the configuration.
                    boolean map = name.equals("settings") || name.equals("headers");
                    collectFields(map ? List.copyOf(((Map<?, ?>) content).values()) : content, fields);
                });
            case List<?> list -> list.forEach(element -> collectFields(element, fields));
            default -> {}
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/x", "https://example.com/x", ":no"})
    void noSecretIsEverInTheDocument(String target) {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY.replace(
                        "addr: \"localhost:6379\"", "{addr: \"localhost:6379\", password: \"redis-secret\"}"),
                ConfigurationFiles.HOSTS.replace("\"k\"", "\"render-secret\""));
        String out = files.test(target, Output.JSON).out();
        assertEquals(true, JsonDocument.read(out).get("valid"));
        assertFalse(out.contains("secret"), out);
        assertFalse(out.contains("0123456789abcdef"), out);
    }

    private Object host(String url) {
        return host(TestedFiles.in(directory), url);
    }

    private static Object host(TestedFiles files, String target) {
        return at(JsonDocument.read(files.test(target, Output.JSON).out()), "test", "hosts", 0);
    }
}
