package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.readiness.CheckReadinessUseCase.Readiness;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path and method gets which answer (spec 02 §2, §16, §18), over a socket. */
class PublicRoutesTest {

    private static PublicGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PublicGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET     | /health              | 200 | OK",
                "GET     | /health?x=/render    | 200 | OK",
                "POST    | /health              | 200 | OK",
                "DELETE  | /health              | 200 | OK",
                "OPTIONS | /health              | 200 | OK",
                "BREW    | /health              | 200 | OK",
                "GET     | /ready               | 200 | OK - 3 render services available",
                "PUT     | /ready               | 200 | OK - 3 render services available",
                "GET     | /render?url=x        | 400 | Invalid URL: x",
                "GET     | //render?url=x       | 400 | Invalid URL: x",
                "GET     | ///render?url=x      | 400 | Invalid URL: x",
                "GET     | /./render?url=x      | 400 | Invalid URL: x",
                "GET     | /a/../render?url=x   | 400 | Invalid URL: x",
                "GET     | /%72ender?url=x      | 400 | Invalid URL: x",
                "GET     | /%2Frender?url=x     | 400 | Invalid URL: x",
                "GET     | /%2e/render?url=x    | 400 | Invalid URL: x",
                "GET     | /he%61lth            | 200 | OK",
                "POST    | /render?url=x        | 405 | Method not allowed",
                "OPTIONS | /render              | 405 | Method not allowed",
                "get     | /render?url=x        | 405 | Method not allowed",
                "TRACE   | /render              | 405 | Method not allowed",
                "CONNECT | /render              | 405 | Method not allowed",
                "GET     | /                    | 404 | Endpoint not found",
                "GET     | /render/             | 404 | Endpoint not found",
                "GET     | /Render              | 404 | Endpoint not found",
                "GET     | /render%2F           | 404 | Endpoint not found",
                "GET     | /health/             | 404 | Endpoint not found",
                "GET     | /ready/x             | 404 | Endpoint not found",
                "GET     | /render%00           | 404 | Endpoint not found",
                "GET     | /render;x=1          | 404 | Endpoint not found",
                "POST    | /no/such/path        | 404 | Endpoint not found",
                "OPTIONS | *                    | 404 | Endpoint not found",
                "GET     | /%zz                 | 404 | Endpoint not found",
                "GET     | /metrics             | 404 | Endpoint not found",
            })
    void each_path_has_its_answer(String method, String target, int status, String body) {
        try (RawClient client = new RawClient(gateway.port())) {
            RawClient.Answer answer = client.send(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n\r\n")
                    .answer();
            assertAll(
                    () -> assertEquals(status, answer.status()),
                    () -> assertEquals(body, answer.body()),
                    () -> assertEquals("text/plain", answer.header("Content-Type")),
                    () -> assertEquals("EdgeGateway/1.0", answer.header("Server")),
                    () -> assertTrue(answer.header("Date").endsWith(" GMT"), answer::toString),
                    () -> assertTrue(answer.header("X-Request-ID").matches("[0-9a-f-]{36}"), answer::toString),
                    () -> assertEquals("", answer.header("Connection")),
                    () -> assertEquals(status == 405 ? "GET, HEAD" : "", answer.header("Allow")));
            assertEquals("OK", client.get("/health").answer().body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Redis", "Coordination file"})
    void readiness_names_what_is_missing(String store) {
        try (PublicGateway alone = PublicGateway.start();
                RawClient client = new RawClient(alone.port())) {
            alone.isNow(new Readiness.NotReady(store));
            RawClient.Answer answer = client.get("/ready").answer();
            assertEquals(503, answer.status());
            assertEquals(store + " not available", answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/ready", "/nowhere", "/render?url=x"})
    void head_is_get_without_the_body(String target) {
        try (RawClient client = new RawClient(gateway.port())) {
            RawClient.Answer get = client.get(target).answer();
            RawClient.Answer head = client.send("HEAD " + target + " HTTP/1.1\r\nHost: gateway\r\n\r\n")
                    .answerToHead();
            assertEquals(get.status(), head.status());
            assertEquals(get.header("Content-Length"), head.header("Content-Length"));
            assertEquals(get.header("Content-Type"), head.header("Content-Type"));
            assertEquals(get.headers().keySet(), head.headers().keySet());
            assertEquals("OK", client.get("/health").answer().body());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my@request#123!  | [0-9a-f]{5}-myrequest123",
                "my request 123   | [0-9a-f]{5}-my-request-123",
                "---my-request--- | [0-9a-f]{5}-my-request",
                "@#$%             | [0-9a-f-]{36}",
            })
    void a_request_id_is_kept_as_far_as_it_can_be(String offered, String kept) {
        try (RawClient client = new RawClient(gateway.port())) {
            for (String target : new String[] {"/health", "/render?url=x", "/nowhere"}) {
                RawClient.Answer answer = client.send(
                                "GET " + target + " HTTP/1.1\r\nHost: h\r\nX-Request-ID: " + offered + "\r\n\r\n")
                        .answer();
                assertTrue(answer.header("X-Request-ID").matches(kept), answer::toString);
            }
        }
    }

    @Test
    void the_target_is_taken_as_it_was_sent() {
        try (RawClient client = new RawClient(gateway.port())) {
            assertEquals(
                    "Invalid URL: http://h/a|b^c`{}<>\"\\",
                    client.get("/render?url=http://h/a|b^c`{}<>\"\\").answer().body());
            assertEquals(
                    "Invalid URL: http://h/caf\u00e9",
                    client.get("/render?url=http://h/caf\u00c3\u00a9").answer().body());
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order_whoever_answers_them() throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        gateway.hold(hold);
        try (RawClient client = new RawClient(gateway.port())) {
            client.get("/render?url=one")
                    .get("/health")
                    .get("/render?url=two")
                    .get("/nowhere")
                    .get("/ready");
            hold.countDown();
            assertEquals("Invalid URL: one", client.answer().body());
            assertEquals("OK", client.answer().body());
            assertEquals("Invalid URL: two", client.answer().body());
            assertEquals("Endpoint not found", client.answer().body());
            assertEquals("OK - 3 render services available", client.answer().body());
        } finally {
            gateway.hold(new CountDownLatch(0));
        }
    }

    @Test
    void thousands_of_pipelined_requests_are_all_answered() {
        int requests = 3_000;
        String one = "GET /health HTTP/1.1\r\nHost: h\r\n\r\nGET /render?url=p HTTP/1.1\r\nHost: h\r\n\r\n";
        try (RawClient client = new RawClient(gateway.port())) {
            Thread sender = Thread.ofVirtual().start(() -> client.send(one.repeat(requests)));
            for (int i = 0; i < requests; i++) {
                assertEquals("OK", client.answer().body());
                assertEquals("Invalid URL: p", client.answer().body());
            }
            sender.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 |                        | '' ",
                "HTTP/1.1 | Connection: keep-alive | '' ",
                "HTTP/1.1 | Connection: close      | close",
                "HTTP/1.0 |                        | close",
                "HTTP/1.0 | Connection: close      | close",
                "HTTP/1.0 | Connection: keep-alive | keep-alive",
            })
    void a_connection_goes_on_as_its_client_wants(String version, String header, String answered) {
        for (String target : new String[] {"/health", "/render?url=x", "/ready"}) {
            try (RawClient client = new RawClient(gateway.port())) {
                String line = header == null ? "" : header + "\r\n";
                RawClient.Answer answer = client.send(
                                "GET " + target + " " + version + "\r\nHost: h\r\n" + line + "\r\n")
                        .answer();
                assertEquals(answered.strip(), answer.header("Connection"), target);
                if (answered.equals("close")) {
                    assertTrue(client.isClosed());
                } else {
                    assertEquals("OK", client.get("/health").answer().body());
                }
            }
        }
    }

    @Test
    void the_address_of_the_peer_reaches_the_use_case() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.get("/render?url=who").answer();
            assertTrue(gateway.commands().stream()
                    .anyMatch(command -> command.targetUrl().equals("who")
                            && command.peerAddress().equals("127.0.0.1")));
        }
    }
}
