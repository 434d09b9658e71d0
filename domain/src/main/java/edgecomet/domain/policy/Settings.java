package edgecomet.domain.policy;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.WaitCondition;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one level (global, host or rule) says about a page. A null component is a key that the level does not set, so
 * that the level above decides (spec 01 §7).
 */
public record Settings(
        Render render, Bypass bypass, Tracking tracking, BotHits botHits, Sharding sharding, Headers headers) {

    /** A level that sets nothing. */
    public static final Settings NONE = new Settings(
            Render.NONE,
            Bypass.NONE,
            new Tracking(null, null, List.of()),
            new BotHits(null, null, List.of()),
            new Sharding(null, null, null, null, null),
            new Headers(List.of(), List.of(), List.of(), List.of()));

    /** {@code render.*}; an empty list leaves the list of the level above. */
    public record Render(
            @Nullable Duration timeout,
            Cache cache,
            Events events,
            List<String> blockedResourceTypes,
            List<String> blockedPatterns,
            @Nullable Boolean stripScripts,
            @Nullable String dimension,
            @Nullable Serialization serialization) {

        /** Sets nothing. */
        public static final Render NONE =
                new Render(null, Cache.NONE, Events.NONE, List.of(), List.of(), null, null, null);

        public Render {
            blockedResourceTypes = List.copyOf(blockedResourceTypes);
            blockedPatterns = List.copyOf(blockedPatterns);
        }
    }

    /** {@code render.events.*}. */
    public record Events(
            @Nullable WaitCondition waitFor,
            @Nullable Duration additionalWait,
            @Nullable String selector,
            @Nullable String expression) {

        /** Sets nothing. */
        public static final Events NONE = new Events(null, null, null, null);
    }

    /** {@code render.cache.*} or {@code bypass.cache.*}; {@code partialTtl} exists for renders only. */
    public record Cache(
            @Nullable Duration ttl,
            Set<Integer> statusCodes,
            @Nullable ExpiredPolicy expired,
            @Nullable Duration partialTtl) {

        /** Sets nothing. */
        public static final Cache NONE = new Cache(null, Set.of(), null, null);

        public Cache {
            statusCodes = Set.copyOf(statusCodes);
        }
    }

    /** {@code bypass.*}. */
    public record Bypass(
            @Nullable Duration timeout,
            @Nullable String userAgent,
            @Nullable Boolean cacheEnabled,
            Cache cache) {

        /** Sets nothing. */
        public static final Bypass NONE = new Bypass(null, null, null, Cache.NONE);
    }

    /**
     * {@code tracking_params.*}.
     *
     * @param params replaces the inherited list when not null, also when empty
     * @param paramsAdd appended when {@code params} is null
     */
    public record Tracking(
            @Nullable Boolean strip, @Nullable List<Pattern> params, List<Pattern> paramsAdd) {
        public Tracking {
            params = params == null ? null : List.copyOf(params);
            paramsAdd = List.copyOf(paramsAdd);
        }
    }

    /** {@code bothit_recache.*}. */
    public record BotHits(
            @Nullable Boolean enabled, @Nullable Duration interval, List<Pattern> userAgents) {
        public BotHits {
            userAgents = List.copyOf(userAgents);
        }
    }

    /** {@code cache_sharding.*}. */
    public record Sharding(
            @Nullable Boolean enabled,
            @Nullable Integer replicationFactor,
            ShardingPolicy.@Nullable DistributionStrategy strategy,
            @Nullable Boolean pushOnRender,
            @Nullable Boolean replicateOnPull) {}

    /** {@code headers.*}: a non-empty list replaces, else a non-empty {@code …Add} list appends. */
    public record Headers(
            List<String> safeRequest,
            List<String> safeRequestAdd,
            List<String> safeResponse,
            List<String> safeResponseAdd) {
        public Headers {
            safeRequest = List.copyOf(safeRequest);
            safeRequestAdd = List.copyOf(safeRequestAdd);
            safeResponse = List.copyOf(safeResponse);
            safeResponseAdd = List.copyOf(safeResponseAdd);
        }
    }
}
