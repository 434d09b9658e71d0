package edgecomet.application.serve;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.Origin;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.dimension.DimensionAction;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.header.Headers;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.host.HostDefinition;
import edgecomet.domain.host.RuleDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Level;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.policy.Sourced;
import edgecomet.domain.render.NetworkMetrics;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.StatusAction;
import edgecomet.domain.seo.IndexStatus;
import edgecomet.domain.seo.PageSeo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A gateway whose renderer, origin and cache do what a test says, in words that read like the story of a request. */
final class ServePageScenario {

    static final String KEY = "k-shop";
    static final String BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    final InMemoryCache cache = new InMemoryCache();
    final InMemoryPeers peers = new InMemoryPeers();
    final Renderers renderers = new Renderers();
    final AtomicInteger renders = new AtomicInteger();
    final AtomicInteger fetches = new AtomicInteger();
    final List<Origin.Request> fetched = new CopyOnWriteArrayList<>();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    final List<BypassReason> bypasses = telemetry.bypasses;

    /** What else the telemetry was told, in words. */
    final List<String> events = telemetry.events;

    private final List<RuleDefinition> rules = new ArrayList<>();
    private Duration renderTimeout = Duration.ofSeconds(10);
    private @Nullable Duration partialTtl;
    private Duration tick = Duration.ZERO;
    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private Supplier<RenderOutcome> renderer = () -> page(200, "<html>rendered</html>", null);
    private Supplier<Origin.Answer> origin = () -> new Origin.Answer.Response(
            200,
            Headers.builder().add("Content-Type", "text/html").build(),
            "<html>shell</html>".getBytes(StandardCharsets.UTF_8));
    private UnmatchedDimension unmatched = new UnmatchedDimension.Use(Dimension.BYPASS_NAME);
    private Settings settings = withCache(Duration.ofHours(1), new ExpiredPolicy.ServeStale(Duration.ofHours(24)));
    private ServerLimits limits = ServerLimits.defaults(Duration.ofSeconds(60));
    private ServePage useCase = build();

    ServePageScenario rule(String pattern, Action action, StatusAction status) {
        rules.add(new RuleDefinition(List.of(Pattern.parse(pattern)), QueryMatch.ANY, action, status, Settings.NONE));
        useCase = build();
        return this;
    }

    ServePageScenario unmatchedAre(UnmatchedDimension what) {
        unmatched = what;
        useCase = build();
        return this;
    }

    ServePageScenario cacheFor(Duration ttl, ExpiredPolicy expired, Integer... statuses) {
        settings = withCache(ttl, expired, statuses);
        useCase = build();
        return this;
    }

    /** To be said before the lifetime of whole pages. */
    ServePageScenario partialPagesFor(Duration ttl) {
        partialTtl = ttl;
        return this;
    }

    ServePageScenario renderTimeout(Duration timeout) {
        renderTimeout = timeout;
        settings = withCache(Duration.ofHours(1), new ExpiredPolicy.ServeStale(Duration.ofHours(24)));
        useCase = build();
        return this;
    }

    ServePageScenario bypass(Settings.Bypass what) {
        settings = new Settings(
                settings.render(),
                what,
                settings.tracking(),
                settings.botHits(),
                settings.sharding(),
                settings.headers());
        useCase = build();
        return this;
    }

    ServePageScenario botHits(Settings.BotHits what) {
        settings = new Settings(
                settings.render(),
                settings.bypass(),
                settings.tracking(),
                what,
                settings.sharding(),
                settings.headers());
        useCase = build();
        return this;
    }

    ServePageScenario safeResponse(String... names) {
        settings = new Settings(
                settings.render(),
                settings.bypass(),
                settings.tracking(),
                settings.botHits(),
                settings.sharding(),
                new Settings.Headers(List.of(), List.of(), List.of(names), List.of()));
        useCase = build();
        return this;
    }

    ServePageScenario takesOn(int requests, int waiting) {
        limits = new ServerLimits(limits.connections(), requests, waiting, limits.readTimeout(), limits.idleTimeout());
        useCase = build();
        return this;
    }

    ServePageScenario rendererAnswers(Supplier<RenderOutcome> outcome) {
        renderer = outcome;
        return this;
    }

    ServePageScenario rendererFails() {
        return rendererAnswers(() -> new RenderOutcome.Declined(RenderError.CHROME_CRASH, "the browser is gone", null));
    }

    ServePageScenario originAnswers(Origin.Answer answer) {
        return originAnswers(() -> answer);
    }

    ServePageScenario originAnswers(Supplier<Origin.Answer> answer) {
        origin = answer;
        return this;
    }

    ServePageScenario later(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** From now on, each look at the clock shows so much more. */
    ServePageScenario ticking(Duration step) {
        tick = step;
        return this;
    }

    Instant look() {
        Instant shown = now;
        now = now.plus(tick);
        return shown;
    }

    PageAnswer bot(String url) {
        return ask(url, KEY, BOT);
    }

    /** A bot that may go away. */
    PageAnswer bot(String url, ClientPresence client) {
        return ask(url, KEY, BOT, client);
    }

    PageAnswer ask(String url, String key, String userAgent) {
        return ask(url, key, userAgent, new ClientPresence());
    }

    private PageAnswer ask(String url, String key, String userAgent, ClientPresence client) {
        Headers headers = Headers.builder()
                .add("X-Render-Key", key)
                .add("User-Agent", userAgent)
                .build();
        return useCase.serve(new ServePageCommand("req-1", url, new GivenHeaders(headers), "203.0.113.9", client));
    }

    /** Moves the body of the only page that is kept to another gateway. */
    ServePageScenario heldBy(String gatewayId) {
        CacheEntry entry = cache.all().getFirst();
        peers.hold(gatewayId, entry, cache.read(entry).orElseThrow());
        cache.loseBodies();
        cache.store(entry.withGatewayIds(List.of(gatewayId)), Duration.ofHours(1));
        return this;
    }

    static RenderOutcome page(int status, String html, RenderError qualifier) {
        return page(status, html, qualifier, "https://shop.example/next");
    }

    static RenderOutcome page(int status, String html, RenderError qualifier, String finalUrl) {
        Headers headers = Headers.builder().add("Content-Type", "text/html").build();
        return page(status, html, qualifier, finalUrl, headers);
    }

    static RenderOutcome page(int status, String html, RenderError qualifier, String finalUrl, Headers headers) {
        RenderReport report = new RenderReport(
                status,
                finalUrl,
                headers,
                qualifier,
                Instant.EPOCH,
                Duration.ofMillis(20),
                "chrome-0",
                List.of(),
                List.of(),
                NetworkMetrics.NONE,
                null);
        return new RenderOutcome.Rendered(
                new RenderedPage(
                        report, html.getBytes(StandardCharsets.UTF_8), PageSeo.unknown(IndexStatus.INDEXABLE), null),
                "rs-1");
    }

    private ServePage build() {
        GatewayConfiguration configuration = configuration();
        return new ServePage(() -> configuration, ports(), this::look);
    }

    ServePagePorts ports() {
        return new ServePagePorts(
                "eg-a",
                cache,
                cache,
                cache,
                renderers,
                new Renderer(),
                peers,
                request -> {
                    fetches.incrementAndGet();
                    fetched.add(request);
                    return origin.get();
                },
                telemetry);
    }

    GatewayConfiguration configuration() {
        Dimension desktop = new Dimension(
                "desktop", 1, DimensionAction.RENDER, 1920, 1080, "UA", List.of(Pattern.parse("*Googlebot*")));
        Dimension scraper =
                new Dimension("scraper", 9, DimensionAction.BLOCK, 0, 0, "", List.of(Pattern.parse("*Semrush*")));
        HostDefinition host = new HostDefinition(
                1,
                List.of("shop.example"),
                KEY,
                true,
                Sourced.from(Level.HOST, List.of(desktop, scraper)),
                Sourced.from(Level.HOST, unmatched),
                Sourced.from(Level.BUILT_IN, List.of()),
                settings,
                rules);
        return GatewayConfigurations.of(HostCatalog.of(List.of(Host.assemble(host, Settings.NONE))), limits);
    }

    private Settings withCache(Duration ttl, ExpiredPolicy expired, Integer... statuses) {
        return new Settings(
                new Settings.Render(
                        renderTimeout,
                        new Settings.Cache(ttl, Set.of(statuses), expired, partialTtl),
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

    /** A directory of one service that can be told to have no tab. */
    static final class Renderers implements RendererDirectory {
        volatile Reservation next = new Reservation.Reserved("req-1", "rs-1", 0, "127.0.0.1", 10080);
        final AtomicInteger open = new AtomicInteger();

        @Override
        public Reservation reserve(String requestId) {
            if (next instanceof Reservation.Reserved) {
                open.incrementAndGet();
            }
            return next;
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

    private final class Renderer implements RendererClient {
        @Override
        public RenderOutcome render(
                RendererDirectory.Reservation.Reserved tab, RenderRequest request, Deadline deadline) {
            renders.incrementAndGet();
            return renderer.get();
        }
    }
}
