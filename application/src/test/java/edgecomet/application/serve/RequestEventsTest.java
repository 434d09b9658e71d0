package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.BOT;
import static edgecomet.application.serve.ServePageScenario.KEY;
import static edgecomet.application.serve.ServePageScenario.page;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.InMemoryEventLog;
import edgecomet.application.port.Origin;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.event.EventTemplate;
import edgecomet.domain.event.EventTemplate.Parsing;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each answer as a line of a template that names what differs (spec 04 §11.3). */
class RequestEventsTest {

    private static final String URL = "https://shop.example/product/1";
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final EventTemplate TEMPLATE =
            template("{event_type} {source} {status_code} {page_size} {serve_time} "
                    + "{host} {host_id} {url} {dimension} {matched_rule} {error_type} {error_message}");

    private final ServePageScenario gateway = new ServePageScenario();
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final RequestEvents events = new RequestEvents(log, gateway::configuration, () -> NOW);

    @Test
    void a_render_says_where_it_came_from_and_what_the_page_is() {
        assertEquals(
                "\"render\" \"render\" 200 7 0.250 \"shop.example\" 1 \"https://shop.example/product/1\" \"desktop\" - - -",
                line(TEMPLATE, gateway.bot(URL), delivered(200, 7, "")));
        assertEquals(
                "2026-11-23T10:00:00.000Z \"req-1\" \"203.0.113.9\" \"rs-1\" \"chrome-0\" 0.020 0 \"eg-a\" 1 false",
                lastLine(
                        "{timestamp} {request_id} {client_ip} {render_service_id} {chrome_id} {render_time} {cache_age}"
                                + " {eg_instance_id} {index_status} {metrics.timed_out}"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "200, -,              '- -'",
                "404, -,              '\"origin_4xx\" \"Origin returned 404\"'",
                "503, -,              '\"origin_5xx\" \"Origin returned 503\"'",
                "200, SOFT_TIMEOUT,   '\"soft_timeout\" -'",
                "500, EMPTY_RESPONSE, '\"empty_response\" \"Origin returned 500\"'",
            })
    void a_render_that_is_not_what_it_should_be_says_so(int status, RenderError qualifier, String expected) {
        gateway.rendererAnswers(() -> page(status, "<html>x</html>", qualifier));
        assertEquals(
                expected, line(template("{error_type} {error_message}"), gateway.bot(URL), delivered(status, 7, "")));
    }

    @Test
    void a_hit_has_an_age_and_no_render() {
        gateway.bot(URL);
        gateway.later(Duration.ofSeconds(90));
        assertEquals(
                "\"cache_hit\" \"cache\" 90 - 0.000 - 1",
                line(
                        template("{event_type} {source} {cache_age} {render_service_id} {render_time}"
                                + " {metrics.total_requests} {index_status}"),
                        gateway.bot(URL),
                        delivered(200, 7, "")));
    }

    @Test
    void a_bypass_is_one_even_where_the_origin_cannot_be_reached() {
        gateway.rule("/api/*", Action.BYPASS, null).originAnswers(new Origin.Answer.Unreachable("refused"));
        assertEquals(
                "\"bypass\" \"bypass\" 502 3 0.250 \"shop.example\" 1 \"https://shop.example/api/x\" \"desktop\" \"/api/*\" - -",
                line(TEMPLATE, gateway.bot("https://shop.example/api/x"), delivered(502, 3, "")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "200 | text/html                     | <title>Tür</title>                            | \"Tür\" 1",
                "404 | text/html; charset=utf-8      | <title>Weg</title>                            | \"Weg\" 2",
                "200 | TEXT/HTML                     | <title>X</title><meta name=robots content=noindex> | \"X\" 3",
                "200 | application/json              | {\"title\": 1}                                | - 0",
                "200 | -                             | <title>Unsaid</title>                         | - 0",
            })
    void a_bypassed_page_says_what_a_search_engine_reads_in_it(int status, String type, String body, String expected) {
        Headers headers = type == null
                ? Headers.EMPTY
                : Headers.builder().add("Content-Type", type).build();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        EventTemplate seo = template("{title} {index_status}");
        gateway.rule("/api/*", Action.BYPASS, null).originAnswers(new Origin.Answer.Response(status, headers, bytes));
        assertEquals(expected, line(seo, gateway.bot("https://shop.example/api/x"), delivered(status, 3, "")));
        gateway.originAnswers(
                new Origin.Answer.Begun(status, headers, OptionalLong.empty(), bytes, InputStream.nullInputStream()));
        assertEquals(
                expected,
                line(seo, gateway.bot("https://shop.example/api/x"), delivered(status, 3, "")),
                "and so does one that is still coming");
    }

    @Test
    void a_fixed_answer_is_a_bypass_without_a_key() {
        gateway.rule("/old/*", Action.STATUS, new StatusAction(301, "", Map.of("Location", "/new")));
        assertEquals(
                "\"bypass\" \"bypass\" 301 \"/new\" \"/old/*\" -",
                line(
                        template("{event_type} {source} {status_code} {redirect_to} {matched_rule} {cache_key}"),
                        gateway.bot("https://shop.example/old/x"),
                        delivered(301, 0, "/new")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://x/                 | k-shop | 400 | - | 0 | invalid_url             | only HTTP and HTTPS schemes are supported",
                "https://shop.example/    | wrong  | 401 | - | 0 | auth_failed             | invalid render key or domain mismatch",
            })
    void a_refusal_is_an_error_without_a_time(
            String url, String key, int status, String host, int hostId, String type, String message) {
        PageAnswer answer = gateway.ask(url, key, BOT);
        assertEquals(
                "\"error\" - %d 0 0.000 %s %d \"%s\" - - \"%s\" \"%s\""
                        .formatted(status, host, hostId, url, type, message),
                line(TEMPLATE, url, answer, delivered(status, 9, "")));
    }

    @Test
    void a_blocked_user_agent_is_an_error_of_its_host() {
        assertEquals(
                "\"error\" - 403 0 0.000 \"shop.example\" 1 \"" + URL
                        + "\" - - \"dimension_blocked\" \"Dimension action is block\"",
                line(TEMPLATE, gateway.ask(URL, KEY, "Semrush"), delivered(403, 9, "")));
        gateway.unmatchedAre(new UnmatchedDimension.Block());
        assertEquals(
                "\"error\" - 403 0 0.000 \"shop.example\" 1 \"" + URL
                        + "\" - - \"unmatched_blocked\" \"User-Agent not supported for rendering\"",
                line(TEMPLATE, gateway.ask(URL, KEY, "curl"), delivered(403, 9, "")));
    }

    @Test
    void what_nobody_expected_is_a_render_error() {
        events.failed(command(URL), new IllegalStateException("no such luck"));
        assertEquals(
                "\"error\" - 500 0 0.000 - 0 \"" + URL + "\" - - \"render_error\" \"no such luck\"",
                lastLine(TEMPLATE));
    }

    @Test
    void a_wrong_configuration_is_no_event() {
        events.answered(
                command(URL),
                new PageAnswer.Refusal.NoSuchDimension(
                        gateway.configuration().hosts().all().getFirst(), "tablet"),
                delivered(500, 9, ""));
        assertEquals(List.of(), log.events());
    }

    private static RequestEvents.Delivery delivered(int status, long bytes, String redirectTo) {
        return new RequestEvents.Delivery(status, bytes, redirectTo, Duration.ofMillis(250));
    }

    private String line(EventTemplate template, PageAnswer answer, RequestEvents.Delivery delivery) {
        return line(template, URL, answer, delivery);
    }

    private String line(EventTemplate template, String url, PageAnswer answer, RequestEvents.Delivery delivery) {
        events.answered(command(url), answer, delivery);
        return lastLine(template);
    }

    private static ServePageCommand command(String url) {
        return new ServePageCommand(
                "req-1",
                url,
                new GivenHeaders(Headers.builder().add("User-Agent", BOT).build()),
                "203.0.113.9",
                new ClientPresence());
    }

    private String lastLine(String template) {
        return lastLine(template(template));
    }

    private String lastLine(EventTemplate template) {
        return template.line(log.events().getLast()).stripTrailing();
    }

    private static EventTemplate template(String text) {
        return ((Parsing.Parsed) EventTemplate.parse(text)).template();
    }
}
