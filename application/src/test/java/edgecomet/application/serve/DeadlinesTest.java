package edgecomet.application.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.Origin;
import edgecomet.application.port.PeerClient;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.header.Headers;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long each step of a request may take at most (spec 02 §17), as the ports are told. */
class DeadlinesTest {

    /** What a request may have used up before a port is asked; all values below differ by more. */
    private static final Duration USED = Duration.ofSeconds(2);

    private final Map<String, Duration> limits = new HashMap<>();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    @ParameterizedTest
    @CsvSource({
        "100,   5,  5",
        "100,  10,  8",
        "100,  60, 48",
        "100,  75, 60",
        "100, 100, 60",
        " 30, 100, 30",
    })
    void the_wait_for_another_render_is_most_of_a_render_within_bounds_and_the_budget(
            int budget, int renderTimeout, int expected) {
        serve(budget, renderTimeout, 30, new Taken());
        assertLimit(expected, "wait");
    }

    @ParameterizedTest
    @CsvSource({"100, 2", "30, 2", "1, 1"})
    void metadata_are_looked_up_within_two_seconds_and_the_budget(int budget, int expected) {
        serve(budget, 10, 30, new Free());
        assertLimit(expected, "metadata");
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 30", "100, 60, 63", "20, 60, 20"})
    void a_render_is_waited_for_no_longer_than_its_lock_lives_and_the_budget_lasts(
            int budget, int renderTimeout, int expected) {
        serve(budget, renderTimeout, 30, new Free());
        assertLimit(expected, "render");
        assertEquals(List.of(BypassReason.SERVICE_FAILED), telemetry.bypasses);
    }

    @ParameterizedTest
    @CsvSource({"100, 30, 30", "100, 90, 90", "20, 30, 20", "0, 30, 5", "0, 4, 4"})
    void a_fetch_has_its_own_limit_within_the_budget_and_a_last_chance_beyond_it(
            int budget, int bypassTimeout, int expected) {
        serve(budget, 10, bypassTimeout, new Free());
        assertLimit(expected, "fetch");
    }

    @Test
    void with_no_time_left_nobody_but_the_site_is_asked() {
        serve(0, 10, 30, new Taken());
        assertEquals(List.of(BypassReason.REQUEST_TIMEOUT), telemetry.bypasses);
        assertTrue(!limits.containsKey("metadata") && !limits.containsKey("render"), limits::toString);
        limits.clear();
        serve(0, 10, 30, new Free());
        assertEquals(List.of(BypassReason.REQUEST_TIMEOUT, BypassReason.REQUEST_TIMEOUT), telemetry.bypasses);
        assertTrue(!limits.containsKey("metadata") && !limits.containsKey("render"), limits::toString);
    }

    private void assertLimit(int seconds, String step) {
        Duration limit = limits.get(step);
        Duration most = Duration.ofSeconds(seconds);
        assertTrue(
                limit.compareTo(most) <= 0 && limit.compareTo(most.minus(USED)) > 0,
                () -> step + " had " + limit + ", expected " + most);
    }

    private void serve(int budget, int renderTimeout, int bypassTimeout, RenderLock lock) {
        GatewayConfiguration configuration = GatewayConfigurations.of(
                HostCatalog.of(List.of(host(renderTimeout, bypassTimeout))), Duration.ofSeconds(budget));
        ServePage useCase = new ServePage(
                () -> configuration,
                new ServePagePorts(
                        "eg-a",
                        new Index(),
                        new InMemoryCache(),
                        lock,
                        new ServePageScenario.Renderers(),
                        this::render,
                        PeerClient.NONE,
                        this::fetch,
                        telemetry),
                InstantSource.system());
        Headers headers = Headers.builder()
                .add("X-Render-Key", "k-shop")
                .add("User-Agent", "Googlebot")
                .build();
        useCase.serve(new ServePageCommand(
                "req-1", "https://shop.example/page", new GivenHeaders(headers), "203.0.113.9", new ClientPresence()));
    }

    private static Host host(int renderTimeout, int bypassTimeout) {
        Dimension desktop = new Dimension(
                "desktop", 1, DimensionAction.RENDER, 1920, 1080, "UA", List.of(Pattern.parse("*Googlebot*")));
        Settings settings = new Settings(
                new Settings.Render(
                        Duration.ofSeconds(renderTimeout),
                        Settings.Cache.NONE,
                        Settings.Events.NONE,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null),
                new Settings.Bypass(Duration.ofSeconds(bypassTimeout), null, null, Settings.Cache.NONE),
                Settings.NONE.tracking(),
                Settings.NONE.botHits(),
                Settings.NONE.sharding(),
                Settings.NONE.headers());
        return Host.assemble(
                new HostDefinition(
                        1,
                        List.of("shop.example"),
                        "k-shop",
                        true,
                        Sourced.from(Level.HOST, List.of(desktop)),
                        Sourced.from(Level.HOST, new UnmatchedDimension.Block()),
                        Sourced.from(Level.BUILT_IN, List.of()),
                        settings,
                        List.of()),
                Settings.NONE);
    }

    private RenderOutcome render(Reserved tab, RenderRequest request, Deadline deadline) {
        limits.put("render", deadline.remaining());
        return new RenderOutcome.Declined(RenderError.CHROME_CRASH, "the browser is gone", null);
    }

    private Origin.Answer fetch(Origin.Request request) {
        limits.put("fetch", request.limit());
        return new Origin.Answer.Unreachable("refused");
    }

    private final class Index implements CacheIndex {
        @Override
        public Optional<CacheEntry> find(CacheKey key, Duration limit) {
            limits.putIfAbsent("metadata", limit);
            return Optional.empty();
        }

        @Override
        public void store(CacheEntry entry, Duration lifetime) {}

        @Override
        public boolean storeUnlessRendered(CacheEntry entry, Duration lifetime) {
            return true;
        }

        @Override
        public void delete(CacheKey key) {}

        @Override
        public void recordBotHit(CacheKey key, Instant at) {}

        @Override
        public void forgetBotHit(CacheKey key) {}

        @Override
        public void removeHolder(CacheEntry seen, String gatewayId) {}
    }

    /** A lock that nobody else has. */
    private static final class Free implements RenderLock {
        @Override
        public Optional<Held> tryAcquire(CacheKey key, Duration ttl) {
            return Optional.of(() -> {});
        }

        @Override
        public boolean awaitRelease(CacheKey key, Duration limit) {
            return true;
        }
    }

    /** A lock that somebody else has, until the store that knows it breaks. */
    private final class Taken implements RenderLock {
        @Override
        public Optional<RenderLock.Held> tryAcquire(CacheKey key, Duration ttl) {
            return Optional.empty();
        }

        @Override
        public boolean awaitRelease(CacheKey key, Duration limit) {
            limits.put("wait", limit);
            if (limit.isZero()) {
                return false;
            }
            throw new CoordinationException("gone");
        }
    }
}
