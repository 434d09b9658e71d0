package edgecomet.application.inspect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageCommand;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageOutcome;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.header.Headers;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.host.RuleDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.render.Viewport;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.StatusAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectPageTest {

    private static final String PAGE = "https://shop.example/page";
    private static final HarDocument HAR = new HarDocument("{\"log\":{}}");
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(30);
    private static final Dimension DESKTOP =
            new Dimension("desktop", 1, DimensionAction.RENDER, 1920, 1080, "Desktop UA", List.of());
    private static final Dimension PHONE =
            new Dimension("phone", 2, DimensionAction.RENDER, 375, 812, "Phone UA", List.of());
    private static final Dimension SCRAPER =
            new Dimension("scraper", 9, DimensionAction.BLOCK, 0, 0, "", List.of(Pattern.parse("*Semrush*")));

    private final Tabs tabs = new Tabs();
    private final List<RenderRequest> requests = new CopyOnWriteArrayList<>();
    private Supplier<RenderOutcome> renderer = () -> rendered(HAR);
    private Sourced<UnmatchedDimension> unmatched = Sourced.from(Level.HOST, new UnmatchedDimension.Use("desktop"));

    @Test
    void thePageIsRenderedAsItsPolicySaysAndRecorded() {
        assertEquals(new InspectPageOutcome.Recorded(HAR), inspect(PAGE + "?b=1&utm_source=x&a=2", "", ""));

        RenderRequest request = requests.getFirst();
        assertAll(
                () -> assertTrue(request.requestId().matches("[0-9a-f]{5}-har-debug"), request.requestId()),
                () -> assertEquals(PAGE + "?a=2&b=1", request.url()),
                () -> assertEquals(new Viewport(1920, 1080), request.viewport()),
                () -> assertEquals("Desktop UA", request.userAgent()),
                () -> assertEquals(Duration.ofSeconds(10), request.timeout()),
                () -> assertEquals(List.of("*/ads/*"), request.blockedPatterns()),
                () -> assertEquals(Headers.EMPTY, request.headers()),
                () -> assertTrue(request.includeHar()),
                () -> assertTrue(request.stripScripts()),
                () -> assertEquals(0, tabs.open.get()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 1920, PT10S",
                "phone, -, 375, PT10S",
                "bypass, -, 1920, PT10S",
                "scraper, -, 0, PT10S",
                "-, 3s, 1920, PT3S",
                "-, 0, 1920, PT10S",
                "phone, 1m30s, 375, PT1M30S",
            })
    void theCallerMayChooseDimensionAndTimeout(
            @Nullable String dimension, @Nullable String timeout, int width, Duration used) {
        inspect(PAGE, dimension == null ? "" : dimension, timeout == null ? "" : timeout);

        assertEquals(width, requests.getFirst().viewport().width());
        assertEquals(used, requests.getFirst().timeout());
    }

    @ParameterizedTest
    @CsvSource({"'', 375", "desktop, 1920"})
    void aRuleForcesItsDimensionUnlessTheCallerNamesOne(String dimension, int width) {
        inspect("https://shop.example/phones/x", dimension, "");

        assertEquals(width, requests.getFirst().viewport().width());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                            | ``      | ``  | MissingUrl[]",
                "http://[::1                   | ``      | ``  | InvalidUrl[reason=parse \"http://[::1\": missing ']' in host]",
                "shop.example/page             | ``      | ``  | InvalidUrl[reason=URL must have scheme and host]",
                "https:///page                 | ``      | ``  | InvalidUrl[reason=URL must have scheme and host]",
                "http://10.1.2.3/              | ``      | x   | PrivateAddress[hostname=10.1.2.3]",
                "http://[::1]:8080/            | ``      | ``  | PrivateAddress[hostname=::1]",
                "http://[::ffff:127.0.0.1]/    | ``      | ``  | PrivateAddress[hostname=::ffff:127.0.0.1]",
                "https://nobody.example/       | ``      | 10  | InvalidTimeout[reason=time: missing unit in duration \"10\"]",
                "https://nobody.example/       | ``      | -1s | InvalidTimeout[reason=timeout must be positive]",
                "https://Nobody.Example:8443/  | x       | ``  | UnknownHost[hostname=nobody.example, available=[alone.example, shop.example]]",
                "https://off.example/          | ``      | ``  | UnknownHost[hostname=off.example, available=[alone.example, shop.example]]",
                "https://localhost/            | ``      | ``  | UnknownHost[hostname=localhost, available=[alone.example, shop.example]]",
                "https://shop.example/block    | tablet  | ``  | UnknownDimension[name=tablet, byDefault=false, domain=shop.example, available=[bypass, desktop, phone, scraper]]",
                "https://www.shop.example/     | Phone   | ``  | UnknownDimension[name=Phone, byDefault=false, domain=shop.example, available=[bypass, desktop, phone, scraper]]",
                "https://shop.example/block    | ``      | ``  | AnsweredByRule[action=BLOCK, code=403]",
                "https://shop.example/403      | phone   | ``  | AnsweredByRule[action=STATUS_403, code=403]",
                "https://shop.example/404      | ``      | ``  | AnsweredByRule[action=STATUS_404, code=404]",
                "https://shop.example/410      | ``      | ``  | AnsweredByRule[action=STATUS_410, code=410]",
                "https://shop.example/moved    | ``      | ``  | AnsweredByRule[action=STATUS, code=301]",
                "https://shop.example/x/../api | ``      | ``  | BypassedByRule[]",
            })
    void whatCannotBeInspectedIsRefusedForTheFirstReason(String url, String dimension, String timeout, String outcome) {
        assertEquals(outcome, inspect(url, dimension, timeout).toString());
        assertEquals(List.of(), requests);
    }

    @Test
    void withoutADefaultTheDimensionMustBeNamed() {
        unmatched = Sourced.from(Level.BUILT_IN, new UnmatchedDimension.Use(Dimension.BYPASS_NAME));

        assertEquals(
                new InspectPageOutcome.UnknownDimension(
                        "", true, "shop.example", List.of("bypass", "desktop", "phone", "scraper")),
                inspect(PAGE, "", ""));
        assertInstanceOf(InspectPageOutcome.Recorded.class, inspect(PAGE, "phone", ""));
    }

    @Test
    void blockIsNoDimension() {
        unmatched = Sourced.from(Level.GLOBAL, new UnmatchedDimension.Block());

        assertEquals(
                new InspectPageOutcome.UnknownDimension(
                        "block", true, "shop.example", List.of("bypass", "desktop", "phone", "scraper")),
                inspect(PAGE, "", ""));
    }

    @Test
    void theGlobalDefaultHoldsForHostsWithoutOne() {
        unmatched = Sourced.from(Level.GLOBAL, new UnmatchedDimension.Use("phone"));

        inspect(PAGE, "", "");

        assertEquals(375, requests.getFirst().viewport().width());
    }

    @Test
    void aTabIsWaitedForWhateverKeepsItAway() {
        tabs.before.add(RendererDirectory.Reservation.NoServices::new);
        tabs.before.add(RendererDirectory.Reservation.NoCapacity::new);
        tabs.before.add(() -> {
            throw new CoordinationException("Redis is gone", new IllegalStateException());
        });

        assertEquals(
                new InspectPageOutcome.Recorded(HAR),
                useCase(Duration.ofSeconds(20)).inspect(new InspectPageCommand(PAGE, "", "")));
    }

    @Test
    void withoutATabInTimeThereIsNoRecording() {
        tabs.otherwise = RendererDirectory.Reservation.NoCapacity::new;

        assertEquals(new InspectPageOutcome.NoTab(LITTLE_PATIENCE), inspect(PAGE, "", ""));
        assertEquals(List.of(), requests);
    }

    @Test
    void inspectionsLeaveTabsToVisitors() {
        CountDownLatch end = new CountDownLatch(1);
        renderer = () -> {
            await(end);
            return rendered(HAR);
        };
        InspectPage useCase = useCase(LITTLE_PATIENCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> useCase.inspect(new InspectPageCommand(PAGE, "", "")));
            }
            Eventually.eventually("four pages are inspected", () -> requests.size() == 4);

            assertEquals(
                    new InspectPageOutcome.NoTab(LITTLE_PATIENCE),
                    useCase.inspect(new InspectPageCommand(PAGE, "", "")));
            end.countDown();
        }
        assertEquals(new InspectPageOutcome.Recorded(HAR), useCase.inspect(new InspectPageCommand(PAGE, "", "")));
        assertEquals(0, tabs.open.get());
    }

    @Test
    void aFailureSaysWhoFailedAndKeepsWhatWasRecorded() {
        renderer = () -> new RenderOutcome.Declined(RenderError.NETWORK_ERROR, "Rendering failed: net::ERR_X", HAR);
        assertEquals(new InspectPageOutcome.RenderFailed("Rendering failed: net::ERR_X", HAR), inspect(PAGE, "", ""));

        renderer = () -> new RenderOutcome.Unanswered(RenderError.POOL_UNAVAILABLE, "HTTP request failed: x", null);
        assertEquals(
                new InspectPageOutcome.RenderFailed("render failed: HTTP request failed: x", null),
                inspect(PAGE, "", ""));
        assertEquals(0, tabs.open.get());
    }

    @Test
    void aRenderServiceMayRecordNothing() {
        renderer = () -> rendered(null);

        assertEquals(new InspectPageOutcome.NotRecorded(), inspect(PAGE, "", ""));
    }

    private InspectPageOutcome inspect(String url, String dimension, String timeout) {
        return useCase(LITTLE_PATIENCE).inspect(new InspectPageCommand(url, dimension, timeout));
    }

    private InspectPage useCase(Duration patience) {
        GatewayConfiguration configuration = GatewayConfigurations.of(HostCatalog.of(
                List.of(host(1, "shop.example", true), host(2, "alone.example", true), host(3, "off.example", false))));
        return new InspectPage(
                () -> configuration,
                tabs,
                (tab, request, deadline) -> {
                    requests.add(request);
                    return renderer.get();
                },
                patience);
    }

    private Host host(int id, String domain, boolean enabled) {
        return Host.assemble(
                new HostDefinition(
                        id,
                        List.of(domain, "www." + domain),
                        "key",
                        enabled,
                        Sourced.from(Level.HOST, List.of(PHONE, DESKTOP, SCRAPER)),
                        unmatched,
                        Sourced.from(Level.BUILT_IN, List.of()),
                        settings(Duration.ofSeconds(10), List.of("*/ads/*"), null),
                        List.of(
                                rule("/block", Action.BLOCK, 403),
                                rule("/403", Action.STATUS_403, 403),
                                rule("/404", Action.STATUS_404, 404),
                                rule("/410", Action.STATUS_410, 410),
                                rule("/moved", Action.STATUS, 301),
                                new RuleDefinition(
                                        List.of(Pattern.parse("/api*")),
                                        QueryMatch.ANY,
                                        Action.BYPASS,
                                        null,
                                        Settings.NONE),
                                new RuleDefinition(
                                        List.of(Pattern.parse("/phones/*")),
                                        QueryMatch.ANY,
                                        Action.RENDER,
                                        null,
                                        settings(null, List.of(), "phone")))),
                Settings.NONE);
    }

    private static RuleDefinition rule(String pattern, Action action, int code) {
        return new RuleDefinition(
                List.of(Pattern.parse(pattern)),
                QueryMatch.ANY,
                action,
                new StatusAction(code, "", Map.of()),
                Settings.NONE);
    }

    private static Settings settings(@Nullable Duration timeout, List<String> blocked, @Nullable String dimension) {
        return new Settings(
                new Settings.Render(
                        timeout, Settings.Cache.NONE, Settings.Events.NONE, List.of(), blocked, null, dimension, null),
                Settings.NONE.bypass(),
                Settings.NONE.tracking(),
                Settings.NONE.botHits(),
                Settings.NONE.sharding(),
                Settings.NONE.headers());
    }

    private static RenderOutcome rendered(@Nullable HarDocument har) {
        RenderReport report = new RenderReport(
                200,
                PAGE,
                Headers.EMPTY,
                null,
                Instant.EPOCH,
                Duration.ZERO,
                "chrome-0",
                List.of(),
                List.of(),
                NetworkMetrics.NONE,
                null);
        return new RenderOutcome.Rendered(new RenderedPage(report, new byte[0], null, har), "rs-1");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives out tabs, after what a test puts before them. */
    private static final class Tabs implements RendererDirectory {

        private final Queue<Supplier<Reservation>> before = new ConcurrentLinkedQueue<>();
        private final AtomicInteger open = new AtomicInteger();
        private @Nullable Supplier<Reservation> otherwise;

        @Override
        public Reservation reserve(String requestId) {
            Supplier<Reservation> first = before.isEmpty() ? otherwise : before.remove();
            if (first != null) {
                return first.get();
            }
            open.incrementAndGet();
            return new Reservation.Reserved(requestId, "rs-1", 0, "127.0.0.1", 10080);
        }

        @Override
        public void release(Reservation.Reserved reservation) {
            open.decrementAndGet();
        }

        @Override
        public int countHealthy() {
            return 1;
        }
    }
}
