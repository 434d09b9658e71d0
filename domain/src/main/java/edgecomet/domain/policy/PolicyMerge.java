package edgecomet.domain.policy;

import edgecomet.domain.header.SafeHeaders;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.render.WaitCondition;
import edgecomet.domain.url.TrackingParams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Merges what global, host and rule say into what holds (spec 01 §7, 02 §12): the nearest level that sets a value wins, a
 * non-empty list replaces, an {@code expired} block replaces as a whole, and what no level sets has a default.
 */
public final class PolicyMerge {

    private static final Duration RENDER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PARTIAL_TTL = Duration.ofSeconds(60);
    private static final CachePolicy RENDER_CACHE =
            new CachePolicy(Duration.ofHours(1), Set.of(200, 301, 302, 307, 308, 404), new ExpiredPolicy.Delete());
    private static final CachePolicy BYPASS_CACHE =
            new CachePolicy(Duration.ofMinutes(30), Set.of(200), new ExpiredPolicy.Delete());
    private static final Duration BYPASS_TIMEOUT = Duration.ofSeconds(30);
    private static final String BYPASS_USER_AGENT = "Mozilla/5.0 (compatible; EdgeComet/1.0)";
    private static final Duration BOT_HIT_INTERVAL = Duration.ofHours(24);
    private static final int REPLICATION_FACTOR = 2;

    /** Most specific first. */
    private final List<Settings> levels;

    private PolicyMerge(List<Settings> levels) {
        this.levels = levels;
    }

    /** Merges three levels. */
    public static PolicyMerge of(Settings global, Settings host, Settings rule) {
        return new PolicyMerge(List.of(rule, host, global));
    }

    /** Returns {@code render.*}. */
    public RenderPolicy render() {
        return new RenderPolicy(
                nearest(s -> s.render().timeout(), RENDER_TIMEOUT),
                cache(s -> s.render().cache(), RENDER_CACHE),
                nearest(s -> s.render().waitFor(), WaitCondition.NETWORK_IDLE),
                nearest(s -> s.render().additionalWait(), Duration.ZERO),
                Set.copyOf(nearestList(s -> s.render().blockedResourceTypes())),
                List.copyOf(nearestList(s -> s.render().blockedPatterns())),
                nearest(s -> s.render().stripScripts(), true),
                nearestOrNull(s -> s.render().dimension()),
                nearest(s -> s.render().cache().partialTtl(), PARTIAL_TTL));
    }

    /** Returns {@code bypass.*}. */
    public BypassPolicy bypass() {
        return new BypassPolicy(
                nearest(s -> s.bypass().timeout(), BYPASS_TIMEOUT),
                nearest(s -> s.bypass().userAgent(), BYPASS_USER_AGENT),
                nearest(s -> s.bypass().cacheEnabled(), false),
                cache(s -> s.bypass().cache(), BYPASS_CACHE));
    }

    /** Returns {@code tracking_params.*}: {@code params} replaces what is inherited, {@code params_add} extends it. */
    public TrackingParams tracking() {
        if (!nearest(s -> s.tracking().strip(), true)) {
            return TrackingParams.NONE;
        }
        List<Pattern> added = new ArrayList<>();
        for (Settings level : levels) {
            List<Pattern> replacing = level.tracking().params();
            if (replacing != null) {
                return TrackingParams.of(concat(replacing, added));
            }
            added.addAll(0, level.tracking().paramsAdd());
        }
        return TrackingParams.of(concat(TrackingParams.DEFAULT.patterns(), added));
    }

    /** Returns {@code bothit_recache.*}. */
    public BotHitPolicy botHits() {
        return new BotHitPolicy(
                nearest(s -> s.botHits().enabled(), false),
                nearest(s -> s.botHits().interval(), BOT_HIT_INTERVAL),
                List.copyOf(nearestList(s -> s.botHits().userAgents())));
    }

    /** Returns {@code cache_sharding.*}. */
    public ShardingPolicy sharding() {
        return new ShardingPolicy(
                nearest(s -> s.sharding().enabled(), false),
                nearest(s -> s.sharding().replicationFactor(), REPLICATION_FACTOR),
                nearest(s -> s.sharding().strategy(), ShardingPolicy.DistributionStrategy.HASH_MODULO),
                nearest(s -> s.sharding().pushOnRender(), true),
                nearest(s -> s.sharding().replicateOnPull(), true));
    }

    /** Returns {@code headers.*}. */
    public SafeHeaders safeHeaders() {
        return new SafeHeaders(
                headers(List.of(), h -> h.safeRequest(), h -> h.safeRequestAdd()),
                headers(SafeHeaders.DEFAULT_RESPONSE, h -> h.safeResponse(), h -> h.safeResponseAdd()));
    }

    private CachePolicy cache(Function<Settings, Settings.Cache> cache, CachePolicy defaults) {
        Collection<Integer> codes = nearestList(s -> cache.apply(s).statusCodes());
        return new CachePolicy(
                nearest(s -> cache.apply(s).ttl(), defaults.ttl()),
                codes.isEmpty() ? defaults.statusCodes() : Set.copyOf(codes),
                nearest(s -> cache.apply(s).expired(), defaults.expired()));
    }

    private List<String> headers(
            List<String> defaults,
            Function<Settings.Headers, List<String>> replacing,
            Function<Settings.Headers, List<String>> adding) {
        List<String> list = defaults;
        for (Settings level : levels.reversed()) {
            Settings.Headers headers = level.headers();
            if (!replacing.apply(headers).isEmpty()) {
                list = replacing.apply(headers);
            } else if (!adding.apply(headers).isEmpty()) {
                list = withoutDoubles(concat(list, adding.apply(headers)));
            }
        }
        return list;
    }

    private <T> T nearest(Function<Settings, @Nullable T> value, T otherwise) {
        T found = nearestOrNull(value);
        return found == null ? otherwise : found;
    }

    private <T> @Nullable T nearestOrNull(Function<Settings, @Nullable T> value) {
        return levels.stream()
                .<@Nullable T>map(value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private <T> Collection<T> nearestList(Function<Settings, ? extends Collection<T>> list) {
        return levels.stream()
                .<Collection<T>>map(list)
                .filter(c -> !c.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<String> withoutDoubles(List<String> names) {
        Map<String, String> first = new LinkedHashMap<>();
        names.forEach(name -> first.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
        return List.copyOf(first.values());
    }
}
