package edgecomet.domain.policy;

import edgecomet.domain.header.SafeHeaders;
import edgecomet.domain.pattern.CaseMapping;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.render.WaitCondition;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.url.TrackingParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
 */
public final class PolicyMerge {
    private static final Set<Integer> RENDER_STATUSES = Set.of(200, 301, 302, 307, 308, 404);
    private static final Set<Integer> BYPASS_STATUSES = Set.of(200);
    private static final Duration RENDER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration RENDER_TTL = Duration.ofHours(1);
    private static final Duration PARTIAL_TTL = Duration.ofSeconds(60);
    private static final Duration BYPASS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BYPASS_TTL = Duration.ofMinutes(30);
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
        this.hostTracking = tracking(List.of(global, host));
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
        return effective(Settings.NONE, Action.RENDER, null, null, null);
    }

    /** Returns the policy of a page that a rule matches. Only a rule that renders can change how pages are rendered. */
    public EffectivePolicy forRule(
            Settings rule, Action action, @Nullable StatusAction status, String ruleId, String rulePattern) {
        return effective(rule, action, status, ruleId, rulePattern);
    }

    private EffectivePolicy effective(
            Settings rule,
            Action action,
            @Nullable StatusAction status,
            @Nullable String ruleId,
            @Nullable String rulePattern) {
        Levels levels = new Levels(List.of(rule, host, global));
        Levels renderLevels = action == Action.RENDER ? levels : new Levels(List.of(host, global));
        boolean ownTracking = !rule.tracking().equals(Settings.NONE.tracking());
        return new EffectivePolicy(
                ruleId,
                rulePattern,
                action,
                status,
                render(renderLevels, action == Action.RENDER ? rule.render().dimension() : null),
                bypass(levels),
                ownTracking ? tracking(List.of(global, host, rule)) : hostTracking,
                botHits(levels),
                sharding(levels),
                safeHeaders(List.of(global, host, rule)));
    }

    private static RenderPolicy render(Levels levels, @Nullable String dimension) {
        return new RenderPolicy(
                levels.nearest(s -> s.render().timeout(), RENDER_TIMEOUT),
                cache(levels, s -> s.render().cache(), RENDER_TTL, RENDER_STATUSES),
                levels.nearest(s -> s.render().waitFor(), WaitCondition.NETWORK_IDLE),
                levels.nearest(s -> s.render().additionalWait(), Duration.ZERO),
                Set.copyOf(levels.nearestFilled(s -> s.render().blockedResourceTypes(), List.of())),
                levels.nearestFilled(s -> s.render().blockedPatterns(), List.of()),
                levels.nearest(s -> s.render().stripScripts(), true),
                dimension == null || dimension.isEmpty() ? null : dimension,
                levels.nearest(s -> s.render().cache().partialTtl(), PARTIAL_TTL));
    }

    private static BypassPolicy bypass(Levels levels) {
        return new BypassPolicy(
                levels.nearest(s -> s.bypass().timeout(), BYPASS_TIMEOUT),
                levels.nearest(s -> emptyToNull(s.bypass().userAgent()), BYPASS_USER_AGENT),
                levels.nearest(s -> s.bypass().cacheEnabled(), false),
                cache(levels, s -> s.bypass().cache(), BYPASS_TTL, BYPASS_STATUSES));
    }

    private static CachePolicy cache(
            Levels levels, Function<Settings, Settings.Cache> part, Duration ttl, Set<Integer> statuses) {
        return new CachePolicy(
                levels.nearest(s -> part.apply(s).ttl(), ttl),
                levels.nearestFilled(s -> part.apply(s).statusCodes(), statuses),
                levels.nearest(s -> part.apply(s).expired(), new ExpiredPolicy.Delete()));
    }

    private static BotHitPolicy botHits(Levels levels) {
        return new BotHitPolicy(
                levels.nearest(s -> s.botHits().enabled(), false),
                levels.nearest(s -> s.botHits().interval(), BOT_HIT_INTERVAL),
                levels.nearestFilled(s -> s.botHits().userAgents(), List.of()));
    }

    private static ShardingPolicy sharding(Levels levels) {
        return new ShardingPolicy(
                levels.nearest(s -> s.sharding().enabled(), false),
                levels.nearest(s -> s.sharding().replicationFactor(), REPLICATION_FACTOR),
                levels.nearest(s -> s.sharding().strategy(), ShardingPolicy.DistributionStrategy.HASH_MODULO),
                levels.nearest(s -> s.sharding().pushOnRender(), true),
                levels.nearest(s -> s.sharding().replicateOnPull(), true));
    }

    private static TrackingParams tracking(List<Settings> outermostFirst) {
        boolean strip = true;
        List<Pattern> params = TrackingParams.DEFAULT.patterns();
        for (Settings level : outermostFirst) {
            Settings.Tracking tracking = level.tracking();
            strip = tracking.strip() == null ? strip : tracking.strip();
            params = tracking.params() == null ? appended(params, tracking.paramsAdd()) : tracking.params();
        }
        if (!strip) {
            return TrackingParams.NONE;
        }
        return params.equals(TrackingParams.DEFAULT.patterns()) ? TrackingParams.DEFAULT : TrackingParams.of(params);
    }

    private static SafeHeaders safeHeaders(List<Settings> outermostFirst) {
        List<String> request = SafeHeaders.DEFAULT.request();
        List<String> response = SafeHeaders.DEFAULT.response();
        for (Settings level : outermostFirst) {
            Settings.Headers headers = level.headers();
            request = headerNames(request, headers.safeRequest(), headers.safeRequestAdd());
            response = headerNames(response, headers.safeResponse(), headers.safeResponseAdd());
        }
        return new SafeHeaders(request, response);
    }

    private static List<String> headerNames(List<String> inherited, List<String> replacing, List<String> added) {
        if (!replacing.isEmpty()) {
            return replacing;
        }
        return added.isEmpty() ? inherited : distinct(appended(inherited, added));
    }

    /** Of names that differ only in case the first one stays. */
    private static List<String> distinct(List<String> names) {
        Set<String> seen = new TreeSet<>();
        return names.stream().filter(name -> seen.add(CaseMapping.lower(name))).toList();
    }

    private static <T> List<T> appended(List<T> first, List<T> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Reads one key of a level. */
    @FunctionalInterface
    private interface Key<T> {
        @Nullable
        T of(Settings level);
    }

    private record Levels(List<Settings> innermostFirst) {

        <T> T nearest(Key<T> key, T fallback) {
            for (Settings level : innermostFirst) {
                T value = key.of(level);
                if (value != null) {
                    return value;
                }
            }
            return fallback;
        }

        <C extends Collection<?>> C nearestFilled(Function<Settings, C> key, C fallback) {
            for (Settings level : innermostFirst) {
                C value = key.apply(level);
                if (!value.isEmpty()) {
                    return value;
                }
            }
            return fallback;
        }
    }
}
