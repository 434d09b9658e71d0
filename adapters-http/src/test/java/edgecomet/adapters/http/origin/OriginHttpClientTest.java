package edgecomet.adapters.http.origin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.client.ClientFixture;
import edgecomet.adapters.http.client.ClientLimits;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.adapters.http.client.ScriptedServer;
import edgecomet.adapters.http.client.TrustedAuthorities;
import edgecomet.application.port.Origin.Answer;
import edgecomet.application.port.Origin.Request;
import edgecomet.domain.header.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OriginHttpClientTest {

    private final HttpClient http = ClientFixture.client(ClientLimits.DEFAULT);
    private final OriginHttpClient origin = new OriginHttpClient(http, "eg-1");

    @AfterEach
    void closeClient() {
        http.close();
    }

    @Test
    void sends_the_configured_agent_the_safe_headers_and_its_mark() throws IOException {
        try (ScriptedServer site = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Headers client = Headers.builder()
                    .add("User-Agent", "Googlebot")
                    .add("Accept-Language", "de")
                    .add("Accept-Language", "en")
                    .add("Authorization", "Bearer x")
                    .add("Accept-Encoding", "zstd")
                    .build();
            origin.fetch(new Request(
                    "http://u:p@127.0.0.1:" + site.port() + "/a%2Fb/?q=1", "Bypass/1", client, ClientFixture.PATIENT));
            assertEquals(
                    "GET /a%2Fb/?q=1 HTTP/1.1\r\nhost: 127.0.0.1:" + site.port()
                            + "\r\nAccept-Language: de\r\nAccept-Language: en\r\nUser-Agent: Bypass/1"
                            + "\r\nX-Edge-Render: eg-1\r\nAuthorization: Basic dTpw\r\naccept-encoding: gzip\r\n\r\n",
                    site.heads().getFirst());
        }
    }

    @Test
    void returns_what_a_common_server_answers() throws IOException {
        byte[] page = "<h1>Grüße</h1>".getBytes(StandardCharsets.UTF_8);
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().add("Set-Cookie", "a=1");
            exchange.getResponseHeaders().add("Set-Cookie", "b=2");
            exchange.sendResponseHeaders(404, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        site.start();
        try {
            Answer.Response answer =
                    response(fetch("http://localhost:" + site.getAddress().getPort() + "/x"));
            assertEquals(404, answer.statusCode());
            assertArrayEquals(page, answer.body());
            assertEquals(List.of("a=1", "b=2"), answer.headers().all("Set-Cookie"));
        } finally {
            site.stop(0);
        }
    }

    @Test
    void adds_no_content_type() throws IOException {
        try (ScriptedServer site = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            Answer.Response answer = response(fetch("http://127.0.0.1:" + site.port() + "/"));
            assertEquals(Optional.empty(), answer.headers().first("Content-Type"));
        }
    }

    @Test
    void passes_a_redirect_on() throws IOException {
        try (ScriptedServer site = ScriptedServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0\r\n\r\n")) {
            Answer.Response answer = response(fetch("http://127.0.0.1:" + site.port() + "/"));
            assertEquals(302, answer.statusCode());
            assertEquals(
                    Optional.of("http://169.254.169.254/"), answer.headers().first("Location"));
        }
    }

    @Test
    void an_origin_that_does_not_answer_in_time_is_unreachable() throws IOException {
        try (ScriptedServer site = ScriptedServer.start((peer, number) -> peer.awaitClose())) {
            Request request = new Request(
                    "http://127.0.0.1:" + site.port() + "/", "Bypass/1", Headers.EMPTY, Duration.ofMillis(200));
            assertInstanceOf(Answer.Unreachable.class, origin.fetch(request));
        }
    }

    @Test
    void what_is_no_url_is_unreachable() {
        assertInstanceOf(Answer.Unreachable.class, fetch("//shop.example/"));
    }

    @Test
    void protection_keeps_it_from_the_machine_itself() throws IOException {
        AddressResolver local = name -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        try (ScriptedServer site = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                HttpClient guarded = new HttpClient(
                        ClientFixture.EVENT_LOOPS,
                        ClientLimits.DEFAULT,
                        AddressPolicy.PUBLIC_ONLY,
                        local,
                        TrustedAuthorities.ofSystem())) {
            OriginHttpClient protectedOrigin = new OriginHttpClient(guarded, "eg-1");
            for (String host : List.of("127.0.0.1", "localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]", "１２７.0.0.1")) {
                Answer answer = protectedOrigin.fetch(new Request(
                        "http://" + host + ":" + site.port() + "/", "Bypass/1", Headers.EMPTY, ClientFixture.PATIENT));
                Answer.Unreachable refused = assertInstanceOf(Answer.Unreachable.class, answer, host);
                assertTrue(refused.reason().startsWith("SSRF protection for "), refused.reason());
            }
            assertEquals(0, site.connections());
        }
    }

    /** The first address refuses the connection; the second one is the site. */
    @Test
    void tries_every_address() throws IOException {
        AddressResolver both = name -> List.of(InetAddress.ofLiteral("::1"), InetAddress.ofLiteral("127.0.0.1"));
        try (ScriptedServer site = ScriptedServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                HttpClient dual = new HttpClient(
                        ClientFixture.EVENT_LOOPS,
                        ClientLimits.DEFAULT,
                        AddressPolicy.ANY,
                        both,
                        TrustedAuthorities.ofSystem())) {
            Answer answer = new OriginHttpClient(dual, "eg-1")
                    .fetch(new Request(
                            "http://dual.example:" + site.port() + "/", "B", Headers.EMPTY, ClientFixture.PATIENT));
            assertEquals(200, response(answer).statusCode());
            assertTrue(site.heads().getFirst().contains("host: dual.example:" + site.port() + "\r\n"));
        }
    }

    @Test
    void many_requests_at_once_get_their_own_answers() throws Exception {
        try (ScriptedServer site = ScriptedServer.start((peer, number) -> {
            String head = peer.readHead();
            while (!head.isEmpty()) {
                String path = head.substring(4, head.indexOf(' ', 4));
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
                head = peer.readHead();
            }
        })) {
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<String>> answers = IntStream.range(0, 500)
                        .mapToObj(i -> callers.submit(() -> new String(
                                response(fetch("http://127.0.0.1:" + site.port() + "/" + i))
                                        .body(),
                                StandardCharsets.UTF_8)))
                        .toList();
                for (int i = 0; i < answers.size(); i++) {
                    assertEquals("/" + i, answers.get(i).get());
                }
            }
        }
    }

    private Answer fetch(String url) {
        return origin.fetch(new Request(url, "Bypass/1", Headers.EMPTY, ClientFixture.PATIENT));
    }

    private static Answer.Response response(Answer answer) {
        return assertInstanceOf(Answer.Response.class, answer, answer::toString);
    }
}
