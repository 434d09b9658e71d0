package edgecomet.domain.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Setting;
import edgecomet.domain.policy.SettingValue;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {
    private static final Settings NO_STRIPPING = new Settings(
            Settings.NONE.render(),
            Settings.NONE.bypass(),
            new Settings.Tracking(false, null, List.of()),
            Settings.NONE.botHits(),
            Settings.NONE.sharding(),
            Settings.NONE.headers());

    private static RuleDefinition rule(Action action, Settings settings, QueryMatch query, String... patterns) {
        return new RuleDefinition(Stream.of(patterns).map(Pattern::parse).toList(), query, action, null, settings);
    }

    private static Host host(int id, String key, RuleDefinition... rules) {
        return Host.assemble(
                new HostDefinition(
                        id,
                        List.of("example.com", "www.example.com"),
                        key,
                        true,
                        Sourced.from(Level.GLOBAL, List.of()),
                        Sourced.from(Level.BUILT_IN, new UnmatchedDimension.Use("bypass")),
                        Sourced.from(Level.HOST, List.of("X-Real-IP")),
                        Settings.NONE,
                        List.of(rules)),
                Settings.NONE);
    }

    private static Host.Identified identify(Host host, String url) {
        return assertInstanceOf(Host.Identified.class, host.identify(url));
    }

    @Test
    void a_rule_with_several_patterns_becomes_one_rule_for_each() {
        Host host = host(
                1,
                "key",
                rule(Action.BYPASS, Settings.NONE, QueryMatch.ANY, "/a/*", "/a"),
                rule(Action.RENDER, Settings.NONE, QueryMatch.ANY, "/b"));
        assertEquals(
                List.of("rule_0:/a", "rule_1:/b", "rule_2:/a/*"),
                host.policies().stream().map(p -> String.valueOf(p.ruleId())).toList());
        assertEquals(Action.BYPASS, host.policyFor("/a/x", "").action());
        assertEquals(host.defaultPolicy(), host.policyFor("/c", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/admin",
        "https://example.com//admin",
        "https://example.com/x/../admin",
        "https://example.com/./admin",
        "https://example.com/%61dmin",
        "https://example.com/x%2F..%2Fadmin",
        "https://example.com/ADMIN?x=1#y",
    })
    void no_spelling_of_a_path_evades_its_rule(String url) {
        Host host = host(1, "key", rule(Action.BLOCK, Settings.NONE, QueryMatch.ANY, "/admin"));
        assertEquals(Action.BLOCK, identify(host, url).policy().action());
    }

    @Test
    void the_root_matches_also_when_its_slash_is_missing() {
        Host host = host(1, "key", rule(Action.BYPASS, Settings.NONE, QueryMatch.ANY, "/"));
        assertEquals(
                Action.BYPASS, identify(host, "https://example.com").policy().action());
    }

    @Test
    void the_matched_rule_decides_what_is_stripped() {
        Host host = host(1, "key", rule(Action.RENDER, NO_STRIPPING, QueryMatch.ANY, "/keep"));
        assertEquals(
                "https://example.com/keep?b=1&utm_source=x",
                identify(host, "https://example.com/keep?utm_source=x&b=1")
                        .url()
                        .value());
        assertEquals(
                "https://example.com/other?b=1",
                identify(host, "https://example.com/other?utm_source=x&b=1")
                        .url()
                        .value());
    }

    @Test
    void a_rule_sees_the_query_as_it_was_before_stripping() {
        QueryMatch campaign = new QueryMatch(Map.of("utm_source", List.of(Pattern.parse("*"))));
        Host host = host(1, "key", rule(Action.BYPASS, Settings.NONE, campaign, "/*"));
        Host.Identified page = identify(host, "https://example.com/p?utm_source=x");
        assertEquals(Action.BYPASS, page.policy().action());
        assertEquals("https://example.com/p", page.url().value());
        assertEquals(List.of("utm_source"), page.url().strippedParams());
        assertEquals(page.policy(), host.policyFor(page.url()));
    }

    @Test
    void the_settings_of_a_page_are_those_of_its_policy_and_of_the_host() {
        Host host = host(1, "key", rule(Action.RENDER, NO_STRIPPING, QueryMatch.ANY, "/b", "/a/b"));
        assertEquals(0, host.rules().match("/a/b", ""));
        for (int position = 0; position < 2; position++) {
            assertEquals(
                    new Setting("tracking_params.strip", new SettingValue.Flag(false), List.of(Level.RULE)),
                    setting(host, position, "tracking_params.strip"));
            assertTrue(host.policyAt(position).tracking().isEmpty());
        }
        assertEquals(
                new Setting("tracking_params.strip", new SettingValue.Flag(true), List.of(Level.BUILT_IN)),
                setting(host, -1, "tracking_params.strip"));
        assertEquals(host.defaultPolicy(), host.policyAt(-1));
        assertEquals(
                new Setting("client_ip.headers", new SettingValue.Words(List.of("X-Real-IP")), List.of(Level.HOST)),
                setting(host, -1, "client_ip.headers"));
        assertEquals(
                new Setting("unmatched_dimension", new SettingValue.Word("bypass"), List.of(Level.BUILT_IN)),
                setting(host, 0, "unmatched_dimension"));
        assertEquals(
                new Setting("dimensions", new SettingValue.Words(List.of()), List.of(Level.GLOBAL)),
                setting(host, 0, "dimensions"));
    }

    private static Setting setting(Host host, int position, String key) {
        return host.settingsAt(position).stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_url_without_a_page_is_rejected() {
        assertEquals(
                new Host.Rejected("invalid URL: invalid host 'single'"),
                host(1, "key").identify("https://single/"));
    }

    @Test
    void only_the_whole_key_is_accepted() {
        Host host = host(1, "secret-key");
        assertTrue(host.accepts("secret-key"));
        assertFalse(host.accepts("secret-ke"));
        assertFalse(host.accepts("secret-keyx"));
        assertFalse(host.accepts("Secret-key"));
        assertFalse(host.accepts(""));
        assertFalse(host(1, "").accepts(""));
    }

    @Test
    void a_host_describes_itself_without_its_key() {
        assertEquals(
                "Host[id=1, domains=[example.com, www.example.com]]",
                host(1, "secret-key").toString());
    }

    @Test
    void a_host_knows_the_built_in_dimension() {
        assertEquals(Optional.of(Dimension.BYPASS), host(1, "key").dimensions().byName("bypass"));
    }

    @Test
    void a_catalog_finds_hosts_by_domain_and_id() {
        Host host = host(7, "key");
        HostCatalog catalog = HostCatalog.of(List.of(host, host(8, "other")));
        assertEquals(Optional.of(host), catalog.byDomain("www.example.com"));
        assertEquals(Optional.empty(), catalog.byDomain("WWW.example.com"));
        assertEquals(Optional.of(host), catalog.byId(7));
        assertEquals(Optional.empty(), catalog.byId(9));
        assertEquals(2, catalog.all().size());
    }
}
