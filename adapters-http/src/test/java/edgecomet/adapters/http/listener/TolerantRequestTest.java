package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are unusual and in order: answered, and so is what follows them on the connection. */
class TolerantRequestTest {

    private static final String HOST = "Host: h\r\n";
    private static final String BEHIND = "GET /render?url=behind HTTP/1.1\r\nHost: h\r\n\r\n";

    private static PublicGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PublicGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    record Sample(String name, String bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Sample get(String name, String rest) {
        return new Sample(name, "GET /render?url=x HTTP/1.1\r\n" + HOST + rest);
    }

    static Stream<Sample> unusual() {
        String inside = "GET /render?url=inside HTTP/1.1\r\nHost: h\r\n\r\n";
        return Stream.of(
                get("a body", "Content-Length: 5\r\n\r\nhello"),
                get("an empty body", "Content-Length: 0\r\n\r\n"),
                get("a length with zeros in front", "Content-Length: 0005\r\n\r\nhello"),
                get("a body that looks like a request", "Content-Length: " + inside.length() + "\r\n\r\n" + inside),
                get("a large body", "Content-Length: 4000000\r\n\r\n" + "x".repeat(4_000_000)),
                get("chunks", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
                get("chunks in capitals", "Transfer-Encoding: CHUNKED\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
                get("chunk extensions", "Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0;c\r\n\r\n"),
                get("sizes with zeros in front", "Transfer-Encoding: chunked\r\n\r\n0005\r\nhello\r\n00\r\n\r\n"),
                get("trailers", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-T: v\r\n\r\n"),
                get("a compressed body", "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
                new Sample("empty lines in front", "\r\n\r\nGET /render?url=x HTTP/1.1\r\n" + HOST + "\r\n"),
                get(
                        "an upgrade to h2c",
                        "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n"),
                get("an upgrade to websocket", """
                        Connection: Upgrade\r
                        Upgrade: websocket\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                        \r
                        """),
                get("a large header", "X-A: " + "x".repeat(60_000) + "\r\n\r\n"),
                get("many headers", "a: b\r\n".repeat(200) + "\r\n"),
                get("headers without values", "X-A:\r\nX-B: \r\n\r\n"),
                get("bytes beyond ASCII in a value", "X-A: \u00c3\u00a9\u00ff\r\n\r\n"),
                get("a range and conditions", "Range: bytes=0-1\r\nIf-None-Match: *\r\n\r\n"),
                new Sample("a host with a port", "GET /render?url=x HTTP/1.1\r\nHost: h.example:8080\r\n\r\n"),
                new Sample("an IPv6 host", "GET /render?url=x HTTP/1.1\r\nHost: [::1]:80\r\n\r\n"),
                new Sample("an empty host", "GET /render?url=x HTTP/1.1\r\nHost:\r\n\r\n"),
                new Sample("HTTP/1.0 that stays", "GET /render?url=x HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"),
                new Sample(
                        "a long target", "GET /render?url=x&" + "y".repeat(15_000) + " HTTP/1.1\r\n" + HOST + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void an_unusual_request_is_answered_and_so_is_the_next(Sample sample) {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(sample.bytes() + BEHIND);
            assertEquals("Invalid URL: x", client.answer().body());
            assertEquals("Invalid URL: behind", client.answer().body());
        }
    }

    /** However the network cuts a request, it is the same request. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void a_request_may_come_in_pieces(int size) {
        String text = "POST /health HTTP/1.1\r\nHost: h\r\nX-A: b\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nX-T: v\r\n\r\n" + BEHIND;
        try (RawClient client = new RawClient(gateway.port())) {
            for (int from = 0; from < text.length(); from += size) {
                client.send(text.substring(from, Math.min(text.length(), from + size)));
            }
            assertEquals("OK", client.answer().body());
            assertEquals("Invalid URL: behind", client.answer().body());
        }
    }

    @Test
    void a_client_that_waits_for_a_word_before_its_body_gets_it() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /render?url=x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
            assertEquals(100, client.answer().status());
            client.send("hello" + BEHIND);
            assertEquals("Invalid URL: x", client.answer().body());
            assertEquals("Invalid URL: behind", client.answer().body());
        }
    }

    @Test
    void a_client_that_announces_too_large_a_body_is_not_told_to_send_it() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /health HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");
            assertEquals(400, client.answer().status());
        }
    }

    @Test
    void an_old_client_expects_nothing() {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /health HTTP/1.0\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(200, client.answer().status());
        }
    }
}
