package edgecomet.domain.policy;

import edgecomet.domain.header.SafeHeaders;
import edgecomet.domain.pattern.CaseMapping;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.SettingValue.Count;
import edgecomet.domain.policy.SettingValue.Expiry;
import edgecomet.domain.policy.SettingValue.Flag;
import edgecomet.domain.policy.SettingValue.Span;
import edgecomet.domain.policy.SettingValue.Word;
import edgecomet.domain.policy.SettingValue.Words;
import edgecomet.domain.policy.ShardingPolicy.DistributionStrategy;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.WaitCondition;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.TrackingParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges what the three levels say into one policy (spec 01 §7, 02 §12).
 *
 * <p>Most keys follow one rule: the nearest level that sets the key decides, and an empty text or list counts as not
 * set. Two families accumulate from the outermost level inwards instead, tracking parameters and safe headers: a level
 * replaces the list so far or appends to it.
 *
 * <p>The merge tells where each value came from when asked, by the same steps that give the value.
 */
public final class PolicyMerge {
    private static final Duration RENDER_TIMEOUT = Duration.ofSeconds(30);
    private static final CachePolicy RENDER_CACHE =
            new CachePolicy(Duration.ofHours(1), Set.of(200, 301, 302, 307, 308, 404), new ExpiredPolicy.Delete());
    private static final Duration PARTIAL_TTL = Duration.ofSeconds(60);
    private static final Duration BYPASS_TIMEOUT = Duration.ofSeconds(30);
    private static final CachePolicy BYPASS_CACHE =
            new CachePolicy(Duration.ofMinutes(30), Set.of(200), new ExpiredPolicy.Delete());
    private static final String BYPASS_USER_AGENT = "Mozilla/5.0 (compatible; EdgeComet/1.0)";
    private static final Duration BOT_HIT_INTERVAL = Duration.ofHours(24);
    private static final int REPLICATION_FACTOR = 2;

    private final Settings global;
    private final Settings host;
    private final TrackingParams hostTracking;

    /** Prepares the merge for the rules of one host. */
    public PolicyMerge(Settings global, Settings host) {
        this.global = global;
        this.host = host;
        this.hostTracking =
                tracking(Levels.of(global, host, Settings.NONE), TrackingParams.DEFAULT, Decisions.passing());
    }

    /** Merges three levels and names the rule they belong to. */
    public static EffectivePolicy merge(
            Settings global,
            Settings host,
            Settings rule,
            Action action,
            @Nullable StatusAction status,
            String ruleId,
            String rulePattern) {
        return new PolicyMerge(global, host).forRule(rule, action, status, ruleId, rulePattern);
    }

    /** Returns the policy of a page that no rule matches: it is rendered. */
    public EffectivePolicy withoutRule() {
        return effective(Matched.NO_RULE, Decisions.passing());
    }

    /** Returns the policy of a page that a rule matches. Only a rule that renders can change how pages are rendered. */
    public EffectivePolicy forRule(
            Settings rule, Action action, @Nullable StatusAction status, String ruleId, String rulePattern) {
        return effective(new Matched(rule, action, status, ruleId, rulePattern), Decisions.passing());
    }

    /** Returns, key by key, what {@link #withoutRule} holds and the level that it comes from. */
    public List<Setting> settingsWithoutRule() {
        return settings(Matched.NO_RULE);
    }

    /** Returns, key by key, what {@link #forRule} holds and the level that it comes from. */
    public List<Setting> settingsForRule(Settings rule, Action action) {
        return settings(new Matched(rule, action, null, null, null));
    }

    private List<Setting> settings(Matched matched) {
        Decisions decisions = Decisions.recording();
        effective(matched, decisions);
        return decisions.all();
    }

    /** The rule that a page matched, or {@link #NO_RULE}. */
    private record Matched(
            Settings settings,
            Action action,
            @Nullable StatusAction status,
            @Nullable String id,
            @Nullable String pattern) {
        private static final Matched NO_RULE = new Matched(Settings.NONE, Action.RENDER, null, null, null);
    }

    private EffectivePolicy effective(Matched rule, Decisions decisions) {
        Levels levels = Levels.of(global, host, rule.settings());
        Levels renderLevels = rule.action() == Action.RENDER ? levels : Levels.of(global, host, Settings.NONE);
        return new EffectivePolicy(
                rule.id(),
                rule.pattern(),
                rule.action(),
                rule.status(),
                render(renderLevels, decisions),
                bypass(levels, decisions),
                tracking(levels, hostTracking, decisions),
                botHits(levels, decisions),
                sharding(levels, decisions),
                safeHeaders(levels, decisions));
    }

    private static RenderPolicy render(Levels levels, Decisions decisions) {
        return new RenderPolicy(
                decisions.of("render.timeout", levels.nearest(s -> s.render().timeout(), RENDER_TIMEOUT), Span::new),
                cache("render.cache.", levels, s -> s.render().cache(), RENDER_CACHE, decisions),
                decisions.of(
                        "render.events.wait_for",
                        levels.nearest(s -> s.render().events().waitFor(), WaitCondition.NETWORK_IDLE),
                        waitFor -> new Word(waitFor.label())),
                decisions.of(
                        "render.events.additional_wait",
                        levels.nearest(s -> s.render().events().additionalWait(), Duration.ZERO),
                        Span::new),
                Set.copyOf(decisions.of(
                        "render.blocked_resource_types",
                        levels.nearestFilled(s -> s.render().blockedResourceTypes(), List.of()),
                        Words::new)),
                decisions.of(
                        "render.blocked_patterns",
                        levels.nearestFilled(s -> s.render().blockedPatterns(), List.of()),
                        Words::new),
                decisions.of(
                        "render.strip_scripts", levels.nearest(s -> s.render().stripScripts(), true), Flag::new),
                levels.nearest(s -> emptyToNull(s.render().dimension()))
                        .map(dimension -> decisions.of("render.dimension", dimension, Word::new))
                        .orElse(null),
                decisions.of(
                        "render.cache.partial_ttl",
                        levels.nearest(s -> s.render().cache().partialTtl(), PARTIAL_TTL),
                        Span::new),
                awaitedContent(levels, decisions),
                decisions.of(
                        "render.serialize",
                        levels.nearest(s -> s.render().serialization(), Serialization.FAITHFUL),
                        serialization -> new Word(serialization.label())));
    }

    private static AwaitedContent awaitedContent(Levels levels, Decisions decisions) {
        return new AwaitedContent(
                levels.nearest(s -> emptyToNull(s.render().events().selector()))
                        .map(selector -> decisions.of("render.events.wait_for_selector", selector, Word::new))
                        .orElse(""),
                levels.nearest(s -> emptyToNull(s.render().events().expression()))
                        .map(expression -> decisions.of("render.events.wait_for_expression", expression, Word::new))
                        .orElse(""));
    }

    private static BypassPolicy bypass(Levels levels, Decisions decisions) {
        return new BypassPolicy(
                decisions.of("bypass.timeout", levels.nearest(s -> s.bypass().timeout(), BYPASS_TIMEOUT), Span::new),
                decisions.of(
                        "bypass.user_agent",
                        levels.nearest(s -> emptyToNull(s.bypass().userAgent()), BYPASS_USER_AGENT),
                        Word::new),
                decisions.of(
                        "bypass.cache.enabled", levels.nearest(s -> s.bypass().cacheEnabled(), false), Flag::new),
                cache("bypass.cache.", levels, s -> s.bypass().cache(), BYPASS_CACHE, decisions));
    }

    private static CachePolicy cache(
            String prefix,
            Levels levels,
            Function<Settings, Settings.Cache> part,
            CachePolicy builtIn,
            Decisions decisions) {
        return new CachePolicy(
                decisions.of(prefix + "ttl", levels.nearest(s -> part.apply(s).ttl(), builtIn.ttl()), Span::new),
                decisions.of(
                        prefix + "status_codes",
                        levels.nearestFilled(s -> part.apply(s).statusCodes(), builtIn.statusCodes()),
                        SettingValue::statuses),
                decisions.of(
                        prefix + "expired",
                        levels.nearest(s -> part.apply(s).expired(), builtIn.expired()),
                        Expiry::new));
    }

    private static BotHitPolicy botHits(Levels levels, Decisions decisions) {
        return new BotHitPolicy(
                decisions.of(
                        "bothit_recache.enabled",
                        levels.nearest(s -> s.botHits().enabled(), false),
                        Flag::new),
                decisions.of(
                        "bothit_recache.interval",
                        levels.nearest(s -> s.botHits().interval(), BOT_HIT_INTERVAL),
                        Span::new),
                decisions.of(
                        "bothit_recache.match_ua",
                        levels.nearestFilled(s -> s.botHits().userAgents(), List.of()),
                        SettingValue::patterns));
    }

    private static ShardingPolicy sharding(Levels levels, Decisions decisions) {
        return new ShardingPolicy(
                decisions.of(
                        "cache_sharding.enabled",
                        levels.nearest(s -> s.sharding().enabled(), false),
                        Flag::new),
                decisions.of(
                        "cache_sharding.replication_factor",
                        levels.nearest(s -> s.sharding().replicationFactor(), REPLICATION_FACTOR),
                        Count::new),
                decisions.of(
                        "cache_sharding.distribution_strategy",
                        levels.nearest(s -> s.sharding().strategy(), DistributionStrategy.HASH_MODULO),
                        strategy -> new Word(strategy.label())),
                decisions.of(
                        "cache_sharding.push_on_render",
                        levels.nearest(s -> s.sharding().pushOnRender(), true),
                        Flag::new),
                decisions.of(
                        "cache_sharding.replicate_on_pull",
                        levels.nearest(s -> s.sharding().replicateOnPull(), true),
                        Flag::new));
    }

    /** Rules that say nothing of their own share the compiled parameters of their host. */
    private static TrackingParams tracking(Levels levels, TrackingParams shared, Decisions decisions) {
        boolean strip = decisions.of(
                "tracking_params.strip", levels.nearest(s -> s.tracking().strip(), true), Flag::new);
        List<Pattern> params = decisions.of(
                "tracking_params.params",
                levels.accumulated(
                        TrackingParams.DEFAULT.patterns(),
                        s -> s.tracking().params(),
                        s -> s.tracking().paramsAdd(),
                        PolicyMerge::appended),
                SettingValue::patterns);
        if (!strip) {
            return TrackingParams.NONE;
        }
        if (params.equals(TrackingParams.DEFAULT.patterns())) {
            return TrackingParams.DEFAULT;
        }
        return params.equals(shared.patterns()) ? shared : TrackingParams.of(params);
    }

    private static SafeHeaders safeHeaders(Levels levels, Decisions decisions) {
        return new SafeHeaders(
                decisions.of(
                        "headers.safe_request",
                        levels.accumulated(
                                SafeHeaders.DEFAULT.request(),
                                s -> emptyToNull(s.headers().safeRequest()),
                                s -> s.headers().safeRequestAdd(),
                                PolicyMerge::union),
                        Words::new),
                decisions.of(
                        "headers.safe_response",
                        levels.accumulated(
                                SafeHeaders.DEFAULT.response(),
                                s -> emptyToNull(s.headers().safeResponse()),
                                s -> s.headers().safeResponseAdd(),
                                PolicyMerge::union),
                        Words::new));
    }

    /** Of names that differ only in case the first one stays. */
    private static List<String> union(List<String> names, List<String> more) {
        Set<String> seen = new TreeSet<>();
        return appended(names, more).stream()
                .filter(name -> seen.add(CaseMapping.lower(name)))
                .toList();
    }

    private static <T> List<T> appended(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static @Nullable List<String> emptyToNull(List<String> texts) {
        return texts.isEmpty() ? null : texts;
    }
}
