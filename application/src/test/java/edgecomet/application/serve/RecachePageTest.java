package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.InMemoryEventLog;
import edgecomet.application.port.Origin;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.recache.RecachePage;
import edgecomet.application.recache.RecachePageUseCase.RecacheCommand;
import edgecomet.application.recache.RecachePageUseCase.RecacheOutcome;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.event.EventTemplate;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renewing pages of the cache while nobody waits for them (spec 03 §15). */
class RecachePageTest {

    private static final String URL = "https://shop.example/page";
    private static final int HOST = 1;
    private static final int DESKTOP = 1;
    private static final Duration HOUR = Duration.ofHours(1);

    private final ServePageScenario gateway = new ServePageScenario();
    private final InMemoryEventLog log = new InMemoryEventLog();

    private String recache(String url) {
        return recache(url, HOST, DESKTOP);
    }

    private String recache(String url, int hostId, int dimensionId) {
        RecachePage useCase = new RecachePage(
                gateway::configuration,
                gateway.ports(),
                new RequestEvents(log, gateway::configuration, gateway::look),
                gateway::look);
        return switch (useCase.recache(new RecacheCommand(url, hostId, dimensionId))) {
            case RecacheOutcome.Renewed() -> "";
            case RecacheOutcome.Failed(String reason) -> reason;
        };
    }

    private String cached() {
        PageAnswer.Cached cached = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        return new String(cached.body(), StandardCharsets.UTF_8);
    }

    private String event() {
        EventTemplate.Parsing parsed =
                EventTemplate.parse("{event_type} {source} {status_code} {request_id} {url} {dimension}"
                        + " {client_ip} {user_agent} {render_service_id}");
        EventTemplate template =
                assertInstanceOf(EventTemplate.Parsing.Parsed.class, parsed).template();
        return template.line(log.events().getLast()).stripTrailing();
    }

    @Test
    void a_page_is_rendered_anew_however_fresh_the_one_is_that_is_there() {
        gateway.bot(URL);
        gateway.rendererAnswers(() -> page(200, "<html>newer</html>", null));
        assertEquals("", recache(URL));
        assertEquals("<html>newer</html>", cached());
        assertEquals(2, gateway.renders.get());
        assertEquals(0, gateway.renderers.open.get());
        assertEquals(
                "\"precache\" \"render\" 200 \"recache-1-1-1795428000\" \"" + URL + "\" \"desktop\" - - \"rs-1\"",
                event());
    }

    @Test
    void the_page_stays_whose_successor_of_the_same_minute_cannot_be_noted() {
        gateway.bot(URL);
        gateway.rendererAnswers(() -> {
            gateway.cache.coordinationDown = true;
            return page(200, "<html>newer and longer</html>", null);
        });
        assertTrue(recache(URL).startsWith("failed to save to cache"));
        gateway.cache.coordinationDown = false;
        assertEquals("<html>rendered</html>", cached());
    }

    @Test
    void a_page_that_nobody_has_asked_for_is_there_when_somebody_does() {
        assertEquals("", recache("https://SHOP.example/page?utm_source=mail"));
        assertEquals("<html>rendered</html>", cached(), "kept where live requests look");
    }

    @Test
    void the_last_bot_hit_is_forgotten_so_that_the_next_one_counts() {
        gateway.bot(URL);
        gateway.cache.recordBotHit(key(), gateway.look());
        assertTrue(gateway.cache.find(key(), HOUR).orElseThrow().lastBotHit() != null);
        assertEquals("", recache(URL));
        assertEquals(null, gateway.cache.find(key(), HOUR).orElseThrow().lastBotHit());
    }

    private CacheKey key() {
        return assertInstanceOf(PageAnswer.Served.class, gateway.bot(URL))
                .requested()
                .key();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example/      | 9 | 1 | host not found: 9",
                "https://shop.example/      | 1 | 7 | dimension 7 not found for host 1",
                "https://shop.example:x/    | 1 | 1 | failed to parse recache URL: parse \"https://shop.example:x/\": invalid port \":x\" after host",
                "http://127.0.0.1/          | 1 | 1 | SSRF protection: hostname resolves to private/reserved IP address: 127.0.0.1",
                "https://Other.example/     | 1 | 1 | URL hostname \"other.example\" does not match any configured domain for host 1",
            })
    void what_names_no_page_of_the_host_is_refused(String url, int host, int dimension, String reason) {
        assertEquals(reason, recache(url, host, dimension));
        assertEquals(0, gateway.renders.get());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "404 | <html>gone</html> | -            | page returned non-200 status: 404",
                "301 | ''                | -            | page returned non-200 status: 301",
                "503 | <html>x</html>    | -            | page returned non-200 status: 503",
                "200 | <html>half</html> | SOFT_TIMEOUT | render service failed: soft_timeout, the entry that is there is better",
                "200 | ''                | -            | render service failed: empty_response, the entry that is there is better",
            })
    void a_page_that_is_no_better_replaces_nothing(int status, String html, RenderError qualifier, String reason) {
        gateway.bot(URL);
        gateway.rendererAnswers(() -> page(status, html, qualifier));
        assertEquals(reason, recache(URL));
        assertEquals("<html>rendered</html>", cached());
    }

    @Test
    void an_incomplete_page_is_kept_briefly_where_there_is_nothing_better() {
        gateway.rendererAnswers(() -> page(200, "<html>half</html>", RenderError.SOFT_TIMEOUT));
        assertEquals("", recache(URL));
        assertEquals("<html>half</html>", cached());
        gateway.later(Duration.ofSeconds(61)).rendererAnswers(() -> page(200, "<html>whole</html>", null));
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
    }

    @ParameterizedTest
    @CsvSource({"<html>half</html>, soft_timeout", "'', empty_response"})
    void an_incomplete_page_that_is_not_kept_is_no_success(String html, String error) {
        gateway.partialPagesFor(Duration.ZERO).cacheFor(HOUR, new ExpiredPolicy.Delete());
        gateway.rendererAnswers(() -> page(200, html, html.isEmpty() ? null : RenderError.SOFT_TIMEOUT));
        assertEquals("render service failed: " + error + ", incomplete pages are not kept", recache(URL));
        assertEquals(List.of(), gateway.cache.all());
        assertEquals(List.of(), log.events());
    }

    @Test
    void without_a_renderer_nothing_changes() {
        gateway.bot(URL);
        gateway.rendererFails();
        assertEquals("render service failed: render failed: the browser is gone", recache(URL));
        gateway.renderers.next = new Reservation.NoCapacity();
        assertEquals("no render services available: all services at capacity", recache(URL));
        gateway.renderers.next = new Reservation.NoServices();
        assertEquals("no render services available: no healthy services available", recache(URL));
        assertEquals("<html>rendered</html>", cached());
    }

    @Test
    void what_cannot_be_kept_is_a_failure() {
        gateway.cache.storageDown = true;
        assertTrue(recache(URL).startsWith("failed to save to cache: failed to save cache: "));
    }

    @Test
    void a_page_that_a_rule_answers_has_no_entry() {
        gateway.rule("/page", Action.STATUS_410, new StatusAction(410, "", Map.of()));
        assertTrue(recache(URL).startsWith("failed to save to cache: failed to save cache: "));
        assertEquals(0, gateway.renders.get());
    }

    private ServePageScenario bypassing(boolean cached, Duration ttl) {
        return gateway.rule("*", Action.BYPASS, null)
                .bypass(new Settings.Bypass(
                        null, null, cached, new Settings.Cache(ttl, Set.of(200), new ExpiredPolicy.Delete(), null)));
    }

    private static Origin.Answer.Response answer(int status, String body) {
        return new Origin.Answer.Response(status, Headers.EMPTY, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_page_of_a_bypass_rule_is_fetched_anew() {
        bypassing(true, HOUR).originAnswers(answer(200, "old"));
        gateway.bot(URL);
        gateway.originAnswers(answer(200, "new"));
        assertEquals("", recache(URL));
        assertEquals("new", cached());
        assertEquals(
                "\"precache\" \"bypass\" 200 \"recache-1-1-1795428000\" \"" + URL + "\" \"desktop\" - - -", event());
        gateway.originAnswers(answer(500, "broken"));
        assertEquals("bypass cache save skipped: non-cacheable status code", recache(URL));
        gateway.originAnswers(new Origin.Answer.Unreachable("connection refused"));
        assertEquals("bypass fetch failed: connection refused", recache(URL));
        assertEquals("new", cached());
    }

    @Test
    void a_page_of_a_bypass_rule_that_keeps_nothing_is_not_fetched() {
        bypassing(false, HOUR);
        assertEquals("bypass cache disabled, skipping recache", recache(URL));
        bypassing(true, Duration.ZERO);
        assertEquals("bypass cache TTL is 0, skipping recache", recache(URL));
        assertEquals(0, gateway.fetches.get());
    }

    @Test
    void a_fetch_replaces_no_render() {
        gateway.bot(URL);
        bypassing(true, HOUR);
        assertEquals("bypass cache save skipped: render cache already exists", recache(URL));
        assertEquals(List.of(), log.events());
    }
}
