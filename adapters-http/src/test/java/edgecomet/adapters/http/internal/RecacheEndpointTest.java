package edgecomet.adapters.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.listener.RawClient;
import edgecomet.application.recache.RecachePageUseCase.RecacheCommand;
import edgecomet.application.recache.RecachePageUseCase.RecacheOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cache daemon of this or the original make asks of a gateway, over a socket (spec 03 §15, 06 §6). */
class RecacheEndpointTest {

    private static final String PAGE =
            "{\"url\":\"https://shop.example/a?b=1\\u0026c\",\"host_id\":1,\"dimension_id\":2}";

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
        gateway.recached().clear();
        gateway.answering(new RecacheOutcome.Renewed());
    }

    private static RawClient.Answer post(String path, String headers, String body) {
        try (RawClient client = new RawClient(gateway.port())) {
            return client.send(request(path, headers, body)).answer();
        }
    }

    private static String request(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nX-Internal-Auth: " + InternalGateway.KEY + "\r\n" + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json\r\n",
                "Content-Type: text/plain\r\nAccept: text/html\r\n",
                "Expect: 100-continue\r\n",
                ""
            })
    void a_page_that_was_renewed_is_a_success(String headers) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(request("/internal/cache/recache", headers, PAGE));
            RawClient.Answer answer = client.answer();
            RawClient.Answer whole = answer.status() == 100 ? client.answer() : answer;
            assertEquals(200, whole.status());
            assertEquals("{\"success\":true}", whole.body());
            assertEquals("application/json", whole.header("Content-Type"));
        }
        assertEquals(List.of(new RecacheCommand("https://shop.example/a?b=1&c", 1, 2)), gateway.recached());
    }

    @Test
    void a_page_that_was_not_renewed_is_a_failure_with_its_reason() {
        gateway.answering(
                new RecacheOutcome.Failed("URL hostname \"x\" does not match any configured domain for host 1"));
        RawClient.Answer answer = post("/internal/cache/recache", "", PAGE);
        assertEquals(500, answer.status());
        assertEquals(
                "{\"success\":false,\"message\":\"URL hostname \\\"x\\\" does not match any configured domain for host 1\"}",
                answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "``                                                   | invalid request body",
                "{                                                    | invalid request body",
                "[]                                                   | invalid request body",
                "{\"url\":1,\"host_id\":1}                             | invalid request body",
                "{\"url\":\"u\",\"host_id\":\"1\"}                         | invalid request body",
                "{\"url\":\"u\",\"host_id\":1.5}                         | invalid request body",
                "{\"url\":\"u\",\"host_id\":1} more                      | invalid request body",
                "{}                                                   | missing required fields",
                "{\"url\":\"\",\"host_id\":1,\"dimension_id\":1}         | missing required fields",
                "{\"url\":\"u\",\"dimension_id\":1}                      | missing required fields",
                "{\"url\":null,\"host_id\":1}                          | missing required fields",
            })
    void what_names_no_page_is_refused(String body, String message) {
        RawClient.Answer answer = post("/internal/cache/recache", "", body);
        assertEquals(400, answer.status());
        assertEquals("{\"success\":false,\"message\":\"" + message + "\"}", answer.body());
        assertEquals(List.of(), gateway.recached());
    }

    @Test
    void names_compare_without_case_and_what_is_unknown_is_left_out() {
        post("/internal/cache/recache/", "", "{\"URL\":\"u\",\"Host_ID\":3,\"more\":{\"url\":\"x\"}}");
        assertEquals(List.of(new RecacheCommand("u", 3, 0)), gateway.recached());
    }

    @Test
    void other_methods_are_told_which_one_there_is() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /internal/cache/recache HTTP/1.1\r\nHost: h\r\nX-Internal-Auth: " + InternalGateway.KEY
                    + "\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertEquals(405, answer.status());
            assertEquals("POST", answer.header("Allow"));
        }
    }

    @Test
    void bodies_of_one_connection_are_not_mixed_up() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(request("/internal/cache/recache", "", PAGE));
            client.send(
                    "POST /internal/cache/recache HTTP/1.1\r\nHost: h\r\nX-Internal-Auth: " + InternalGateway.KEY
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"url\":\"second\",\r\nd\r\n\"host_id\":22}\r\n0\r\n\r\n");
            client.send(request("/internal/cache/recache", "", ""));
            assertEquals(200, client.answer().status());
            assertEquals(200, client.answer().status());
            assertEquals(400, client.answer().status(), "no body, and none from before");
        }
        assertEquals(
                List.of(new RecacheCommand("https://shop.example/a?b=1&c", 1, 2), new RecacheCommand("second", 22, 0)),
                gateway.recached());
    }

    @Test
    void a_body_that_is_too_large_ends_the_connection() {
        String large = "{\"url\":\"" + "x".repeat(InternalGateway.BODY_BYTES) + "\",\"host_id\":1}";
        assertEquals(400, post("/internal/cache/recache", "", large).status());
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /internal/cache/recache HTTP/1.1\r\nHost: h\r\nX-Internal-Auth: " + InternalGateway.KEY
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(large.length()) + "\r\n" + large
                    + "\r\n0\r\n\r\n");
            assertEquals(400, client.answer().status());
            assertTrue(client.isClosed());
        }
        assertEquals(List.of(), gateway.recached());
    }
}
