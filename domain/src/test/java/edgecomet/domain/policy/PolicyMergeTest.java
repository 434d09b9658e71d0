package edgecomet.domain.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import edgecomet.domain.header.SafeHeaders;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.ShardingPolicy.DistributionStrategy;
import edgecomet.domain.render.WaitCondition;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.TrackingParams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyMergeTest {
    private static final Settings NONE = Settings.NONE;
    private static final Duration ONE = Duration.ofSeconds(1);
    private static final Duration TWO = Duration.ofSeconds(2);
    private static final ExpiredPolicy STALE = new ExpiredPolicy.ServeStale(ONE);
    private static final ExpiredPolicy DELETE = new ExpiredPolicy.Delete();

    private static Settings render(Settings.Render render) {
        return new Settings(render, NONE.bypass(), NONE.tracking(), NONE.botHits(), NONE.sharding(), NONE.headers());
    }

    private static Settings renderCache(Settings.Cache cache) {
        return render(new Settings.Render(null, cache, Settings.Events.NONE, List.of(), List.of(), null, null, null));
    }

    private static Settings bypass(Settings.Bypass bypass) {
        return new Settings(NONE.render(), bypass, NONE.tracking(), NONE.botHits(), NONE.sharding(), NONE.headers());
    }

    private static Settings bypassCache(Settings.Cache cache) {
        return bypass(new Settings.Bypass(null, null, null, cache));
    }

    private static Settings botHits(Settings.BotHits hits) {
        return new Settings(NONE.render(), NONE.bypass(), NONE.tracking(), hits, NONE.sharding(), NONE.headers());
    }

    private static Settings sharding(Settings.Sharding sharding) {
        return new Settings(NONE.render(), NONE.bypass(), NONE.tracking(), NONE.botHits(), sharding, NONE.headers());
    }

    private static Settings tracking(@Nullable Boolean strip, @Nullable List<String> params, List<String> paramsAdd) {
        Settings.Tracking tracking =
                new Settings.Tracking(strip, params == null ? null : patterns(params), patterns(paramsAdd));
        return new Settings(NONE.render(), NONE.bypass(), tracking, NONE.botHits(), NONE.sharding(), NONE.headers());
    }

    private static Settings headers(List<String> response, List<String> add) {
        Settings.Headers headers = new Settings.Headers(response, add, response, add);
        return new Settings(NONE.render(), NONE.bypass(), NONE.tracking(), NONE.botHits(), NONE.sharding(), headers);
    }

    private static List<Pattern> patterns(List<String> texts) {
        return texts.stream().map(Pattern::parse).toList();
    }

    private static EffectivePolicy merge(Settings global, Settings host, Settings rule) {
        return PolicyMerge.merge(global, host, rule, Action.RENDER, null, "rule_0:/a", "/a");
    }

    private static Settings.Cache cache(@Nullable Duration ttl, Set<Integer> codes, @Nullable ExpiredPolicy expired) {
        return new Settings.Cache(ttl, codes, expired, ttl);
    }

    private static Settings.Render timeout(Duration timeout) {
        return new Settings.Render(
                timeout, Settings.Cache.NONE, Settings.Events.NONE, List.of(), List.of(), null, null, null);
    }

    private static Settings.Render lists(String item) {
        return new Settings.Render(
                null, Settings.Cache.NONE, Settings.Events.NONE, List.of(item), List.of(item), null, null, null);
    }

    private static Settings.Render events(WaitCondition condition, Duration wait, boolean strip) {
        return new Settings.Render(
                null,
                Settings.Cache.NONE,
                new Settings.Events(condition, wait, null, null),
                List.of(),
                List.of(),
                strip,
                null,
                null);
    }

    private static Settings.Sharding shards(boolean on, int replicas, DistributionStrategy strategy) {
        return new Settings.Sharding(on, replicas, strategy, on, on);
    }

    /** A key of the table in spec 01 §7: its default, two levels that set it, what each then gives. */
    static Stream<Arguments> keys() {
        return Stream.of(
                key(
                        "render.timeout",
                        p -> p.render().timeout(),
                        Duration.ofSeconds(30),
                        render(timeout(ONE)),
                        ONE,
                        render(timeout(Duration.ZERO)),
                        Duration.ZERO),
                key(
                        "render.cache.ttl",
                        p -> p.render().cache().ttl(),
                        Duration.ofHours(1),
                        renderCache(cache(ONE, Set.of(), null)),
                        ONE,
                        renderCache(cache(Duration.ZERO, Set.of(), null)),
                        Duration.ZERO),
                key(
                        "render.cache.partial_ttl",
                        p -> p.render().partialTtl(),
                        Duration.ofSeconds(60),
                        renderCache(cache(ONE, Set.of(), null)),
                        ONE,
                        renderCache(cache(Duration.ZERO, Set.of(), null)),
                        Duration.ZERO),
                key(
                        "render.cache.status_codes",
                        p -> p.render().cache().statusCodes(),
                        Set.of(200, 301, 302, 307, 308, 404),
                        renderCache(cache(null, Set.of(200), null)),
                        Set.of(200),
                        renderCache(cache(null, Set.of(500), null)),
                        Set.of(500)),
                key(
                        "render.cache.expired",
                        p -> p.render().cache().expired(),
                        DELETE,
                        renderCache(cache(null, Set.of(), STALE)),
                        STALE,
                        renderCache(cache(null, Set.of(), DELETE)),
                        DELETE),
                key(
                        "render.events.wait_for",
                        p -> p.render().waitFor(),
                        WaitCondition.NETWORK_IDLE,
                        render(events(WaitCondition.LOAD, ONE, false)),
                        WaitCondition.LOAD,
                        render(events(WaitCondition.DOM_CONTENT_LOADED, TWO, true)),
                        WaitCondition.DOM_CONTENT_LOADED),
                key(
                        "render.events.additional_wait",
                        p -> p.render().additionalWait(),
                        Duration.ZERO,
                        render(events(WaitCondition.LOAD, ONE, false)),
                        ONE,
                        render(events(WaitCondition.LOAD, Duration.ZERO, true)),
                        Duration.ZERO),
                key(
                        "render.strip_scripts",
                        p -> p.render().stripScripts(),
                        true,
                        render(events(WaitCondition.LOAD, ONE, false)),
                        false,
                        render(events(WaitCondition.LOAD, ONE, true)),
                        true),
                key(
                        "render.blocked_resource_types",
                        p -> p.render().blockedResourceTypes(),
                        Set.of(),
                        render(lists("Image")),
                        Set.of("Image"),
                        render(lists("Font")),
                        Set.of("Font")),
                key(
                        "render.blocked_patterns",
                        p -> p.render().blockedPatterns(),
                        List.of(),
                        render(lists("*a*")),
                        List.of("*a*"),
                        render(lists("*b*")),
                        List.of("*b*")),
                key(
                        "bypass.timeout",
                        p -> p.bypass().timeout(),
                        Duration.ofSeconds(30),
                        bypass(new Settings.Bypass(ONE, null, null, Settings.Cache.NONE)),
                        ONE,
                        bypass(new Settings.Bypass(TWO, null, null, Settings.Cache.NONE)),
                        TWO),
                key(
                        "bypass.user_agent",
                        p -> p.bypass().userAgent(),
                        "Mozilla/5.0 (compatible; EdgeComet/1.0)",
                        bypass(new Settings.Bypass(null, "a", null, Settings.Cache.NONE)),
                        "a",
                        bypass(new Settings.Bypass(null, "b", null, Settings.Cache.NONE)),
                        "b"),
                key(
                        "bypass.cache.enabled",
                        p -> p.bypass().cacheEnabled(),
                        false,
                        bypass(new Settings.Bypass(null, null, true, Settings.Cache.NONE)),
                        true,
                        bypass(new Settings.Bypass(null, null, false, Settings.Cache.NONE)),
                        false),
                key(
                        "bypass.cache.ttl",
                        p -> p.bypass().cache().ttl(),
                        Duration.ofMinutes(30),
                        bypassCache(cache(ONE, Set.of(), null)),
                        ONE,
                        bypassCache(cache(Duration.ZERO, Set.of(), null)),
                        Duration.ZERO),
                key(
                        "bypass.cache.status_codes",
                        p -> p.bypass().cache().statusCodes(),
                        Set.of(200),
                        bypassCache(cache(null, Set.of(404), null)),
                        Set.of(404),
                        bypassCache(cache(null, Set.of(410), null)),
                        Set.of(410)),
                key(
                        "bypass.cache.expired",
                        p -> p.bypass().cache().expired(),
                        DELETE,
                        bypassCache(cache(null, Set.of(), STALE)),
                        STALE,
                        bypassCache(cache(null, Set.of(), DELETE)),
                        DELETE),
                key(
                        "bothit_recache.enabled",
                        p -> p.botHits().enabled(),
                        false,
                        botHits(new Settings.BotHits(true, null, List.of())),
                        true,
                        botHits(new Settings.BotHits(false, null, List.of())),
                        false),
                key(
                        "bothit_recache.interval",
                        p -> p.botHits().interval(),
                        Duration.ofHours(24),
                        botHits(new Settings.BotHits(null, ONE, List.of())),
                        ONE,
                        botHits(new Settings.BotHits(null, TWO, List.of())),
                        TWO),
                key(
                        "bothit_recache.match_ua",
                        p -> p.botHits().userAgents(),
                        List.of(),
                        botHits(new Settings.BotHits(null, null, patterns(List.of("a")))),
                        patterns(List.of("a")),
                        botHits(new Settings.BotHits(null, null, patterns(List.of("b", "c")))),
                        patterns(List.of("b", "c"))),
                key(
                        "cache_sharding.enabled",
                        p -> p.sharding().enabled(),
                        false,
                        sharding(shards(true, 0, DistributionStrategy.RANDOM)),
                        true,
                        sharding(shards(false, 5, DistributionStrategy.PRIMARY_ONLY)),
                        false),
                key(
                        "cache_sharding.replication_factor",
                        p -> p.sharding().replicationFactor(),
                        2,
                        sharding(shards(true, 0, DistributionStrategy.RANDOM)),
                        0,
                        sharding(shards(false, 5, DistributionStrategy.PRIMARY_ONLY)),
                        5),
                key(
                        "cache_sharding.distribution_strategy",
                        p -> p.sharding().strategy(),
                        DistributionStrategy.HASH_MODULO,
                        sharding(shards(true, 0, DistributionStrategy.RANDOM)),
                        DistributionStrategy.RANDOM,
                        sharding(shards(false, 5, DistributionStrategy.PRIMARY_ONLY)),
                        DistributionStrategy.PRIMARY_ONLY),
                key(
                        "cache_sharding.push_on_render",
                        p -> p.sharding().pushOnRender(),
                        true,
                        sharding(shards(true, 0, DistributionStrategy.RANDOM)),
                        true,
                        sharding(shards(false, 5, DistributionStrategy.PRIMARY_ONLY)),
                        false),
                key(
                        "cache_sharding.replicate_on_pull",
                        p -> p.sharding().replicateOnPull(),
                        true,
                        sharding(shards(true, 0, DistributionStrategy.RANDOM)),
                        true,
                        sharding(shards(false, 5, DistributionStrategy.PRIMARY_ONLY)),
                        false));
    }

    private static Arguments key(
            String name,
            Function<EffectivePolicy, Object> read,
            Object fallback,
            Settings a,
            Object givesA,
            Settings b,
            Object givesB) {
        return argumentSet(name, name, read, fallback, a, givesA, b, givesB);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void the_nearest_level_that_sets_a_key_decides(
            String name,
            Function<EffectivePolicy, Object> key,
            Object fallback,
            Settings a,
            Object givesA,
            Settings b,
            Object givesB) {
        assertEquals(fallback, key.apply(merge(NONE, NONE, NONE)), "no level");
        assertEquals(givesA, key.apply(merge(a, NONE, NONE)), "global");
        assertEquals(givesB, key.apply(merge(a, b, NONE)), "host over global");
        assertEquals(givesA, key.apply(merge(b, b, a)), "rule over host");
        assertEquals(givesB, key.apply(merge(b, a, b)), "rule over host, the other way round");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_says_what_holds_and_which_level_it_comes_from(
            String name,
            Function<EffectivePolicy, Object> key,
            Object fallback,
            Settings a,
            Object givesA,
            Settings b,
            Object givesB) {
        assertSource(Level.BUILT_IN, fallback, name, NONE, NONE, NONE);
        assertSource(Level.GLOBAL, givesA, name, a, NONE, NONE);
        assertSource(Level.HOST, givesB, name, a, b, NONE);
        assertSource(Level.RULE, givesA, name, b, b, a);
        // The level tells the same value from the same level again apart.
        assertSource(Level.RULE, givesA, name, a, a, a);
    }

    private static void assertSource(
            Level level, Object value, String key, Settings global, Settings host, Settings rule) {
        Setting setting = setting(key, global, host, rule);
        assertEquals(List.of(level), setting.levels());
        assertEquals(written(value), content(setting.value()));
    }

    private static Setting setting(String key, Settings global, Settings host, Settings rule) {
        return new PolicyMerge(global, host)
                .settingsForRule(rule, Action.RENDER).stream()
                        .filter(setting -> setting.key().equals(key))
                        .findFirst()
                        .orElseThrow();
    }

    private static Object content(SettingValue value) {
        return switch (value) {
            case SettingValue.Flag(boolean on) -> on;
            case SettingValue.Count(int number) -> number;
            case SettingValue.Span(Duration duration) -> duration;
            case SettingValue.Word(String text) -> text;
            case SettingValue.Words(List<String> texts) -> texts;
            case SettingValue.Statuses(List<Integer> codes) -> codes;
            case SettingValue.Expiry(ExpiredPolicy policy) -> policy;
        };
    }

    /** A value of the policy as a file would have it. */
    private static Object written(Object value) {
        return switch (value) {
            case WaitCondition condition -> condition.label();
            case DistributionStrategy strategy -> strategy.label();
            case Pattern pattern -> pattern.text();
            case Set<?> set ->
                set.stream().map(PolicyMergeTest::written).sorted().toList();
            case List<?> list -> list.stream().map(PolicyMergeTest::written).toList();
            default -> value;
        };
    }

    @Test
    void a_forced_dimension_comes_from_its_rule_and_is_no_setting_without_one() {
        Settings rule = render(new Settings.Render(
                null, Settings.Cache.NONE, Settings.Events.NONE, List.of(), List.of(), null, "mobile", null));
        assertSource(Level.RULE, "mobile", "render.dimension", NONE, NONE, rule);
        assertTrue(new PolicyMerge(NONE, NONE)
                .settingsForRule(rule, Action.BYPASS).stream()
                        .noneMatch(setting -> setting.key().equals("render.dimension")));
    }

    @Test
    void a_rule_that_does_not_render_has_the_render_settings_of_its_host() {
        Settings both = render(timeout(ONE));
        Setting timeout = new PolicyMerge(NONE, render(timeout(TWO)))
                .settingsForRule(both, Action.BYPASS).stream()
                        .filter(setting -> setting.key().equals("render.timeout"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(new Setting("render.timeout", new SettingValue.Span(TWO), List.of(Level.HOST)), timeout);
    }

    static Stream<Arguments> growingLists() {
        Settings add = tracking(null, null, List.of("x"));
        Settings replace = tracking(null, List.of("y"), List.of("ignored"));
        return Stream.of(
                argumentSet("nothing set", NONE, NONE, NONE, List.of(Level.BUILT_IN)),
                argumentSet("added", NONE, add, NONE, List.of(Level.BUILT_IN, Level.HOST)),
                argumentSet("added twice", add, NONE, add, List.of(Level.BUILT_IN, Level.GLOBAL, Level.RULE)),
                argumentSet("replaced", add, replace, NONE, List.of(Level.HOST)),
                argumentSet("replaced, then added", add, replace, add, List.of(Level.HOST, Level.RULE)));
    }

    @ParameterizedTest
    @MethodSource("growingLists")
    void a_list_that_grows_names_every_level_that_gave_to_it(
            Settings global, Settings host, Settings rule, List<Level> levels) {
        Setting params = setting("tracking_params.params", global, host, rule);
        assertEquals(levels, params.levels());
        assertEquals(written(merge(global, host, rule).tracking().patterns()), content(params.value()));
    }

    @Test
    void parameters_that_are_not_stripped_are_still_told() {
        Settings off = tracking(false, List.of("y"), List.of());
        assertSource(Level.HOST, false, "tracking_params.strip", NONE, off, NONE);
        assertSource(Level.HOST, List.of("y"), "tracking_params.params", NONE, off, NONE);
    }

    @Test
    void headers_name_every_level_that_gave_to_them() {
        Settings added = headers(List.of(), List.of("b", "C"));
        Setting response = setting("headers.safe_response", NONE, added, headers(List.of(), List.of()));
        assertEquals(List.of(Level.BUILT_IN, Level.HOST), response.levels());
        assertEquals(merge(NONE, added, NONE).safeHeaders().response(), content(response.value()));
        assertSource(
                Level.RULE,
                List.of("A"),
                "headers.safe_request",
                NONE,
                added,
                headers(List.of("A"), List.of("ignored")));
    }

    @Test
    void an_empty_user_agent_is_not_set() {
        Settings own = bypass(new Settings.Bypass(null, "own", null, Settings.Cache.NONE));
        Settings empty = bypass(new Settings.Bypass(null, "", null, Settings.Cache.NONE));
        assertEquals("own", merge(own, empty, empty).bypass().userAgent());
    }

    @Test
    void only_a_rule_that_renders_changes_how_pages_are_rendered() {
        Settings rule = render(new Settings.Render(
                ONE, cache(ONE, Set.of(), null), Settings.Events.NONE, List.of(), List.of(), null, "mobile", null));
        EffectivePolicy rendered = merge(NONE, NONE, rule);
        EffectivePolicy bypassed = PolicyMerge.merge(NONE, NONE, rule, Action.BYPASS, null, "rule_0:/a", "/a");
        assertEquals("mobile", rendered.render().dimension());
        assertEquals(ONE, rendered.render().timeout());
        assertNull(bypassed.render().dimension());
        assertEquals(Duration.ofSeconds(30), bypassed.render().timeout());
    }

    @Test
    void a_rule_brings_its_id_its_pattern_and_its_answer() {
        StatusAction gone = new StatusAction(410, "", Map.of());
        EffectivePolicy policy = PolicyMerge.merge(NONE, NONE, NONE, Action.STATUS_410, gone, "rule_3:/x", "/x");
        assertEquals("rule_3:/x", policy.ruleId());
        assertEquals("/x", policy.rulePattern());
        assertEquals(Action.STATUS_410, policy.action());
        assertEquals(gone, policy.status());
    }

    @Test
    void a_page_without_a_rule_is_rendered() {
        EffectivePolicy policy = new PolicyMerge(NONE, NONE).withoutRule();
        assertNull(policy.ruleId());
        assertEquals(Action.RENDER, policy.action());
        assertSame(TrackingParams.DEFAULT, policy.tracking());
    }

    static Stream<Arguments> trackingLevels() {
        Settings add = tracking(null, null, List.of("x"));
        Settings replace = tracking(null, List.of("y"), List.of());
        Settings off = tracking(false, null, List.of());
        Settings on = tracking(true, null, List.of());
        Settings empty = tracking(null, List.of(), List.of("ignored"));
        return Stream.of(
                argumentSet("nothing set", NONE, NONE, NONE, true, false, false),
                argumentSet("appended to the built-in list", add, NONE, NONE, true, true, false),
                argumentSet("replaced", add, replace, NONE, false, false, true),
                argumentSet("replaced, then appended", NONE, replace, add, false, true, true),
                argumentSet("switched off", add, off, NONE, false, false, false),
                argumentSet("switched off, then on", add, off, on, true, true, false),
                argumentSet(
                        "an empty list replaces and the additions beside it do not count",
                        add,
                        NONE,
                        empty,
                        false,
                        false,
                        false),
                argumentSet("emptied, then appended", empty, add, NONE, false, true, false));
    }

    @ParameterizedTest
    @MethodSource("trackingLevels")
    void tracking_parameters_accumulate(
            Settings global, Settings host, Settings rule, boolean builtIn, boolean x, boolean y) {
        TrackingParams tracking = merge(global, host, rule).tracking();
        assertEquals(builtIn, tracking.strips("UTM_Source"));
        assertEquals(x, tracking.strips("x"));
        assertEquals(y, tracking.strips("y"));
        assertEquals(!(builtIn || x || y), tracking.isEmpty());
    }

    @Test
    void safe_headers_are_replaced_or_appended_level_by_level() {
        Settings replaced = headers(List.of("A", "B"), List.of());
        Settings added = headers(List.of(), List.of("b", "C", "c"));
        assertEquals(SafeHeaders.DEFAULT, merge(NONE, NONE, NONE).safeHeaders());
        assertEquals(
                List.of("A", "B"), merge(NONE, replaced, NONE).safeHeaders().response());
        assertEquals(
                List.of("A", "B", "C"),
                merge(NONE, replaced, added).safeHeaders().request());
        assertEquals(
                List.of("Content-Type", "Cache-Control", "Expires", "Last-Modified", "ETag", "Location", "b", "C"),
                merge(added, NONE, NONE).safeHeaders().response());
        assertEquals(
                List.of("A", "B"), merge(added, replaced, NONE).safeHeaders().request());
    }

    @Test
    void request_and_response_headers_are_independent() {
        Settings.Headers request = new Settings.Headers(List.of("X"), List.of(), List.of(), List.of());
        Settings host =
                new Settings(NONE.render(), NONE.bypass(), NONE.tracking(), NONE.botHits(), NONE.sharding(), request);
        assertEquals(
                new SafeHeaders(List.of("X"), SafeHeaders.DEFAULT_RESPONSE),
                merge(NONE, host, NONE).safeHeaders());
    }
}
