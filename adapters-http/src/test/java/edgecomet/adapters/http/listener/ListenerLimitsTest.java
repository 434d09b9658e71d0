package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.serve.PageAnswer;
import edgecomet.application.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that are slow, silent, or many. */
class ListenerLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = PublicGateway.LONG;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silence                 | ''                                                            | 408 | Request timeout",
                "half a request line     | 'GET /hea'                                                    | 400 | Error when parsing request",
                "half a head             | 'GET /health HTTP/1.1~Host: h~'                               | 400 | Error when parsing request",
                "half a body             | 'GET /health HTTP/1.1~Host: h~Content-Length: 9~~abc'         | 408 | Request timeout",
                "half a chunk            | 'GET /health HTTP/1.1~Host: h~Transfer-Encoding: chunked~~9~a' | 408 | Request timeout",
            })
    void a_request_that_does_not_arrive_in_time_is_given_up(String name, String sent, int status, String text) {
        try (PublicGateway gateway = PublicGateway.with(PublicGateway.limits(10, SHORT, LONG))
                        .start();
                RawClient client = new RawClient(gateway.port())) {
            RawClient.Answer answer = client.send(sent.replace("~", "\r\n")).answer();
            assertEquals(status, answer.status());
            assertEquals(text, answer.body());
            assertEquals("close", answer.header("Connection"));
            assertEquals("EdgeGateway/1.0", answer.header("Server"));
            assertFalse(answer.header("Date").isEmpty());
            assertTrue(client.isClosed());
        }
    }

    /** One byte now and then keeps nothing open: the time is that of the whole request. */
    @Test
    void a_client_that_drips_is_given_up_like_a_silent_one() {
        try (PublicGateway gateway = PublicGateway.with(PublicGateway.limits(10, SHORT, LONG))
                        .start();
                RawClient client = new RawClient(gateway.port())) {
            client.send("GET /health HTTP/1.1\r\nHost: h\r\n");
            Eventually.eventually("the drip ends", () -> {
                client.send("X-A: b\r\n");
                return client.hasAnswer();
            });
            assertEquals(400, client.answer().status());
        }
    }

    @Test
    void a_connection_without_a_next_request_is_closed_in_silence() {
        try (PublicGateway gateway = PublicGateway.with(PublicGateway.limits(10, LONG, SHORT))
                        .start();
                RawClient client = new RawClient(gateway.port())) {
            assertEquals("OK", client.get("/health").answer().body());
            assertTrue(client.isClosed());
        }
    }

    @Test
    void a_gateway_at_work_is_not_a_silent_client() throws InterruptedException {
        try (PublicGateway gateway = PublicGateway.with(PublicGateway.limits(10, SHORT, SHORT))
                        .writeTimeout(SHORT)
                        .start();
                RawClient client = new RawClient(gateway.port());
                RawClient bystander = new RawClient(gateway.port())) {
            CountDownLatch hold = new CountDownLatch(1);
            gateway.hold(hold);
            client.get("/render?url=slow");
            assertEquals(408, bystander.answer().status(), "all limits have passed since");
            hold.countDown();
            assertEquals("Invalid URL: slow", client.answer().body());
        }
    }

    @Test
    void a_client_that_does_not_read_its_answer_is_given_up() throws IOException {
        try (PublicGateway gateway = PublicGateway.with(PublicGateway.limits(10, LONG, LONG))
                        .writeTimeout(SHORT)
                        .start();
                Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), gateway.port())) {
            String large = "x".repeat(20_000_000);
            gateway.answersWith(target -> new PageAnswer.Refusal.InvalidUrl(large));
            socket.setReceiveBufferSize(4096);
            socket.getOutputStream()
                    .write("GET /render?url=x HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Eventually.eventually("the gateway has closed", () -> !writable(socket));
            assertTrue(readToEnd(socket) < large.length());
        }
    }

    @Test
    void the_longest_waiting_connections_make_room_for_new_ones() {
        try (PublicGateway gateway =
                PublicGateway.with(PublicGateway.limits(20, LONG, LONG)).start()) {
            List<RawClient> crowd = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                RawClient client = new RawClient(gateway.port());
                crowd.add(client.send(i % 2 == 0 ? "" : "GET /health HTTP/1.1\r\nX-Slow: "));
            }
            try (RawClient newcomer = new RawClient(gateway.port())) {
                assertEquals("OK", newcomer.get("/health").answer().body());
                assertTrue(crowd.getFirst().isClosed());
                assertEquals("OK", crowd.get(58).get("/health").answer().body());
            }
            crowd.forEach(RawClient::close);
        }
    }

    @Test
    void where_every_connection_is_at_work_one_more_is_told_to_come_back() {
        try (PublicGateway gateway =
                PublicGateway.with(PublicGateway.limits(3, LONG, LONG)).start()) {
            CountDownLatch hold = new CountDownLatch(1);
            gateway.hold(hold);
            List<RawClient> busy = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                busy.add(new RawClient(gateway.port()).get("/render?url=" + i));
            }
            Eventually.eventually("all are at work", () -> gateway.asked().size() == 3);
            try (RawClient refused = new RawClient(gateway.port())) {
                RawClient.Answer answer = refused.get("/health").answer();
                assertEquals(503, answer.status());
                assertEquals("5", answer.header("Retry-After"));
                assertEquals("EdgeGateway/1.0", answer.header("Server"));
                assertTrue(refused.isClosed());
            }
            hold.countDown();
            for (int i = 0; i < 3; i++) {
                assertEquals("Invalid URL: " + i, busy.get(i).answer().body());
            }
            Eventually.eventually("there is room again", () -> {
                try (RawClient client = new RawClient(gateway.port())) {
                    return client.get("/health").answer().status() == 200;
                }
            });
            busy.forEach(RawClient::close);
        }
    }

    /** The pool has 16 MB: 400 heads of 60 KB do not fit, however their pieces interleave, and nothing else suffers. */
    @Test
    void large_heads_share_a_bounded_memory() {
        try (PublicGateway gateway = PublicGateway.start()) {
            List<RawClient> crowd = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < 400; i++) {
                crowd.add(new RawClient(gateway.port())
                        .send("GET /health HTTP/1.1\r\nHost: h\r\nX-Large: " + "x".repeat(60_000)));
            }
            try (RawClient usual = new RawClient(gateway.port())) {
                assertEquals("OK", usual.get("/health").answer().body());
            }
            for (RawClient client : crowd) {
                RawClient.Answer answer = client.send("\r\n\r\n").answer();
                refused += answer.status() == 503 ? 1 : 0;
                assertEquals(answer.status() == 503 ? "5" : "", answer.header("Retry-After"));
            }
            assertTrue(refused > 50 && refused < 400, "refused " + refused);
            crowd.forEach(RawClient::close);
            try (RawClient again = new RawClient(gateway.port())) {
                again.send("GET /health HTTP/1.1\r\nHost: h\r\nX-Large: " + "x".repeat(60_000) + "\r\n\r\n");
                assertEquals("OK", again.answer().body());
            }
        }
    }

    private static boolean writable(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int readToEnd(Socket socket) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (IOException e) {
            // A reset: what was read until then is what had been sent.
            return read.size();
        }
        return read.size();
    }
}
