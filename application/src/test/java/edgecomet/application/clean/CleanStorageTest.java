package edgecomet.application.clean;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.CleanupTelemetry;
import edgecomet.application.port.ExpiredPages;
import edgecomet.application.port.LeastUsedPages;
import edgecomet.application.port.StorageException;
import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.host.RuleDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For how long bodies stay (spec 03 §16), by what host and rules say together. */
class CleanStorageTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final List<String> told = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "20, -,  -,  25",
                "0,  -,  -,  5",
                "-,  10, -,  15",
                "0,  10, -,  5",
                "5,  -,  30, 35",
                "40, -,  30, 45",
                "0,  -,  30, 35",
            })
    void the_most_patient_rule_counts(
            @Nullable Integer host, @Nullable Integer global, @Nullable Integer rule, int minutes) {
        clean(List.of(host(1, host, global, rule)), List.of());
        assertEquals(List.of("1 before " + NOW.minus(Duration.ofMinutes(minutes)), "cleaned 1: 2 10"), told);
    }

    @Test
    void a_host_that_fails_does_not_keep_others_from_their_turn() {
        clean(List.of(host(1, 0, null, null), host(2, 0, null, null)), List.of(1));
        assertEquals(List.of("failed 1", "2 before " + NOW.minus(MARGIN), "cleaned 2: 2 10"), told);
    }

    @Test
    void the_timer_goes_on_after_a_bug_and_ends_when_told() {
        AtomicInteger runs = new AtomicInteger();
        CleanupTimer timer = CleanupTimer.start(
                () -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException("a bug");
                },
                Duration.ofMillis(1));
        Eventually.eventually("it cleaned twice", () -> runs.get() >= 2);
        timer.close();
        int ended = runs.get();
        timer.close();
        assertEquals(ended, runs.get());
    }

    private void clean(List<Host> hosts, List<Integer> broken) {
        GatewayConfiguration configuration = GatewayConfigurations.of(HostCatalog.of(hosts));
        ExpiredPages pages = (hostId, threshold) -> {
            if (broken.contains(hostId)) {
                throw new StorageException("unreadable", new java.io.IOException("unreadable"));
            }
            told.add(hostId + " before " + threshold);
            return new ExpiredPages.Removed(2, 10);
        };
        new CleanStorage(() -> configuration, MARGIN, pages, new Watch(), () -> NOW).clean();
    }

    private static Host host(int id, @Nullable Integer own, @Nullable Integer global, @Nullable Integer rule) {
        List<RuleDefinition> rules = Stream.ofNullable(rule)
                .map(minutes -> new RuleDefinition(
                        List.of(Pattern.parse("/a/*")), QueryMatch.ANY, Action.RENDER, null, settings(minutes)))
                .toList();
        HostDefinition definition = new HostDefinition(
                id,
                List.of("shop" + id + ".example"),
                "k",
                true,
                Sourced.from(Level.HOST, List.of()),
                Sourced.from(Level.HOST, new UnmatchedDimension.Block()),
                Sourced.from(Level.BUILT_IN, List.of()),
                settings(own),
                rules);
        return Host.assemble(definition, settings(global));
    }

    private static Settings settings(@Nullable Integer staleMinutes) {
        ExpiredPolicy expired = staleMinutes == null
                ? null
                : staleMinutes == 0
                        ? new ExpiredPolicy.Delete()
                        : new ExpiredPolicy.ServeStale(Duration.ofMinutes(staleMinutes));
        return new Settings(
                new Settings.Render(
                        null,
                        new Settings.Cache(null, Set.of(), expired, null),
                        Settings.Events.NONE,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null),
                Settings.NONE.bypass(),
                Settings.NONE.tracking(),
                Settings.NONE.botHits(),
                Settings.NONE.sharding(),
                Settings.NONE.headers());
    }

    private final class Watch implements CleanupTelemetry {

        @Override
        public void cleaned(int hostId, ExpiredPages.Removed removed, Duration duration) {
            told.add("cleaned " + hostId + ": " + removed.minutes() + " " + removed.bytes());
        }

        @Override
        public void evicted(LeastUsedPages.Trimmed trimmed) {
            throw new AssertionError("not by the cleanup");
        }

        @Override
        public void cleanupFailed(int hostId) {
            told.add("failed " + hostId);
        }
    }
}
