package edgecomet.adapters.fs.configuration;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every inheritable key of the tables is a setting, and says at which level of the files it was set. */
class ProvenanceTest {

    /** Keys of a block that is one setting, or of a list that is. */
    private static final Map<String, String> SETTINGS = Map.of(
            "render.cache.expired.strategy", "render.cache.expired",
            "render.cache.expired.stale_ttl", "render.cache.expired",
            "bypass.cache.expired.strategy", "bypass.cache.expired",
            "bypass.cache.expired.stale_ttl", "bypass.cache.expired",
            "tracking_params.params_add", "tracking_params.params",
            "headers.safe_request_add", "headers.safe_request",
            "headers.safe_response_add", "headers.safe_response");

    /** A key of the whole process, and one without effect. */
    private static final Set<String> NOT_OF_A_PAGE =
            Set.of("bypass.ssrf_protection", "bypass.max_body_megabytes", "bypass.ca_file", "bypass.enabled");

    /** A setting, the levels that can make it (global, host, rule), how, and what that comes to. */
    private static final String ROWS = """
            render.timeout | -HR | render: {timeout: 31s} | Span[duration=PT31S]
            render.cache.ttl | GHR | render: {cache: {ttl: 7m}} | Span[duration=PT7M]
            render.cache.status_codes | GHR | render: {cache: {status_codes: [404, 200]}} | Statuses[codes=[200, 404]]
            render.cache.expired | GHR | render: {cache: {expired: {strategy: serve_stale, stale_ttl: 5m}}} | Expiry[policy=ServeStale[staleTtl=PT5M]]
            render.cache.partial_ttl | GHR | render: {cache: {partial_ttl: 0}} | Span[duration=PT0S]
            render.events.wait_for | GHR | render: {events: {wait_for: load}} | Word[text=load]
            render.events.wait_for_selector | GHR | render: {events: {wait_for: settled, wait_for_selector: '#a'}} | Word[text=#a]
            render.events.wait_for_expression | GHR | render: {events: {wait_for: settled, wait_for_expression: 'b'}} | Word[text=b]
            render.serialize | GHR | render: {serialize: markup} | Word[text=markup]
            render.events.additional_wait | GHR | render: {events: {additional_wait: 2s}} | Span[duration=PT2S]
            render.blocked_resource_types | GHR | render: {blocked_resource_types: [Font]} | Words[texts=[Font]]
            render.blocked_patterns | GHR | render: {blocked_patterns: ['*.x/*']} | Words[texts=[*.x/*]]
            render.strip_scripts | GHR | render: {strip_scripts: false} | Flag[on=false]
            render.dimension | --R | render: {dimension: tv} | Word[text=tv]
            bypass.timeout | GHR | bypass: {timeout: 8s} | Span[duration=PT8S]
            bypass.user_agent | GHR | bypass: {user_agent: F} | Word[text=F]
            bypass.cache.enabled | GHR | bypass: {cache: {enabled: true, status_codes: [200]}} | Flag[on=true]
            bypass.cache.ttl | GHR | bypass: {cache: {ttl: 9m}} | Span[duration=PT9M]
            bypass.cache.status_codes | GHR | bypass: {cache: {status_codes: [410]}} | Statuses[codes=[410]]
            bypass.cache.expired | GHR | bypass: {cache: {enabled: true, status_codes: [200], expired: {strategy: serve_stale, stale_ttl: 5m}}} | Expiry[policy=ServeStale[staleTtl=PT5M]]
            tracking_params.strip | GHR | tracking_params: {strip: false} | Flag[on=false]
            tracking_params.params | GHR | tracking_params: {params: [a]} | Words[texts=[a]]
            bothit_recache.enabled | GHR | bothit_recache: {enabled: true, interval: 1h, match_ua: [b]} | Flag[on=true]
            bothit_recache.interval | GHR | bothit_recache: {enabled: true, interval: 1h, match_ua: [b]} | Span[duration=PT1H]
            bothit_recache.match_ua | GHR | bothit_recache: {enabled: true, interval: 1h, match_ua: [b]} | Words[texts=[b]]
            cache_sharding.enabled | GHR | cache_sharding: {enabled: true} | Flag[on=true]
            cache_sharding.replication_factor | GHR | cache_sharding: {replication_factor: 3} | Count[number=3]
            cache_sharding.distribution_strategy | GHR | cache_sharding: {distribution_strategy: random} | Word[text=random]
            cache_sharding.push_on_render | GHR | cache_sharding: {push_on_render: false} | Flag[on=false]
            cache_sharding.replicate_on_pull | GHR | cache_sharding: {replicate_on_pull: false} | Flag[on=false]
            headers.safe_request | GHR | headers: {safe_request: [X-A]} | Words[texts=[X-A]]
            headers.safe_response | GHR | headers: {safe_response: [X-B]} | Words[texts=[X-B]]
            dimensions | GH- | dimensions: {tv: {id: 3, width: 1, height: 1}} | Words[texts=[tv]]
            unmatched_dimension | GH- | unmatched_dimension: block | Word[text=block]
            client_ip.headers | GH- | client_ip: {headers: [X-C]} | Words[texts=[X-C]]
            """;

    private static final String TV = "dimensions: {tv: {id: 3, width: 1, height: 1}}\n";

    @TempDir
    Path directory;

    static Stream<Arguments> rows() {
        return ROWS.lines().map(row -> row.split(" \\| ")).map(Arguments::of);
    }

    @Test
    void everyInheritableKeyIsASettingAndNothingElse() {
        Set<String> keys = Stream.of(FileTables.GATEWAY, FileTables.HOST, FileTables.RULE)
                .flatMap(table -> ReferencePage.flat(table).keySet().stream())
                .filter(ReferencePage::isInheritable)
                .filter(key -> !NOT_OF_A_PAGE.contains(key))
                .map(key -> key.startsWith("dimensions.") ? "dimensions" : SETTINGS.getOrDefault(key, key))
                .collect(toCollection(TreeSet::new));
        Set<String> settings =
                settings("", TV, "render: {dimension: tv, events: {wait_for_selector: a, wait_for_expression: b}}")
                        .stream()
                        .map(Setting::key)
                        .collect(toCollection(TreeSet::new));
        assertEquals(keys, settings);
        assertEquals(
                keys,
                ROWS.lines().map(row -> row.split(" ", 2)[0]).collect(toCollection(TreeSet::new)),
                "the rows of this test");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aSettingNamesTheLevelThatSetsIt(String key, String levels, String yaml, String value) {
        if (levels.contains("G")) {
            assertSetting(key, Level.GLOBAL, value, settings(yaml, "", ""));
        }
        if (levels.contains("H")) {
            assertSetting(key, Level.HOST, value, settings("", yaml, ""));
            assertSetting(key, Level.HOST, value, settings(levels.contains("G") ? yaml : "", yaml, ""));
        }
        if (levels.contains("R")) {
            String host = key.equals("render.dimension") ? TV : "";
            assertSetting(key, Level.RULE, value, settings("", host, yaml));
        }
    }

    private static void assertSetting(String key, Level level, String value, List<Setting> settings) {
        Setting setting = find(key, settings);
        assertEquals(List.of(level), setting.levels());
        assertEquals(value, setting.value().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "'',     '',    bypass, BUILT_IN",
        "block,  '',    block,  GLOBAL",
        "mobile, '',    bypass, BUILT_IN",
        "block,  tv,    tv,     HOST"
    })
    void anUnmatchedDimensionThatAHostLacksIsNotInherited(String global, String host, String word, Level level) {
        String mobile = "dimensions: {mobile: {id: 2, width: 1, height: 1}}\n";
        assertSetting(
                "unmatched_dimension",
                level,
                "Word[text=" + word + "]",
                settings(mobile + unmatched(global), TV + unmatched(host), ""));
    }

    private static String unmatched(String word) {
        return word.isEmpty() ? "" : "unmatched_dimension: " + word;
    }

    private static Setting find(String key, List<Setting> settings) {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        settings.forEach(setting -> assertNull(byKey.put(setting.key(), setting), "told twice"));
        return byKey.get(key);
    }

    /** Returns what holds for a page whose rule renders; the levels set this and what must be set. */
    private List<Setting> settings(String global, String host, String rule) {
        String main = ConfigurationFiles.GATEWAY.replaceFirst("dimensions:\n.*\n", "")
                + (global.contains("dimensions:") ? "" : "dimensions: {desktop: {id: 1, width: 1, height: 1}}\n")
                + "eg_id: a\n"
                + global
                + "\n";
        String hosts = ConfigurationFiles.HOSTS.replace("    render: {timeout: 30s}\n", "")
                + withTimeout(host).indent(4)
                + "    url_rules:\n      - {match: /p, action: render"
                + (rule.isEmpty() ? "" : ", " + rule)
                + "}\n";
        Path file = new ConfigurationFiles(directory).gateway(main, hosts);
        return switch (YamlConfigurationSource.gateway(file, Map.of())) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration configuration, var ignored) -> {
                Host only = configuration.hosts().all().getFirst();
                yield only.settingsAt(only.rules().match("/p", ""));
            }
            case Loading.Refused<GatewayConfiguration> refused -> throw new AssertionError(refused.problems());
        };
    }

    /** A host must say how long a render may take. */
    private static String withTimeout(String host) {
        if (!host.startsWith("render: {")) {
            return "render: {timeout: 30s}\n" + host;
        }
        return host.contains("timeout:") ? host : host.replace("render: {", "render: {timeout: 30s, ");
    }
}
