package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.domain.policy.ShardingPolicy.DistributionStrategy;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.WaitCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks of those blocks that global, host and rule level share (spec 01 §8.4 to §8.10). */
final class LevelCheck {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(30);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(24);

    private final Report report;

    LevelCheck(Report report) {
        this.report = report;
    }

    /** Doubts a duration that looks as if its unit had been forgotten. */
    void tiny(Section section, String key, String context) {
        Duration value = section.duration(key);
        if (value != null && value.isPositive() && value.compareTo(Duration.ofMillis(1)) < 0) {
            report.warning(
                    section.line(key),
                    context + " value " + print(value)
                            + " is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?");
        }
    }

    /** Checks {@code ttl}. */
    void ttl(Section cache, String context) {
        tiny(cache, "ttl", context + ".ttl");
        notNegative(cache, "ttl", context);
    }

    /** Checks that a duration is zero or more. */
    void notNegative(Section section, String key, String context) {
        Duration value = section.duration(key);
        if (value != null && value.isNegative()) {
            report.error(section.line(key), context + "." + key + " cannot be negative");
        }
    }

    /** Checks a cache block of a host or a rule, whose status codes may not be written as an empty list. */
    void cache(Section cache, String owner, String name) {
        String context = owner + ": " + name;
        ttl(cache, context);
        List<Located<Integer>> codes = cache.numbers("status_codes");
        if (cache.has("status_codes") && codes.isEmpty()) {
            report.error(cache.line("status_codes"), context + ".status_codes cannot be empty");
        }
        statusCodes(codes, code -> owner + ": invalid HTTP status code: " + code);
        expired(cache.section("expired"), context);
        if (cache.allows("partial_ttl")) {
            notNegative(cache, "partial_ttl", context);
        }
    }

    /** Checks that nothing is to be served stale from a bypass cache that is off. */
    void staleWithoutCache(Section cache, String prefix) {
        Section expired = cache.section("expired");
        if (expired.text("strategy").equals("serve_stale") && !cache.isTrue("enabled")) {
            report.error(
                    expired.line("strategy"),
                    prefix + "bypass.cache.expired.strategy is 'serve_stale' but bypass caching is disabled");
        }
    }

    /** Checks that every code is one of HTTP. */
    void statusCodes(List<Located<Integer>> codes, Function<Integer, String> complaint) {
        codes.stream()
                .filter(code -> code.value() < 100 || code.value() > 599)
                .forEach(code -> report.error(code.line(), complaint.apply(code.value())));
    }

    /** Checks an {@code expired} block (spec 01 §8.4). */
    void expired(Section expired, String context) {
        String strategy = expired.text("strategy");
        Duration staleTtl = expired.duration("stale_ttl");
        int line = expired.line("stale_ttl");
        boolean serveStale = strategy.equals("serve_stale");
        if (!strategy.isEmpty() && !serveStale && !strategy.equals("delete")) {
            report.error(
                    expired.line("strategy"),
                    context + ": invalid expired.strategy '" + strategy + "', must be 'serve_stale' or 'delete'");
        }
        if (serveStale && staleTtl == null) {
            report.error(line, context + ": stale_ttl is required when strategy is 'serve_stale'");
        } else if (serveStale && staleTtl != null && !staleTtl.isPositive()) {
            report.error(line, context + ": stale_ttl must be positive when strategy is 'serve_stale'");
        }
        if (staleTtl != null && strategy.isEmpty()) {
            report.error(
                    line,
                    context + ": stale_ttl specified without strategy. Must set strategy: 'serve_stale' or 'delete'");
        }
        if (staleTtl != null && staleTtl.isNegative()) {
            report.error(line, context + ": stale_ttl cannot be negative");
        }
        if (serveStale) {
            tiny(expired, "stale_ttl", context + ".stale_ttl");
            unusualStaleTtl(staleTtl, line, context);
        }
    }

    private void unusualStaleTtl(@Nullable Duration staleTtl, int line, String context) {
        if (staleTtl == null || !staleTtl.isPositive()) {
            return;
        }
        Duration least = Duration.ofHours(1);
        Duration most = Duration.ofDays(7);
        if (staleTtl.compareTo(least) < 0) {
            report.warning(
                    line,
                    context + ": stale_ttl is very short (" + print(staleTtl) + "), recommended minimum is "
                            + print(least));
        }
        if (staleTtl.compareTo(most) > 0) {
            report.warning(
                    line,
                    context + ": stale_ttl is very large (" + print(staleTtl) + "), recommended maximum is "
                            + print(most));
        }
    }

    /** Checks an {@code events} block (spec 01 §8.6). */
    void events(Section events, String prefix) {
        String waitFor = events.text("wait_for");
        if (!waitFor.isEmpty() && WaitCondition.ofLabel(waitFor).isEmpty()) {
            report.error(
                    events.line("wait_for"),
                    prefix + ": events.wait_for '" + waitFor
                            + "' is invalid (must be 'DOMContentLoaded', 'load', 'networkIdle', or"
                            + " 'networkAlmostIdle'), or 'settled'");
        }
        awaitedContent(events, "wait_for_selector", prefix);
        awaitedContent(events, "wait_for_expression", prefix);
        tiny(events, "additional_wait", prefix + ".additional_wait");
        Duration wait = events.duration("additional_wait");
        if (wait != null && wait.isNegative()) {
            report.error(
                    events.line("additional_wait"),
                    prefix + ": events.additional_wait cannot be negative (got " + print(wait) + ")");
        }
        if (wait != null && wait.compareTo(Duration.ofSeconds(30)) > 0) {
            report.error(
                    events.line("additional_wait"),
                    prefix + ": events.additional_wait cannot exceed 30s (got " + print(wait) + ")");
        }
    }

    private void awaitedContent(Section events, String key, String prefix) {
        String text = events.text(key);
        String waitFor = events.text("wait_for");
        if (text.isEmpty()) {
            return;
        }
        if (text.isBlank() || text.length() > AwaitedContent.MAX_LENGTH) {
            report.error(
                    events.line(key),
                    prefix + ": events." + key + " must have 1 to " + AwaitedContent.MAX_LENGTH
                            + " characters that are not all spaces");
        }
        if (!waitFor.isEmpty() && !waitFor.equals(WaitCondition.SETTLED.label())) {
            report.error(
                    events.line(key),
                    prefix + ": events." + key + " has no effect with wait_for '" + waitFor
                            + "': set wait_for to 'settled' or remove the key");
        }
    }

    /** Checks {@code serialize}. */
    void serialization(Section render, String prefix) {
        String name = render.text("serialize");
        if (!name.isEmpty() && Serialization.ofLabel(name).isEmpty()) {
            report.error(
                    render.line("serialize"),
                    prefix + ": serialize '" + name + "' is invalid (must be 'faithful' or 'markup')");
        }
    }

    /** Checks {@code blocked_resource_types}. */
    void resourceTypes(Section render, Function<String, String> complaint) {
        List<String> types = render.choices("blocked_resource_types");
        render.items("blocked_resource_types").stream()
                .filter(type -> !types.contains(type.value()))
                .forEach(type -> report.error(type.line(), complaint.apply(type.value())));
    }

    /** Checks a {@code tracking_params} block up to its first problem (spec 01 §8.7). */
    void tracking(Section tracking, String level) {
        if (tracking.has("params") && !tracking.items("params_add").isEmpty()) {
            report.error(
                    tracking.line("params_add"),
                    "tracking_params at " + level
                            + " level: cannot have both 'params' and 'params_add' - use 'params' to replace or"
                            + " 'params_add' to extend");
            return;
        }
        for (String key : List.of("params", "params_add")) {
            Optional<Located<String>> bad = tracking.items(key).stream()
                    .filter(item -> !item.value().isEmpty())
                    .filter(item -> PatternSyntax.compileProblem(item.value()).isPresent())
                    .findFirst();
            if (bad.isPresent()) {
                Located<String> item = bad.get();
                report.error(
                        item.line(),
                        "invalid tracking_params." + key + " at " + level + " level: "
                                + PatternSyntax.compileProblem(item.value()).orElse(""));
                return;
            }
        }
    }

    /**
     * Checks a {@code bothit_recache} block up to its first problem (spec 01 §8.8). Where the block is not enabled its
     * interval is only doubted: another level may enable it.
     */
    void botHits(Section botHits, String level) {
        String owner = level + " bothit_recache: ";
        Optional<String> interval = intervalProblem(botHits.duration("interval"));
        if (!botHits.isTrue("enabled")) {
            interval.ifPresent(problem -> report.warning(botHits.line("interval"), owner + problem));
            return;
        }
        if (interval.isPresent()) {
            report.error(botHits.line("interval"), owner + interval.get());
            return;
        }
        if (botHits.items("match_ua").isEmpty()) {
            report.error(botHits.line("match_ua"), owner + "match_ua must be non-empty when enabled=true");
            return;
        }
        botHits.items("match_ua").stream()
                .filter(item -> userAgentProblem(item.value()).isPresent())
                .findFirst()
                .ifPresent(item -> report.error(
                        item.line(), owner + userAgentProblem(item.value()).orElse("")));
    }

    private static Optional<String> intervalProblem(@Nullable Duration interval) {
        if (interval != null && interval.compareTo(SHORTEST_INTERVAL) < 0) {
            return Optional.of("interval must be >= 30m, got " + print(interval));
        }
        return interval != null && interval.compareTo(LONGEST_INTERVAL) > 0
                ? Optional.of("interval must be <= 24h, got " + print(interval))
                : Optional.empty();
    }

    /** Returns what is wrong with one element of a {@code match_ua} list. */
    static Optional<String> userAgentProblem(String pattern) {
        return pattern.isEmpty()
                ? Optional.of("match_ua pattern contains empty string")
                : PatternSyntax.problem(pattern, "user-agent")
                        .map(problem -> "invalid match_ua pattern '" + pattern + "': " + problem);
    }

    /** Checks a {@code headers} block up to its first problem (spec 01 §8.9). */
    void headers(Section headers, String level) {
        for (String key : List.of("safe_request", "safe_response")) {
            if (!headers.items(key).isEmpty() && !headers.items(key + "_add").isEmpty()) {
                report.error(headers.line(key + "_add"), level + ": cannot use both " + key + " and " + key + "_add");
                return;
            }
        }
        boolean fine = headerList(headers, "safe_request", level, HeaderNames::requestProblem)
                && headerList(headers, "safe_request_add", level, HeaderNames::requestProblem)
                && headerList(headers, "safe_response", level, HeaderNames::problem);
        if (fine) {
            headerList(headers, "safe_response_add", level, HeaderNames::problem);
        }
    }

    /** Checks a {@code client_ip} block (spec 01 §8.10). */
    void clientIp(Section clientIp, String level) {
        if (!clientIp.isPresent()) {
            return;
        }
        if (clientIp.items("headers").isEmpty()) {
            report.error(
                    clientIp.line("headers"),
                    level + ": client_ip.headers must not be empty when client_ip is configured");
            return;
        }
        headerList(clientIp, "headers", level, "client_ip.headers", HeaderNames::problem);
    }

    private boolean headerList(Section section, String key, String level, Function<String, Optional<String>> check) {
        return headerList(section, key, level, key, check);
    }

    private boolean headerList(
            Section section, String key, String level, String name, Function<String, Optional<String>> check) {
        List<Located<String>> items = section.items(key);
        for (int i = 0; i < items.size(); i++) {
            Optional<String> problem = check.apply(items.get(i).value());
            if (problem.isPresent()) {
                report.error(items.get(i).line(), level + " " + name + "[" + i + "]: " + problem.get());
                return false;
            }
        }
        return true;
    }

    /** Checks the values of {@code cache_sharding} that no role could use, at any level. */
    void sharding(Section sharding, String prefix) {
        Integer factor = sharding.integer("replication_factor");
        if (factor != null && factor < 0) {
            report.error(
                    sharding.line("replication_factor"),
                    prefix + "cache_sharding.replication_factor must be >= 0, got " + factor);
        }
        String strategy = sharding.text("distribution_strategy");
        if (!strategy.isEmpty() && DistributionStrategy.ofLabel(strategy).isEmpty()) {
            report.error(
                    sharding.line("distribution_strategy"),
                    prefix + "invalid cache_sharding.distribution_strategy: " + Quoted.of(strategy)
                            + " (must be: hash_modulo, random, primary_only)");
        }
    }
}
