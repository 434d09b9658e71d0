package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.EffectivePolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of spec 01 §7, from the YAML of three levels to what holds for a page. */
class MergeTableTest {

    private static final String SERVE_STALE = "expired: {strategy: serve_stale, stale_ttl: 2h}";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource({"scalars", "cacheBlocks", "lists", "accumulated", "byAction"})
    void whatThreeLevelsSayComesTogether(
            String global, String host, String rule, Function<EffectivePolicy, Object> read, String expected) {
        EffectivePolicy policy =
                load(global, host, "url_rules: [{match: /p, " + rule + "}]").policyFor("/p", "");
        assertEquals(expected, String.valueOf(read.apply(policy)));
    }

    private static Arguments row(
            String name,
            String global,
            String host,
            String rule,
            Function<EffectivePolicy, Object> read,
            String expected) {
        return argumentSet(name, global, host, rule, read, expected);
    }

    /** A row whose rule renders. */
    private static Arguments renders(
            String name,
            String global,
            String host,
            String rule,
            Function<EffectivePolicy, Object> read,
            String expected) {
        String keys = rule.isEmpty() ? "" : ", " + rule;
        return row(name, global, host, "action: render" + keys, read, expected);
    }

    static Stream<Arguments> scalars() {
        Function<EffectivePolicy, Object> timeout = p -> p.render().timeout();
        Function<EffectivePolicy, Object> waitFor = p -> p.render().waitFor().label();
        Function<EffectivePolicy, Object> extra = p -> p.render().additionalWait();
        Function<EffectivePolicy, Object> strip = p -> p.render().stripScripts();
        Function<EffectivePolicy, Object> userAgent = p -> p.bypass().userAgent();
        Function<EffectivePolicy, Object> botHits = p -> p.botHits().enabled();
        return Stream.of(
                renders("the host's timeout", "", "render: {timeout: 40s}", "", timeout, "PT40S"),
                renders("the rule's timeout", "", "render: {timeout: 40s}", "render: {timeout: 41s}", timeout, "PT41S"),
                renders(
                        "a rule's dimension",
                        "",
                        "dimensions: {tv: {id: 3, width: 1, height: 1}}",
                        "render: {dimension: tv}",
                        p -> p.render().dimension(),
                        "tv"),
                renders("nothing said about events", "", "", "", waitFor, "networkIdle"),
                renders(
                        "a page that settles, with a selector of the host",
                        "render: {events: {wait_for: settled}}",
                        "render: {timeout: 30s, events: {wait_for_selector: \"#done\"}}",
                        "",
                        p -> waitFor.apply(p) + " " + p.render().awaitedContent(),
                        "settled AwaitedContent[selector=#done, expression=]"),
                renders("a global event", "render: {events: {wait_for: load}}", "", "", waitFor, "load"),
                renders(
                        "each event key comes by itself",
                        "render: {events: {wait_for: load, additional_wait: 2s}}",
                        "render: {timeout: 30s, events: {additional_wait: 1s}}",
                        "",
                        p -> waitFor.apply(p) + " " + extra.apply(p),
                        "load PT1S"),
                renders(
                        "an empty text is not set",
                        "render: {events: {wait_for: load}}",
                        "render: {timeout: 30s, events: {wait_for: \"\"}}",
                        "",
                        waitFor,
                        "load"),
                renders(
                        "a zero is set",
                        "render: {events: {additional_wait: 2s}}",
                        "render: {timeout: 30s, events: {additional_wait: 0}}",
                        "",
                        extra,
                        "PT0S"),
                renders(
                        "a null is not set",
                        "render: {events: {additional_wait: 2s}}",
                        "render: {timeout: 30s, events: {additional_wait: ~}}",
                        "render: ~",
                        extra,
                        "PT2S"),
                renders("scripts go", "", "", "", strip, "true"),
                renders(
                        "a false is set",
                        "render: {strip_scripts: true}",
                        "render: {timeout: 30s, strip_scripts: false}",
                        "",
                        strip,
                        "false"),
                renders(
                        "the rule has the last word",
                        "render: {strip_scripts: true}",
                        "render: {timeout: 30s, strip_scripts: false}",
                        "render: {strip_scripts: true}",
                        strip,
                        "true"),
                renders(
                        "nothing said about user agents",
                        "",
                        "",
                        "",
                        userAgent,
                        "Mozilla/5.0 (compatible; EdgeComet/1.0)"),
                renders(
                        "an empty user agent is not set",
                        "bypass: {user_agent: a}",
                        "bypass: {user_agent: \"\"}",
                        "",
                        userAgent,
                        "a"),
                renders(
                        "a rule's user agent",
                        "bypass: {user_agent: a}",
                        "",
                        "bypass: {user_agent: b}",
                        userAgent,
                        "b"),
                renders(
                        "a bypass timeout of its own",
                        "bypass: {timeout: 10s}",
                        "bypass: {timeout: 11s}",
                        "",
                        p -> p.bypass().timeout(),
                        "PT11S"),
                renders(
                        "bot hits switched off by a host",
                        "bothit_recache: {enabled: true, match_ua: [x]}",
                        "bothit_recache: {enabled: false}",
                        "",
                        botHits,
                        "false"),
                renders(
                        "an interval alone keeps the switch",
                        "bothit_recache: {enabled: true, match_ua: [x]}",
                        "bothit_recache: {interval: 2h}",
                        "",
                        p -> p.botHits().enabled() + " " + p.botHits().interval(),
                        "true PT2H"),
                renders(
                        "sharding comes field by field",
                        "cache_sharding: {replication_factor: 4, push_on_render: false}",
                        "cache_sharding: {replication_factor: 0}",
                        "cache_sharding: {replicate_on_pull: false}",
                        EffectivePolicy::sharding,
                        "ShardingPolicy[enabled=false, replicationFactor=0, strategy=HASH_MODULO, pushOnRender=false,"
                                + " replicateOnPull=false]"));
    }

    static Stream<Arguments> cacheBlocks() {
        Function<EffectivePolicy, Object> ttl = p -> p.render().cache().ttl();
        Function<EffectivePolicy, Object> codes =
                p -> p.render().cache().statusCodes().stream().sorted().toList();
        Function<EffectivePolicy, Object> expired = p -> p.render().cache().expired();
        Function<EffectivePolicy, Object> bypassExpired =
                p -> p.bypass().cache().expired();
        String globalStale = "render: {cache: {" + SERVE_STALE + "}}";
        return Stream.of(
                renders("the built-in lifetime", "", "", "", ttl, "PT1H"),
                renders(
                        "a lifetime of zero is set",
                        "render: {cache: {ttl: 3h}}",
                        "render: {timeout: 30s, cache: {ttl: 0}}",
                        "",
                        ttl,
                        "PT0S"),
                renders(
                        "a block comes field by field",
                        "render: {cache: {ttl: 3h, status_codes: [200]}}",
                        "render: {timeout: 30s, cache: {ttl: 4h}}",
                        "",
                        p -> ttl.apply(p) + " " + codes.apply(p),
                        "PT4H [200]"),
                renders("the built-in codes", "", "", "", codes, "[200, 301, 302, 307, 308, 404]"),
                renders(
                        "a global empty list of codes is none",
                        "render: {cache: {status_codes: []}}",
                        "",
                        "",
                        codes,
                        "[200, 301, 302, 307, 308, 404]"),
                renders("nothing said about expired entries", "", "", "", expired, "Delete[]"),
                renders(
                        "a global word about expired entries",
                        globalStale,
                        "",
                        "",
                        expired,
                        "ServeStale[staleTtl=PT2H]"),
                renders(
                        "an empty block replaces, and deletes",
                        globalStale,
                        "render: {timeout: 30s, cache: {expired: {}}}",
                        "",
                        expired,
                        "Delete[]"),
                renders(
                        "the block is replaced as a whole",
                        globalStale,
                        "render: {timeout: 30s, cache: {expired: {strategy: delete}}}",
                        "render: {cache: {expired: {strategy: serve_stale, stale_ttl: 5h}}}",
                        expired,
                        "ServeStale[staleTtl=PT5H]"),
                renders(
                        "a null block is not set",
                        globalStale,
                        "render: {timeout: 30s, cache: {expired: ~}}",
                        "",
                        expired,
                        "ServeStale[staleTtl=PT2H]"),
                renders(
                        "the cache of bypassed pages has a block of its own",
                        globalStale,
                        "bypass: {cache: {enabled: true, " + SERVE_STALE + "}}",
                        "render: {cache: {expired: {strategy: delete}}}",
                        bypassExpired,
                        "ServeStale[staleTtl=PT2H]"),
                renders(
                        "a partial page's lifetime",
                        "render: {cache: {partial_ttl: 10s}}",
                        "",
                        "render: {cache: {partial_ttl: 0}}",
                        p -> p.render().partialTtl(),
                        "PT0S"));
    }

    static Stream<Arguments> lists() {
        Function<EffectivePolicy, Object> patterns = p -> p.render().blockedPatterns();
        Function<EffectivePolicy, Object> types = p -> p.render().blockedResourceTypes();
        Function<EffectivePolicy, Object> bots =
                p -> p.botHits().userAgents().stream().map(Pattern::text).toList();
        String global = "render: {blocked_patterns: [a], blocked_resource_types: [Image]}";
        return Stream.of(
                renders("a global list", global, "", "", patterns, "[a]"),
                renders(
                        "a host's list replaces",
                        global,
                        "render: {timeout: 30s, blocked_patterns: [b]}",
                        "",
                        patterns,
                        "[b]"),
                renders(
                        "an empty list clears nothing",
                        global,
                        "render: {timeout: 30s, blocked_patterns: [], blocked_resource_types: []}",
                        "render: {blocked_patterns: []}",
                        p -> patterns.apply(p) + " " + types.apply(p),
                        "[a] [Image]"),
                renders("types of a rule", global, "", "render: {blocked_resource_types: [Font]}", types, "[Font]"),
                renders(
                        "user agents of bots",
                        "bothit_recache: {match_ua: [a]}",
                        "bothit_recache: {match_ua: []}",
                        "bothit_recache: {match_ua: [b, c]}",
                        bots,
                        "[b, c]"),
                renders(
                        "inherited user agents of bots",
                        "bothit_recache: {match_ua: [a]}",
                        "bothit_recache: {match_ua: []}",
                        "",
                        bots,
                        "[a]"));
    }

    static Stream<Arguments> accumulated() {
        Function<EffectivePolicy, Object> stripped = p -> Stream.of("utm_source", "a", "b", "c")
                .filter(p.tracking()::strips)
                .toList();
        Function<EffectivePolicy, Object> request = p -> p.safeHeaders().request();
        Function<EffectivePolicy, Object> response = p -> p.safeHeaders().response();
        return Stream.of(
                renders("the built-in parameters", "", "", "", stripped, "[utm_source]"),
                renders(
                        "parameters are appended level by level",
                        "tracking_params: {params_add: [a]}",
                        "tracking_params: {params_add: [b]}",
                        "tracking_params: {params_add: [c]}",
                        stripped,
                        "[utm_source, a, b, c]"),
                renders(
                        "parameters are replaced, then appended",
                        "tracking_params: {params_add: [a]}",
                        "tracking_params: {params: [b]}",
                        "tracking_params: {params_add: [c]}",
                        stripped,
                        "[b, c]"),
                renders(
                        "an empty list of parameters replaces",
                        "",
                        "tracking_params: {params: []}",
                        "",
                        stripped,
                        "[]"),
                renders(
                        "a null list of parameters does not",
                        "",
                        "tracking_params: {params: ~}",
                        "",
                        stripped,
                        "[utm_source]"),
                renders(
                        "empty additions do nothing",
                        "tracking_params: {params: [a]}",
                        "tracking_params: {params_add: []}",
                        "",
                        stripped,
                        "[a]"),
                renders(
                        "the switch comes by itself",
                        "tracking_params: {params: [a]}",
                        "tracking_params: {strip: false}",
                        "",
                        stripped,
                        "[]"),
                renders(
                        "the switch back",
                        "tracking_params: {params: [a], strip: false}",
                        "",
                        "tracking_params: {strip: true}",
                        stripped,
                        "[a]"),
                renders(
                        "headers are appended, the first spelling stays",
                        "headers: {safe_request: [Cookie]}",
                        "headers: {safe_request_add: [cookie, X-A]}",
                        "headers: {safe_request_add: [X-B]}",
                        request,
                        "[Cookie, X-A, X-B]"),
                renders(
                        "headers are replaced",
                        "headers: {safe_request: [Cookie]}",
                        "headers: {safe_request: [X-A]}",
                        "headers: {safe_request: []}",
                        request,
                        "[X-A]"),
                renders(
                        "answers' headers have a default of their own",
                        "headers: {safe_request: [Cookie]}",
                        "headers: {safe_response_add: [Vary]}",
                        "",
                        response,
                        "[Content-Type, Cache-Control, Expires, Last-Modified, ETag, Location, Vary]"));
    }

    static Stream<Arguments> byAction() {
        String host = "render: {timeout: 40s}";
        return Stream.of(
                row(
                        "a rule that does not render says nothing about rendering",
                        "",
                        host,
                        "action: bypass, render: {timeout: 41s}",
                        p -> p.render().timeout(),
                        "PT40S"),
                row(
                        "a rule's bypass block counts whatever it does",
                        "",
                        host,
                        "action: render, bypass: {timeout: 9s}",
                        p -> p.bypass().timeout(),
                        "PT9S"),
                row(
                        "tracking parameters count for every action",
                        "",
                        host,
                        "action: block, tracking_params: {params: [a]}",
                        p -> p.tracking().strips("a"),
                        "true"),
                row(
                        "headers count for every action",
                        "",
                        host,
                        "action: bypass, headers: {safe_request: [X-A]}",
                        p -> p.safeHeaders().request(),
                        "[X-A]"),
                row(
                        "an explicit code overrides that of the action",
                        "",
                        host,
                        "action: status_404, status: {code: 410}",
                        p -> p.status().code(),
                        "410"),
                row(
                        "a null header is an empty text",
                        "",
                        host,
                        "action: block, status: {headers: {X-A: ~}}",
                        p -> p.status().headers(),
                        "{X-A=}"));
    }

    @Test
    void aHostsDimensionsReplaceTheGlobalOnesAsAWhole() {
        assertEquals(List.of("desktop", "bypass"), dimensions(load("", "", "")));
        assertEquals(List.of("desktop", "bypass"), dimensions(load("", "dimensions: {}", "")));
        assertEquals(
                List.of("tv", "bypass"), dimensions(load("", "dimensions: {tv: {id: 3, width: 1, height: 1}}", "")));
    }

    /** A null in a map with free names is an entry without fields. */
    @Test
    void aBypassDimensionMayBeDeclaredByItsNameAlone() {
        Host host = load("", "dimensions: {tv: {id: 3, width: 1, height: 1}, bypass: ~}", "");
        assertEquals(Dimension.BYPASS, host.dimensions().byName("bypass").orElseThrow());
        Host partly = load("", "dimensions: {tv: {id: 3, width: 1, height: 1}, bypass: {width: 5}}", "");
        Dimension bypass = partly.dimensions().byName("bypass").orElseThrow();
        assertEquals(5, bypass.width());
        assertEquals(Dimension.BYPASS.height(), bypass.height());
        assertEquals(Dimension.BYPASS.renderUserAgent(), bypass.renderUserAgent());
    }

    @Test
    void aHostsClientIpHeadersReplaceTheGlobalOnes() {
        String global = "client_ip: {headers: [A, B]}";
        assertEquals(List.of("A", "B"), load(global, "", "").clientIpHeaders());
        assertEquals(List.of("C"), load(global, "client_ip: {headers: [C]}", "").clientIpHeaders());
        assertEquals(List.of(), load("", "", "").clientIpHeaders());
    }

    private static List<String> dimensions(Host host) {
        return host.dimensions().all().stream().map(Dimension::name).toList();
    }

    private Host load(String global, String host, String rules) {
        String base = host.startsWith("render:")
                ? ConfigurationFiles.HOSTS.replace("    render: {timeout: 30s}\n", "")
                : ConfigurationFiles.HOSTS;
        Path main = new ConfigurationFiles(directory)
                .gateway(ConfigurationFiles.GATEWAY + global + "\n", base + (host + "\n" + rules + "\n").indent(4));
        return switch (YamlConfigurationSource.gateway(main, Map.of())) {
            case Loading.Loaded<GatewayConfiguration> loaded ->
                loaded.configuration().hosts().all().getFirst();
            case Loading.Refused<GatewayConfiguration> refused -> throw new AssertionError(refused);
        };
    }
}
