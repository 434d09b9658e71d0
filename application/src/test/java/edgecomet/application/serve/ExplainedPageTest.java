package edgecomet.application.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.explain.DimensionExplanation;
import edgecomet.application.explain.HostExplanation;
import edgecomet.application.explain.UrlExplainer;
import edgecomet.application.explain.UrlExplanation;
import edgecomet.application.serve.PageAnswer.Refusal;
import edgecomet.application.serve.RequestPipeline.Resolution;
import edgecomet.application.testing.GatewayConfigurations;
import edgecomet.domain.cache.CacheKey;
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
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.StatusAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

/** What is told about a URL is what a request for it meets, in every dimension. */
class ExplainedPageTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String KEY = "key";

    private final GatewayConfiguration configuration = GatewayConfigurations.of(HostCatalog.of(List.of(
            host(1, true, "shop.example", "www.shop.example"),
            host(2, false, "off.example"),
            host(3, true, "intranet"))));
    private final RequestPipeline pipeline = new RequestPipeline(() -> NOW, NOPLogger.NOP_LOGGER);

    private static Host host(int id, boolean enabled, String... domains) {
        List<Dimension> dimensions = List.of(
                dimension("desktop", 1, DimensionAction.RENDER),
                dimension("mobile", 2, DimensionAction.RENDER),
                dimension("scraper", 9, DimensionAction.BLOCK));
        List<RuleDefinition> rules = List.of(
                rule("/admin/*", Action.BLOCK, new StatusAction(403, "", Map.of()), Settings.NONE),
                rule("/api/*", Action.BYPASS, null, Settings.NONE),
                rule("/kept/*", Action.BYPASS, null, bypassCache(Duration.ofMinutes(1))),
                rule("/unkept/*", Action.BYPASS, null, bypassCache(Duration.ZERO)),
                rule("/m/*", Action.RENDER, null, render(null, "mobile")),
                rule("/tv/*", Action.RENDER, null, render(null, "tv")),
                rule("/now/*", Action.RENDER, null, render(Duration.ZERO, null)),
                rule("/track/*", Action.RENDER, null, unstripped()));
        return Host.assemble(
                new HostDefinition(
                        id,
                        List.of(domains),
                        KEY,
                        enabled,
                        Sourced.from(Level.HOST, dimensions),
                        Sourced.from(Level.HOST, new UnmatchedDimension.Use("bypass")),
                        Sourced.from(Level.BUILT_IN, List.of()),
                        Settings.NONE,
                        rules),
                Settings.NONE);
    }

    private static Dimension dimension(String name, int id, DimensionAction action) {
        return new Dimension(name, id, action, 1, 1, "UA", List.of(Pattern.parse(name)));
    }

    private static RuleDefinition rule(String pattern, Action action, StatusAction status, Settings settings) {
        return new RuleDefinition(List.of(Pattern.parse(pattern)), QueryMatch.ANY, action, status, settings);
    }

    private static Settings bypassCache(Duration ttl) {
        Settings none = Settings.NONE;
        Settings.Bypass bypass = new Settings.Bypass(null, null, true, new Settings.Cache(ttl, Set.of(), null, null));
        return new Settings(none.render(), bypass, none.tracking(), none.botHits(), none.sharding(), none.headers());
    }

    private static Settings render(Duration ttl, String dimension) {
        Settings none = Settings.NONE;
        Settings.Cache cache = new Settings.Cache(ttl, Set.of(), null, null);
        Settings.Render render =
                new Settings.Render(null, cache, Settings.Events.NONE, List.of(), List.of(), null, dimension, null);
        return new Settings(render, none.bypass(), none.tracking(), none.botHits(), none.sharding(), none.headers());
    }

    private static Settings unstripped() {
        Settings none = Settings.NONE;
        Settings.Tracking tracking = new Settings.Tracking(false, null, List.of());
        return new Settings(none.render(), none.bypass(), tracking, none.botHits(), none.sharding(), none.headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/",
                "https://shop.example",
                "HTTPS://WWW.Shop.Example:443/a/../b?b=2&a=1#f",
                "https://shop.example/p?utm_source=x&a=1",
                "https://shop.example/p?UTM_SOURCE=x",
                "https://shop.example/track/p?utm_source=x&a=1",
                "https://shop.example//admin/x",
                "https://shop.example/x/%2e%2e/admin/x",
                "https://shop.example/api/x?gclid=1",
                "https://shop.example/kept/x?gclid=1",
                "https://shop.example/unkept/x",
                "https://shop.example/m/x",
                "https://shop.example/tv/x",
                "https://shop.example/now/x",
                "https://shop.example/p?a=%zz&b=1;c",
                "https://user:secret@shop.example:8443/p",
                "https://shop.example./p",
                "https://off.example/p",
                "https://off.example/admin/p",
                "https://intranet/p",
                "ftp://shop.example/p",
            })
    void aRequestMeetsWhatIsToldAboutItsUrl(String url) {
        HostExplanation told = assertInstanceOf(
                        UrlExplanation.OfHost.class, new UrlExplainer(configuration, NOW).explain(url))
                .host();
        List<Dimension> dimensions = told.host().dimensions().all();
        List<DimensionExplanation> explained = told.dimensions();
        for (int i = 0; i < dimensions.size(); i++) {
            Dimension selected = dimensions.get(i);
            Resolution live = resolve(url, selected.name());
            if (told.refusal().isPresent()) {
                assertRefused(told.refusal().get(), live, selected);
            } else {
                assertEquals(selected, explained.get(i).selected());
                assertMet(told, explained.get(i).outcome(), live);
            }
        }
    }

    private Resolution resolve(String url, String userAgent) {
        Headers headers = Headers.builder()
                .add("X-Render-Key", KEY)
                .add("User-Agent", userAgent)
                .build();
        return pipeline.resolve(
                new ServePageCommand("req-1", url, new GivenHeaders(headers), "203.0.113.9", new ClientPresence()),
                configuration);
    }

    private static void assertMet(HostExplanation told, DimensionExplanation.Outcome outcome, Resolution live) {
        switch (outcome) {
            case DimensionExplanation.Blocked() -> assertInstanceOf(Refusal.DimensionBlocked.class, refusal(live));
            case DimensionExplanation.NoSuchDimension(String name) ->
                assertEquals(
                        name,
                        assertInstanceOf(Refusal.NoSuchDimension.class, refusal(live))
                                .name());
            case DimensionExplanation.FixedAnswer(StatusAction answer) -> {
                PageRequest request = accepted(told, live);
                assertEquals(answer, request.policy().status());
            }
            case DimensionExplanation.NotStored(Dimension in, Action action, CacheKey key, String why) -> {
                assertPage(accepted(told, live), in, action, key);
                assertTrue(lifetimes(accepted(told, live)).allMatch(Duration::isZero), why);
            }
            case DimensionExplanation.Stored(Dimension in, Action action, CacheKey key, Duration ttl, var path) -> {
                assertPage(accepted(told, live), in, action, key);
                assertEquals(List.of(ttl), lifetimes(accepted(told, live)).toList());
                assertTrue(path.text().contains(key.urlHash().hex() + "_" + in.id()), path.text());
            }
        }
    }

    /** Returns for how long an answer to the request is kept, by the part of the policy that its action uses. */
    private static Stream<Duration> lifetimes(PageRequest request) {
        return switch (request.action()) {
            case RENDER -> Stream.of(request.policy().render().cache().ttl());
            case BYPASS ->
                Stream.of(request.policy().bypass())
                        .filter(bypass -> bypass.cacheEnabled())
                        .map(bypass -> bypass.cache().ttl());
            default -> throw new AssertionError(request.action());
        };
    }

    private static PageRequest accepted(HostExplanation told, Resolution live) {
        PageRequest request = assertInstanceOf(Resolution.Accepted.class, live).request();
        assertEquals(told.policy(), request.policy());
        assertEquals(told.live().orElseThrow(), request.url());
        return request;
    }

    private static void assertPage(PageRequest request, Dimension in, Action action, CacheKey key) {
        assertEquals(in, request.dimension());
        assertEquals(action, request.action());
        assertEquals(key, request.key());
    }

    private static void assertRefused(HostExplanation.Refusal told, Resolution live, Dimension selected) {
        Refusal met = refusal(live);
        switch (met) {
            case Refusal.InvalidUrl(String message) -> assertEquals(new HostExplanation.Refusal(400, message), told);
            case Refusal.NotNormalizable(var _, var _, String message) ->
                assertEquals(new HostExplanation.Refusal(400, message), told);
            case Refusal.Unauthorized ignored -> assertEquals(401, told.status());
            // The dimension is looked at before the URL is.
            default -> assertEquals(DimensionAction.BLOCK, selected.action(), met::toString);
        }
    }

    private static Refusal refusal(Resolution live) {
        return assertInstanceOf(Resolution.Refused.class, live).refusal();
    }
}
