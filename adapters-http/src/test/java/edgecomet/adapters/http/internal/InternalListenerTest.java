package edgecomet.adapters.http.internal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.listener.RawClient;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageCommand;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageOutcome;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask what of the internal listener, and what the answers look like (spec 04 §5, §10.1), over a socket. */
class InternalListenerTest {

    private static final HarDocument HAR = new HarDocument("{\"log\":{\"comment\":\"ä/\\u0001\"}}");

    private static InternalGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new InternalGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.commands().clear();
        gateway.answering(new InspectPageOutcome.Recorded(HAR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET     | /debug/har/render        | 200 | ",
                "GET     | /debug/har/render?url=x  | 200 | ",
                "GET     | /debug/har/render/       | 200 | ",
                "GET     | /debug/har/render/x/y    | 200 | ",
                "GET     | //debug/./har/render     | 200 | ",
                "GET     | /debug/h%61r/render      | 200 | ",
                "POST    | /debug/har/render        | 405 | method not allowed",
                "OPTIONS | /debug/har/render        | 405 | method not allowed",
                "DELETE  | /debug/har/render/x      | 405 | method not allowed",
                "BREW    | /debug/har/render        | 405 | method not allowed",
                "GET     | /debug/har/renderer      | 404 | not found",
                "GET     | /debug/har               | 404 | not found",
                "GET     | /debug/har/1/abc         | 404 | not found",
                "GET     | /                        | 404 | not found",
                "POST    | /nowhere                 | 404 | not found",
                "GET     | /render                  | 404 | not found",
                "GET     | /health                  | 404 | not found",
                "GET     | /metrics                 | 404 | not found",
            })
    void each_path_has_its_answer_once_the_key_is_right(String method, String target, int status, String message) {
        RawClient.Answer answer = ask(method, target, InternalGateway.KEY);
        assertAll(
                () -> assertEquals(status, answer.status()),
                () -> assertEquals(message == null ? HAR.json() : failure(message), answer.body()),
                () -> assertEquals("application/json", answer.header("Content-Type")),
                () -> assertEquals("EdgeGateway-Internal", answer.header("Server")),
                () -> assertTrue(answer.header("Date").endsWith(" GMT"), answer::toString),
                () -> assertEquals(status == 405 ? "GET" : "", answer.header("Allow")),
                () -> assertEquals(status == 200 ? 1 : 0, gateway.commands().size(), "whether the page was inspected"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/debug/har/render?url=x",
                "/debug/har/render",
                "/internal/cache/push",
                "/nowhere",
                "/",
                "/render"
            })
    void without_the_key_nothing_can_be_learnt_of_any_path(String target) {
        String key = InternalGateway.KEY;
        for (String wrong : List.of("", "x", key.substring(1), key + "x", key.toUpperCase(Locale.ROOT))) {
            for (String method : List.of("GET", "POST", "OPTIONS")) {
                RawClient.Answer answer = ask(method, target, wrong);
                assertEquals(401, answer.status());
                assertEquals(failure("unauthorized"), answer.body());
                assertEquals("application/json", answer.header("Content-Type"));
            }
        }
        try (RawClient client = new RawClient(gateway.port())) {
            assertEquals(401, client.get(target).answer().status(), "without the header");
        }
        assertEquals(List.of(), gateway.commands());
    }

    @Test
    void the_key_is_not_taken_from_another_header_nor_from_the_query() {
        try (RawClient client = new RawClient(gateway.port())) {
            String target = "/debug/har/render?X-Internal-Auth=" + InternalGateway.KEY;
            String others = "\r\nAuthorization: " + InternalGateway.KEY + "\r\nX-Render-Key: " + InternalGateway.KEY;
            client.send("GET " + target + " HTTP/1.1\r\nHost: h" + others + "\r\n\r\n");
            assertEquals(401, client.answer().status());
        }
    }

    @Test
    void a_browser_gets_its_answer_too() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(request("GET", "/debug/har/render?url=x", InternalGateway.KEY)
                    .replace("\r\n\r\n", "\r\nAccept: text/html\r\n\r\n"));
            assertEquals(200, client.answer().status());
        }
    }

    @Test
    void head_is_no_get_here_and_has_no_body() {
        try (RawClient client = new RawClient(gateway.port())) {
            RawClient.Answer answer = client.send(request("HEAD", "/debug/har/render", InternalGateway.KEY))
                    .answerToHead();
            assertEquals(405, answer.status());
            client.send(request("GET", "/nowhere", InternalGateway.KEY));
            assertEquals(404, client.answer().status(), "on the same connection");
        }
    }

    @Test
    void what_is_no_request_is_refused_before_anybody_asks_for_a_key() {
        try (RawClient client = new RawClient(gateway.port())) {
            String twoLengths = "Host: h\r\nContent-Length: 1\r\nContent-Length: 2";
            client.send("GET / HTTP/1.1\r\n" + twoLengths + "\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertEquals(400, answer.status());
            assertEquals("Error when parsing request", answer.body());
            assertEquals("EdgeGateway-Internal", answer.header("Server"));
            assertTrue(client.isClosed());
        }
    }

    @Test
    void a_body_beyond_four_mebibytes_ends_the_connection() {
        try (RawClient client = new RawClient(gateway.port())) {
            String head = request("POST", "/internal/cache/push", InternalGateway.KEY);
            RawClient.Answer answer = client.send(head.replace("\r\n\r\n", "\r\nContent-Length: 4194305\r\n\r\n"))
                    .answer();
            assertEquals(400, answer.status());
            assertEquals("Error when parsing request", answer.body());
        }
    }

    @Test
    void the_parameters_arrive_as_they_were_meant() {
        ask(
                "GET",
                "/debug/har/render?url=https%3A%2F%2Fshop.example%2Fa%3Fb%3D1%26c&timeout=1m30s&dimension=my+phone&url=2",
                InternalGateway.KEY);
        ask("GET", "/debug/har/render?dimension=", InternalGateway.KEY);
        assertEquals(
                List.of(
                        new InspectPageCommand("https://shop.example/a?b=1&c", "my phone", "1m30s"),
                        new InspectPageCommand("", "", "")),
                gateway.commands());
    }

    static Stream<Arguments> outcomes() {
        List<String> domains = List.of("a.example", "b.example");
        return Stream.of(
                Arguments.of(new InspectPageOutcome.MissingUrl(), 400, "missing_url: URL parameter is required"),
                Arguments.of(
                        new InspectPageOutcome.InvalidUrl("URL must have scheme and host"),
                        400,
                        "invalid_url: URL must have scheme and host"),
                Arguments.of(
                        new InspectPageOutcome.PrivateAddress("10.0.0.1"),
                        403,
                        "ssrf_blocked: hostname resolves to private/reserved IP address: 10.0.0.1"),
                Arguments.of(
                        new InspectPageOutcome.InvalidTimeout("timeout must be positive"),
                        400,
                        "invalid_timeout: timeout must be positive"),
                Arguments.of(
                        new InspectPageOutcome.UnknownHost("x.example", domains),
                        404,
                        "host_not_found: No host configuration for domain 'x.example'. Available: [a.example b.example]"),
                Arguments.of(
                        new InspectPageOutcome.UnknownDimension("", true, "a.example", List.of("bypass", "desktop")),
                        400,
                        "invalid_dimension: Default dimension '' not found for host 'a.example'. Available: [bypass desktop]"),
                Arguments.of(
                        new InspectPageOutcome.UnknownDimension("tv", false, "a.example", List.of("bypass")),
                        400,
                        "invalid_dimension: Dimension 'tv' not found for host 'a.example'. Available: [bypass]"),
                Arguments.of(
                        new InspectPageOutcome.AnsweredByRule(Action.BLOCK, 403),
                        403,
                        "url_blocked: URL matched block rule"),
                Arguments.of(
                        new InspectPageOutcome.AnsweredByRule(Action.STATUS_403, 403),
                        403,
                        "url_blocked: URL matched block rule"),
                Arguments.of(
                        new InspectPageOutcome.AnsweredByRule(Action.STATUS_404, 404),
                        404,
                        "url_status: URL matched status_404 rule"),
                Arguments.of(
                        new InspectPageOutcome.AnsweredByRule(Action.STATUS_410, 410),
                        410,
                        "url_status: URL matched status_410 rule"),
                Arguments.of(
                        new InspectPageOutcome.AnsweredByRule(Action.STATUS, 451),
                        451,
                        "url_status: URL matched status rule (code 451)"),
                Arguments.of(
                        new InspectPageOutcome.AnsweredByRule(Action.STATUS, 301),
                        301,
                        "url_status: URL matched status rule (code 301)"),
                Arguments.of(
                        new InspectPageOutcome.BypassedByRule(),
                        400,
                        "url_bypass: Bypass rules not supported in debug endpoint"),
                Arguments.of(
                        new InspectPageOutcome.NoTab(Duration.ofSeconds(10)),
                        503,
                        "no_tabs_available: No render tabs available after 10s timeout"),
                Arguments.of(
                        new InspectPageOutcome.RenderFailed("Rendering failed: net::ERR_X \"y\"", null),
                        502,
                        "render_failed: Rendering failed: net::ERR_X \\\"y\\\""));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void each_failure_has_its_status_and_words(InspectPageOutcome outcome, int status, String message) {
        gateway.answering(outcome);
        RawClient.Answer answer = ask("GET", "/debug/har/render?url=x", InternalGateway.KEY);
        assertEquals(status, answer.status());
        assertEquals(failure(message), answer.body());
        assertEquals("application/json", answer.header("Content-Type"));
    }

    @Test
    void a_failed_render_hands_out_what_was_recorded() {
        gateway.answering(new InspectPageOutcome.RenderFailed("it broke", HAR));
        assertEquals(
                "{\"success\":false,\"message\":\"render_failed: it broke\",\"data\":" + HAR.json() + "}",
                ask("GET", "/debug/har/render?url=x", InternalGateway.KEY).body());
    }

    @Test
    void a_service_that_records_nothing_leaves_the_answer_empty() {
        gateway.answering(new InspectPageOutcome.NotRecorded());
        RawClient.Answer answer = ask("GET", "/debug/har/render?url=x", InternalGateway.KEY);
        assertEquals(200, answer.status());
        assertEquals("", answer.body());
        assertEquals("0", answer.header("Content-Length"));
        assertEquals("application/json", answer.header("Content-Type"));
    }

    private static RawClient.Answer ask(String method, String target, String key) {
        try (RawClient client = new RawClient(gateway.port())) {
            return client.send(request(method, target, key)).answer();
        }
    }

    private static String request(String method, String target, String key) {
        return method + " " + target + " HTTP/1.1\r\nHost: gateway\r\nx-internal-auth: " + key + "\r\n\r\n";
    }

    private static String failure(String message) {
        return "{\"success\":false,\"message\":\"" + message + "\"}";
    }
}
