package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.dimension.BotAliases;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.ShardingPolicy.DistributionStrategy;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.WaitCondition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the inheritable blocks of one level, already checked, into values (spec 01 §4.2). */
final class SettingsReader {

    private SettingsReader() {}

    /** Returns what the section sets, be it of the global level, a host or a rule. */
    static Settings read(Section level) {
        return new Settings(
                render(level.section("render")),
                bypass(level.section("bypass")),
                tracking(level.section("tracking_params")),
                botHits(level.section("bothit_recache")),
                sharding(level.section("cache_sharding")),
                headers(level.section("headers")));
    }

    /** Returns the patterns of a list of patterns and bot aliases whose names are known. */
    static List<Pattern> userAgents(List<String> texts) {
        return switch (BotAliases.expand(texts)) {
            case BotAliases.Expanded(List<String> patterns) ->
                patterns.stream().map(Pattern::parse).toList();
            case BotAliases.Unknown unknown -> throw new IllegalStateException("unchecked: " + unknown.names());
        };
    }

    private static Settings.Render render(Section render) {
        return new Settings.Render(
                render.allows("timeout") ? render.duration("timeout") : null,
                cache(render.section("cache")),
                events(render.section("events")),
                render.texts("blocked_resource_types"),
                render.texts("blocked_patterns"),
                render.bool("strip_scripts"),
                render.allows("dimension") ? textOrNull(render, "dimension") : null,
                Serialization.ofLabel(render.text("serialize")).orElse(null));
    }

    private static Settings.Events events(Section events) {
        return new Settings.Events(
                WaitCondition.ofLabel(events.text("wait_for")).orElse(null),
                events.duration("additional_wait"),
                textOrNull(events, "wait_for_selector"),
                textOrNull(events, "wait_for_expression"));
    }

    private static Settings.Bypass bypass(Section bypass) {
        Duration timeout = bypass.duration("timeout");
        // Below the global level the validation only warns of such a timeout; no fetch could ever meet it.
        boolean usable = timeout != null && timeout.isPositive();
        return new Settings.Bypass(
                usable ? timeout : null,
                textOrNull(bypass, "user_agent"),
                bypass.section("cache").bool("enabled"),
                cache(bypass.section("cache")));
    }

    private static Settings.Cache cache(Section cache) {
        Set<Integer> codes = new HashSet<>();
        cache.numbers("status_codes").forEach(code -> codes.add(code.value()));
        return new Settings.Cache(
                cache.duration("ttl"),
                codes,
                expired(cache.section("expired")),
                cache.allows("partial_ttl") ? cache.duration("partial_ttl") : null);
    }

    private static @Nullable ExpiredPolicy expired(Section expired) {
        if (!expired.isPresent()) {
            return null;
        }
        Duration staleTtl = expired.duration("stale_ttl");
        return expired.text("strategy").equals("serve_stale") && staleTtl != null
                ? new ExpiredPolicy.ServeStale(staleTtl)
                : new ExpiredPolicy.Delete();
    }

    private static Settings.Tracking tracking(Section tracking) {
        return new Settings.Tracking(
                tracking.bool("strip"),
                tracking.has("params") ? patterns(tracking.items("params")) : null,
                patterns(tracking.items("params_add")));
    }

    private static List<Pattern> patterns(List<Located<String>> texts) {
        return texts.stream()
                .map(Located::value)
                .filter(text -> !text.isEmpty())
                .map(Pattern::parse)
                .toList();
    }

    private static Settings.BotHits botHits(Section botHits) {
        return new Settings.BotHits(
                botHits.bool("enabled"), botHits.duration("interval"), userAgents(botHits.texts("match_ua")));
    }

    private static Settings.Sharding sharding(Section sharding) {
        return new Settings.Sharding(
                sharding.bool("enabled"),
                sharding.integer("replication_factor"),
                DistributionStrategy.ofLabel(sharding.text("distribution_strategy"))
                        .orElse(null),
                sharding.bool("push_on_render"),
                sharding.bool("replicate_on_pull"));
    }

    private static Settings.Headers headers(Section headers) {
        return new Settings.Headers(
                headers.texts("safe_request"),
                headers.texts("safe_request_add"),
                headers.texts("safe_response"),
                headers.texts("safe_response_add"));
    }

    private static @Nullable String textOrNull(Section section, String key) {
        String text = section.text(key);
        return text.isEmpty() ? null : text;
    }
}
