package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Section;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the main file and the hosts demand of each other (spec 01 §8.11). */
final class CrossCheck {

    private static final Duration OVERHEAD = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(24);
    private static final String TEST_MODE = "TEST_MODE";

    private final Section root;
    private final List<Section> hosts;
    private final boolean testing;
    private final Report report;

    /** Prepares the checks; {@code TEST_MODE=local} in the environment allows short cleanup intervals (spec 01 §16). */
    CrossCheck(Section root, List<Section> hosts, Map<String, String> environment, Report report) {
        this.root = root;
        this.hosts = hosts;
        this.testing = "local".equals(environment.get(TEST_MODE));
        this.report = report;
    }

    void check(Role role) {
        timeouts(root.section("server").duration("timeout"));
        StorageCheck.check(root.section("storage"), role.servesPages(), report);
        cleanup(root.section("storage").section("cleanup"));
    }

    private void timeouts(@Nullable Duration configured) {
        Duration budget = configured == null ? Duration.ZERO : configured;
        Optional<Duration> slowest = hosts.stream()
                .map(host -> host.section("render").duration("timeout"))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        slowest.filter(Duration::isPositive).ifPresent(render -> enough(budget, render));
        Section bypass = root.section("bypass");
        Duration timeout = bypass.duration("timeout");
        if (timeout != null && timeout.compareTo(budget) > 0) {
            report.error(
                    bypass.line("timeout"),
                    "bypass.timeout (" + print(timeout) + ") exceeds server.timeout (" + print(budget)
                            + "). Bypass operations will never complete successfully");
        }
    }

    private void enough(Duration budget, Duration render) {
        Duration share = render.dividedBy(5).multipliedBy(4);
        Duration wait = share.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : share;
        Duration needed = wait.plus(render).plus(OVERHEAD);
        if (budget.compareTo(needed) < 0) {
            report.error(
                    root.section("server").line("timeout"),
                    "server.timeout (" + print(budget) + ") is too small. Required minimum: max_concurrent_wait ("
                            + print(wait) + ") + max_host_render_timeout (" + print(render) + ") + overhead (10s) = "
                            + print(needed) + ". Either increase server.timeout or reduce host render timeouts");
        }
    }

    private void cleanup(Section cleanup) {
        if (!cleanup.isPresent()) {
            return;
        }
        Duration least = testing ? Duration.ofSeconds(1) : Duration.ofMinutes(10);
        Duration leastMargin = testing ? Duration.ofSeconds(1) : Duration.ofHours(1);
        boolean positive = atLeast(cleanup, "interval", least);
        Duration interval = cleanup.duration("interval");
        if (interval != null && interval.compareTo(LONGEST_INTERVAL) > 0) {
            report.error(cleanup.line("interval"), "storage.cleanup.interval must be <= 24h, got " + print(interval));
        }
        if (positive) {
            atLeast(cleanup, "safety_margin", leastMargin);
        }
        shortestStaleTtl()
                .filter(stale -> interval != null && interval.compareTo(stale) > 0)
                .ifPresent(stale -> report.warning(
                        cleanup.line("interval"),
                        "storage.cleanup.interval (" + print(Objects.requireNonNull(interval))
                                + ") exceeds minimum stale_ttl (" + print(stale)
                                + ") across hosts - files may accumulate between cleanup runs"));
    }

    /** Checks one of the durations; returns whether it is positive at all. */
    private boolean atLeast(Section cleanup, String key, Duration least) {
        String name = "storage.cleanup." + key;
        Duration value = cleanup.duration(key);
        if (value == null || !value.isPositive()) {
            report.error(cleanup.line(key), name + " must be positive");
            return false;
        }
        new LevelCheck(report).tiny(cleanup, key, name);
        if (value.compareTo(least) < 0) {
            report.error(cleanup.line(key), name + " must be >= " + print(least) + ", got " + print(value));
        }
        return true;
    }

    private Optional<Duration> shortestStaleTtl() {
        return hosts.stream()
                .flatMap(host -> Stream.of(host.section("render"), host.section("bypass")))
                .map(block -> block.section("cache").section("expired").duration("stale_ttl"))
                .filter(Objects::nonNull)
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
    }
}
