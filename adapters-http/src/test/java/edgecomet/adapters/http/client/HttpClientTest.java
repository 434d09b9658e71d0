package edgecomet.adapters.http.client;

import static edgecomet.adapters.http.client.ClientFixture.client;
import static edgecomet.adapters.http.client.ClientFixture.failure;
import static edgecomet.adapters.http.client.ClientFixture.get;
import static edgecomet.adapters.http.client.ClientFixture.response;
import static edgecomet.adapters.http.client.ClientFixture.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.domain.header.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpClientTest {

    /** {@code "<p>Grüße</p>".repeat(500)}, as Node.js compresses it. */
    private static final String IN_BROTLI = "G1cb+B0H7r5OQ/sx4ajmKYMblj6fvPlyJBcPxgMQTACQ/hMB";

    /** A million zeros. */
    private static final String ZEROS_IN_BROTLI = "Wz9Cj38CIB4LBPJzHgA=";

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final Duration BRIEF = Duration.ofMillis(300);

    private final HttpClient client = client(ClientLimits.DEFAULT);

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void sends_a_request_as_it_is_and_returns_the_answer() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 418 Teapot\r\nX-One: a\r\nx-one: b\r\nContent-Length: 5\r\n\r\nhello")) {
            Headers headers = Headers.builder()
                    .add("X-Sent", "yes")
                    .add("Accept-Encoding", "br")
                    .add("Host", "elsewhere.example")
                    .add("Connection", "X-Hop")
                    .add("X-Hop", "1")
                    .build();
            ClientAnswer answer = client.exchange(ClientRequest.get(
                    new Endpoint("127.0.0.1", server.port(), false),
                    "/a%2Fb/../c//?q=%zz&'",
                    headers,
                    ClientFixture.PATIENT));

            assertEquals(418, response(answer).status());
            assertEquals(List.of("a", "b"), response(answer).headers().all("X-One"));
            assertEquals("hello", text(answer));
            assertEquals(
                    "GET /a%2Fb/../c//?q=%zz&' HTTP/1.1\r\nhost: 127.0.0.1:" + server.port()
                            + "\r\nX-Sent: yes\r\naccept-encoding: gzip\r\n\r\n",
                    server.heads().getFirst());
        }
    }

    @Test
    void posts_a_body() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            String body = new String(peer.readBody(4), StandardCharsets.UTF_8);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
        })) {
            ClientAnswer answer = client.exchange(ClientRequest.post(
                    new Endpoint("127.0.0.1", server.port(), false),
                    "/render",
                    Headers.EMPTY,
                    "ping".getBytes(StandardCharsets.UTF_8),
                    ClientFixture.PATIENT));
            assertEquals("ping", text(answer));
            assertTrue(server.heads().getFirst().contains("content-length: 4\r\n"));
        }
    }

    @Test
    void keeps_a_connection_for_the_next_request() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            for (int i = 0; i < 5; i++) {
                assertEquals("hello", text(client.exchange(get(server))));
            }
            assertEquals(1, server.connections());
            assertEquals(5, server.heads().size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil",
            })
    void does_not_reuse_a_connection_after(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals(2, server.connections());
        }
    }

    @Test
    void sends_once_more_when_a_kept_connection_was_closed_before_the_first_byte() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write(OK);
            if (number == 1) {
                peer.readHead();
                return;
            }
            peer.awaitClose();
        })) {
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals(2, server.connections());
            assertEquals(3, server.heads().size());
        }
    }

    @Test
    void does_not_send_again_when_the_answer_had_begun() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write(OK);
            peer.readHead();
            peer.write("H");
        })) {
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals(
                    Kind.CONNECTION_LOST, failure(client.exchange(get(server))).kind());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void does_not_send_again_when_the_connection_was_new() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> peer.readHead())) {
            assertEquals(
                    Kind.CONNECTION_LOST, failure(client.exchange(get(server))).kind());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void does_not_send_a_third_time() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            if (number == 1) {
                peer.write(OK);
                peer.readHead();
            }
        })) {
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals(
                    Kind.CONNECTION_LOST, failure(client.exchange(get(server))).kind());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void reports_a_reset() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
            peer.reset();
        })) {
            assertEquals(
                    Kind.CONNECTION_LOST, failure(client.exchange(get(server))).kind());
        }
    }

    @Test
    void reports_a_port_where_nobody_listens() throws IOException {
        ScriptedServer server = ScriptedServer.answering(OK);
        server.close();
        assertEquals(Kind.UNREACHABLE, failure(client.exchange(get(server))).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
                "HTTP/1.1 200 OK\r\n\r\nno end in sight",
                "HTTP/1.1 100 Continue\r\n\r\n",
            })
    void gives_up_at_the_limit_when_the_answer_stops_after(String beginning) throws IOException {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write(beginning);
            peer.awaitClose();
            hungUp.countDown();
        })) {
            assertEquals(
                    Kind.TIMEOUT, failure(client.exchange(get(server, BRIEF))).kind());
            assertTrue(await(hungUp), "the connection is closed");
        }
    }

    @Test
    void gives_up_at_the_limit_when_the_body_drips() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (!over.await(5, TimeUnit.MILLISECONDS)) {
                peer.write("x");
            }
        })) {
            assertEquals(
                    Kind.TIMEOUT, failure(client.exchange(get(server, BRIEF))).kind());
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX\0Y: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
            })
    void refuses_what_is_no_answer(String answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(answer)) {
            assertEquals(Kind.MALFORMED, failure(client.exchange(get(server))).kind());
        }
    }

    @Test
    void takes_headers_of_nearly_64_KiB() throws IOException {
        String large = "x".repeat(7 * 1024);
        StringBuilder answer = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
        for (int i = 0; i < 9; i++) {
            answer.append("X-Large-").append(i).append(": ").append(large).append("\r\n");
        }
        try (ScriptedServer server = ScriptedServer.answering(answer + "\r\n")) {
            ClientAnswer received = client.exchange(get(server));
            assertEquals(Optional.of(large), response(received).headers().first("X-Large-8"));
        }
    }

    @Test
    void refuses_headers_beyond_64_KiB() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.answering("HTTP/1.1 200 OK\r\nX-Large: " + "x".repeat(70_000) + "\r\n\r\n")) {
            assertEquals(
                    Kind.HEADERS_TOO_LARGE,
                    failure(client.exchange(get(server))).kind());
        }
    }

    @Test
    void joins_chunks() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "2;ext=1\r\nhe\r\n3\r\nllo\r\n0\r\nX-Trailer: t\r\n\r\n")) {
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals("hello", text(client.exchange(get(server))));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void takes_a_body_that_ends_with_the_connection() throws IOException {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\n\r\nhello");
        })) {
            assertEquals("hello", text(client.exchange(get(server))));
        }
    }

    @Test
    void skips_interim_answers() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK)) {
            ClientAnswer answer = client.exchange(get(server));
            assertEquals(200, response(answer).status());
            assertEquals(Optional.empty(), response(answer).headers().first("Link"));
            assertEquals("hello", text(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void passes_redirects_on(int status) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 " + status + " Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")) {
            ClientAnswer.Response answer = response(client.exchange(get(server)));
            assertEquals(status, answer.status());
            assertEquals(Optional.of("http://127.0.0.1:1/"), answer.headers().first("Location"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void takes_answers_that_have_no_body(int status) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 " + status + " None\r\nETag: x\r\n\r\n")) {
            assertEquals(status, response(client.exchange(get(server))).status());
            assertEquals(status, response(client.exchange(get(server))).status());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void removes_the_headers_of_the_connection() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(
                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\n",
                "Connection: keep-alive, X-Private\r\nX-Private: 1\r\nX-Public: 2\r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(
                    Headers.builder()
                            .add("X-Public", "2")
                            .add("Content-Length", "0")
                            .build(),
                    response(client.exchange(get(server))).headers());
        }
    }

    @Test
    void decodes_gzip_both_kinds_of_deflate_and_brotli() throws IOException {
        byte[] plain = "<p>Grüße</p>".repeat(500).getBytes(StandardCharsets.UTF_8);
        assertDecoded("br", Base64.getDecoder().decode(IN_BROTLI), plain);
        assertDecoded("br, gzip", gzip(Base64.getDecoder().decode(IN_BROTLI)), plain);
        assertDecoded("gzip", gzip(plain), plain);
        assertDecoded("x-gzip", gzip(plain), plain);
        assertDecoded("identity, GZIP", gzip(plain), plain);
        assertDecoded("gzip, gzip", gzip(gzip(plain)), plain);
        assertDecoded("deflate", deflate(plain, false), plain);
        assertDecoded("deflate", deflate(plain, true), plain);
    }

    private void assertDecoded(String coding, byte[] body, byte[] expected) throws IOException {
        try (ScriptedServer server = coded(coding, body)) {
            ClientAnswer.Response answer = response(client.exchange(get(server)));
            assertArrayEquals(expected, answer.body(), coding);
            assertEquals(Headers.EMPTY, answer.headers());
        }
    }

    @Test
    void notices_a_stream_that_is_cut_or_no_stream_of_its_kind() throws IOException {
        assertUndecodable("gzip", half(gzip("hello ".repeat(1000).getBytes(StandardCharsets.UTF_8))));
        assertUndecodable("br", half(Base64.getDecoder().decode(IN_BROTLI)));
        assertUndecodable("br", "<p>not Brotli at all</p>".getBytes(StandardCharsets.UTF_8));
    }

    private void assertUndecodable(String coding, byte[] body) throws IOException {
        try (ScriptedServer server = coded(coding, body)) {
            assertEquals(Kind.MALFORMED, failure(client.exchange(get(server))).kind(), coding);
        }
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    @Test
    void refuses_a_body_that_is_too_large_by_its_header_by_its_bytes_or_when_unpacked() throws IOException {
        byte[] bomb = gzip(new byte[1_000_000]);
        try (HttpClient small = client(ClientLimits.DEFAULT.withBodyBytes(10_000));
                ScriptedServer announced =
                        ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n");
                ScriptedServer sent = ScriptedServer.answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(10_001));
                ScriptedServer packed = coded("gzip", bomb);
                ScriptedServer tiny = coded("br", Base64.getDecoder().decode(ZEROS_IN_BROTLI));
                ScriptedServer exact = ScriptedServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n" + "x".repeat(10_000))) {
            assertEquals(
                    Kind.BODY_TOO_LARGE, failure(small.exchange(get(announced))).kind());
            assertEquals(Kind.BODY_TOO_LARGE, failure(small.exchange(get(sent))).kind());
            assertEquals(
                    Kind.BODY_TOO_LARGE, failure(small.exchange(get(packed))).kind());
            assertEquals(Kind.BODY_TOO_LARGE, failure(small.exchange(get(tiny))).kind());
            assertEquals(10_000, response(small.exchange(get(exact))).body().length);
        }
    }

    @Test
    void fails_at_once_when_all_connections_to_an_endpoint_are_in_use() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (HttpClient narrow = client(ClientLimits.DEFAULT.withConnections(1, 10));
                ScriptedServer server = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    busy.countDown();
                    release.await();
                    peer.write(OK);
                    peer.readHead();
                    peer.write(OK);
                })) {
            Thread first = Thread.ofVirtual().start(() -> narrow.exchange(get(server)));
            assertTrue(await(busy));
            assertEquals(Kind.EXHAUSTED, failure(narrow.exchange(get(server))).kind());
            release.countDown();
            first.join();
            assertEquals("hello", text(narrow.exchange(get(server))));
        }
    }

    /** With room for one connection only, one that was not given back would block all that follow. */
    @Test
    void a_failure_takes_no_connection_away() throws IOException {
        ScriptedServer gone = ScriptedServer.answering(OK);
        gone.close();
        try (HttpClient narrow = client(ClientLimits.DEFAULT.withConnections(1, 1));
                ScriptedServer silent = ScriptedServer.start((peer, number) -> peer.awaitClose());
                ScriptedServer hasty = ScriptedServer.start((peer, number) -> peer.readHead());
                ScriptedServer wrong = ScriptedServer.answering("nonsense\r\n\r\n");
                ScriptedServer closing =
                        ScriptedServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                ScriptedServer good = ScriptedServer.answering(OK)) {
            for (int round = 0; round < 3; round++) {
                assertEquals(
                        Kind.TIMEOUT,
                        failure(narrow.exchange(get(silent, BRIEF))).kind());
                assertEquals(
                        Kind.UNREACHABLE, failure(narrow.exchange(get(gone))).kind());
                assertEquals(
                        Kind.CONNECTION_LOST,
                        failure(narrow.exchange(get(hasty))).kind());
                assertEquals(
                        Kind.MALFORMED, failure(narrow.exchange(get(wrong))).kind());
                assertEquals(200, response(narrow.exchange(get(closing))).status());
                assertEquals("hello", text(narrow.exchange(get(good))));
            }
        }
    }

    @Test
    void closes_an_idle_connection_to_make_room_for_another_endpoint() throws IOException {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (HttpClient narrow = client(ClientLimits.DEFAULT.withConnections(1, 1));
                ScriptedServer first = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    peer.write(OK);
                    peer.awaitClose();
                    hungUp.countDown();
                });
                ScriptedServer second = ScriptedServer.answering(OK)) {
            assertEquals("hello", text(narrow.exchange(get(first))));
            assertEquals("hello", text(narrow.exchange(get(second))));
            assertTrue(await(hungUp));
        }
    }

    @Test
    void closes_a_connection_that_is_not_used() throws IOException {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (HttpClient hasty = client(ClientLimits.DEFAULT.withIdle(Duration.ofMillis(50)));
                ScriptedServer server = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    peer.write(OK);
                    peer.awaitClose();
                    hungUp.countDown();
                })) {
            assertEquals("hello", text(hasty.exchange(get(server))));
            assertTrue(await(hungUp));
        }
    }

    @Test
    void stops_waiting_when_the_thread_is_interrupted() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
            peer.readHead();
            asked.countDown();
            peer.awaitClose();
            hungUp.countDown();
        })) {
            Thread caller = Thread.ofVirtual().start(() -> client.exchange(get(server)));
            assertTrue(await(asked));
            caller.interrupt();
            caller.join();
            assertTrue(await(hungUp), "the connection is closed");
        }
    }

    @Test
    void reaches_an_IPv6_address() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(InetAddress.ofLiteral("::1"), (peer, number) -> {
            peer.readHead();
            peer.write(OK);
        })) {
            ClientAnswer answer = client.exchange(ClientRequest.get(
                    new Endpoint("::1", server.port(), false), "/", Headers.EMPTY, ClientFixture.PATIENT));
            assertEquals("hello", text(answer));
            assertTrue(server.heads().getFirst().contains("host: [::1]:" + server.port() + "\r\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "/\u0000"})
    void sends_nothing_that_is_not_http(String target) throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            ClientAnswer answer = client.exchange(ClientRequest.get(
                    new Endpoint("127.0.0.1", server.port(), false), target, Headers.EMPTY, ClientFixture.PATIENT));
            assertEquals(Kind.INVALID_REQUEST, failure(answer).kind());
            assertEquals(0, server.connections());
        }
    }

    @Test
    void sends_no_header_with_a_line_break() throws IOException {
        try (ScriptedServer server = ScriptedServer.answering(OK)) {
            Headers headers = Headers.builder().add("X-A", "b\r\nX-C: d").build();
            ClientAnswer answer = client.exchange(ClientRequest.get(
                    new Endpoint("127.0.0.1", server.port(), false), "/", headers, ClientFixture.PATIENT));
            assertEquals(Kind.INVALID_REQUEST, failure(answer).kind());
        }
    }

    private static ScriptedServer coded(String coding, byte[] body) throws IOException {
        return ScriptedServer.start((peer, number) -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\nContent-Length: " + body.length
                    + "\r\n\r\n");
            peer.write(body);
            peer.awaitClose();
        });
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] plain, boolean bare) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, new Deflater(9, bare))) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
