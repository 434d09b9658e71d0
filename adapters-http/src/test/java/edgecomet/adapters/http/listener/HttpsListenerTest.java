package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.testing.Eventually;
import edgecomet.application.tls.SampleIdentity;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The HTTPS listener, to complete clients: versions, protocols, certificates. */
class HttpsListenerTest {

    @TempDir
    static Path directory;

    private static SampleIdentity identity;
    private static PublicGateway gateway;
    private static TlsClient client;

    @BeforeAll
    static void start() throws Exception {
        identity = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "shop.example");
        gateway = PublicGateway.with(PublicGateway.limits(1_000, PublicGateway.LONG, PublicGateway.LONG))
                .tls(identity, TlsVersion.TLS_1_3)
                .start();
        client = new TlsClient(identity);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource
    void both_versions_of_http_are_spoken(HttpClient.Version version) {
        try (HttpClient http = client.http(version)) {
            for (String[] sample : new String[][] {
                {"GET", "/health", "200", "OK"},
                {"POST", "/health", "200", "OK"},
                {"GET", "/ready", "200", "OK - 3 render services available"},
                {"GET", "/render?url=x", "400", "Invalid URL: x"},
                {"GET", "//%72ender?url=caf%C3%A9", "400", "Invalid URL: café"},
                {"POST", "/render?url=x", "405", "Method not allowed"},
                {"GET", "/nowhere", "404", "Endpoint not found"},
            }) {
                HttpResponse<String> answer = TlsClient.send(
                        http,
                        TlsClient.request(gateway.tlsPort(), sample[1])
                                .method(sample[0], BodyPublishers.ofString(sample[0].equals("GET") ? "" : "body")));
                assertAll(
                        () -> assertEquals(version, answer.version()),
                        () -> assertEquals(Integer.parseInt(sample[2]), answer.statusCode()),
                        () -> assertEquals(sample[3], answer.body()),
                        () -> assertEquals("EdgeGateway/1.0", header(answer, "Server")),
                        () -> assertFalse(header(answer, "Date").isEmpty()),
                        () -> assertEquals(36, header(answer, "X-Request-ID").length()),
                        () -> assertEquals("", header(answer, "Connection")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void head_is_get_without_the_body(HttpClient.Version version) {
        try (HttpClient http = client.http(version)) {
            for (String target : new String[] {"/health", "/render?url=x", "/nowhere"}) {
                HttpResponse<String> get = TlsClient.send(http, TlsClient.request(gateway.tlsPort(), target));
                HttpResponse<String> head = TlsClient.send(
                        http, TlsClient.request(gateway.tlsPort(), target).HEAD());
                assertEquals(get.statusCode(), head.statusCode());
                assertEquals(header(get, "Content-Length"), header(head, "Content-Length"));
                assertEquals("", head.body());
            }
        }
    }

    @Test
    void requests_that_run_together_get_their_own_answers() {
        try (HttpClient http = client.http(HttpClient.Version.HTTP_2)) {
            for (int round = 0; round < 5; round++) {
                List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 90; i++) {
                    answers.add(http.sendAsync(
                            TlsClient.request(gateway.tlsPort(), "/render?url=" + i)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()));
                }
                for (int i = 0; i < answers.size(); i++) {
                    assertEquals("Invalid URL: " + i, answers.get(i).join().body());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"4194304, 200", "4194305, 400"})
    void a_body_is_read_to_the_same_limit(int size, int status) {
        try (HttpClient http = client.http(HttpClient.Version.HTTP_2)) {
            HttpResponse<String> answer = TlsClient.send(
                    http,
                    TlsClient.request(gateway.tlsPort(), "/health").POST(BodyPublishers.ofByteArray(new byte[size])));
            assertEquals(status, answer.statusCode());
        }
    }

    @Test
    void a_client_that_offers_nothing_speaks_http_1() {
        try (RawClient raw = new RawClient(client.socket(gateway.tlsPort()))) {
            assertEquals("OK", raw.get("/health").answer().body());
            assertEquals("Invalid URL: x", raw.get("/render?url=x").answer().body());
            assertEquals(400, raw.send("GET /health HTTP/1.1\r\n\r\n").answer().status());
            assertTrue(raw.isClosed());
        }
    }

    @Test
    void an_old_version_of_tls_is_refused_in_so_many_words() {
        try (SSLSocket old = client.unshaken(gateway.tlsPort(), "TLSv1.2")) {
            SSLException refusal = assertThrows(SSLException.class, old::startHandshake);
            assertTrue(refusal.getMessage().contains("protocol_version"), refusal::toString);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_old_version_is_spoken_where_the_operator_allows_it() throws IOException {
        try (PublicGateway lenient = PublicGateway.with(
                                PublicGateway.limits(10, PublicGateway.LONG, PublicGateway.LONG))
                        .tls(identity, TlsVersion.TLS_1_2)
                        .start();
                SSLSocket old = client.unshaken(lenient.tlsPort(), "TLSv1.2");
                SSLSocket current = client.unshaken(lenient.tlsPort(), "TLSv1.3");
                SSLSocket ancient = client.unshaken(lenient.tlsPort(), "TLSv1.1")) {
            assertEquals("OK", new RawClient(old).get("/health").answer().body());
            assertEquals("TLSv1.2", old.getSession().getProtocol());
            assertEquals("OK", new RawClient(current).get("/health").answer().body());
            assertEquals("TLSv1.3", current.getSession().getProtocol());
            assertThrows(SSLException.class, ancient::startHandshake);
        }
    }

    @Test
    void clear_text_on_the_port_of_tls_ends_that_connection_only() {
        try (RawClient lost = new RawClient(gateway.tlsPort())) {
            lost.get("/health");
            assertTrue(lost.next().isEmpty());
        } catch (StringIndexOutOfBoundsException | NumberFormatException e) {
            // An alert of TLS is no answer of HTTP.
            assertFalse(e.getMessage().isEmpty());
        }
        try (HttpClient http = client.http(HttpClient.Version.HTTP_2)) {
            assertEquals(
                    "OK",
                    TlsClient.send(http, TlsClient.request(gateway.tlsPort(), "/health"))
                            .body());
        }
    }

    @Test
    void the_listener_in_clear_text_stays_and_knows_no_http_2() {
        try (RawClient plain = new RawClient(gateway.port())) {
            assertEquals("OK", plain.get("/health").answer().body());
            plain.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            assertEquals(400, plain.answer().status());
        }
    }

    @Test
    void a_load_balancer_names_the_client_before_tls_begins() throws IOException {
        try (PublicGateway behind = PublicGateway.with(PublicGateway.limits(10, PublicGateway.LONG, PublicGateway.LONG))
                        .tls(identity, TlsVersion.TLS_1_3)
                        .trusting("127.0.0.1")
                        .start();
                Socket plain = TlsClient.plain(behind.tlsPort())) {
            plain.getOutputStream()
                    .write("PROXY TCP4 203.0.113.9 192.0.2.1 5000 443\r\n".getBytes(StandardCharsets.US_ASCII));
            try (RawClient raw = new RawClient(client.over(plain))) {
                assertEquals(
                        "Invalid URL: who", raw.get("/render?url=who").answer().body());
            }
            assertEquals("203.0.113.9", behind.commands().getFirst().peerAddress());
        }
    }

    @Test
    void a_new_certificate_is_for_new_connections(@TempDir Path own) throws Exception {
        SampleIdentity first = SampleIdentity.make(own, SampleIdentity.Kind.EC, "first.example");
        SampleIdentity second = SampleIdentity.make(own, SampleIdentity.Kind.RSA, "second.example");
        TlsClient both = new TlsClient(first, second);
        try (PublicGateway reloading = PublicGateway.with(
                                PublicGateway.limits(50, PublicGateway.LONG, PublicGateway.LONG))
                        .tls(first, TlsVersion.TLS_1_3)
                        .start();
                RawClient old = new RawClient(both.socket(reloading.tlsPort()))) {
            CountDownLatch hold = new CountDownLatch(1);
            assertEquals("OK", old.get("/health").answer().body());
            reloading.hold(hold);
            old.get("/render?url=during");

            // Half of a pair, as the tool that renews it writes first: nothing changes.
            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.key(), own.resolve("new.key"));
            Files.move(own.resolve("new.key"), first.key(), StandardCopyOption.ATOMIC_MOVE);
            Eventually.eventually(
                    "new connections see the new certificate",
                    () -> both.shown(reloading.tlsPort()).equals(second.x509()));

            hold.countDown();
            assertEquals("Invalid URL: during", old.answer().body());
            assertEquals("OK", old.get("/health").answer().body());
        }
    }

    @Test
    void a_certificate_that_cannot_be_used_is_said_at_the_start() throws Exception {
        Path key = Files.writeString(directory.resolve("broken.key"), "nothing");
        SampleIdentity broken = new SampleIdentity(identity.certificate(), key, null, null);
        PublicGateway.Builder builder = PublicGateway.with(
                        PublicGateway.limits(10, PublicGateway.LONG, PublicGateway.LONG))
                .tls(broken, TlsVersion.TLS_1_3);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, builder::start);
        assertEquals("NoCertificate[reason=no private key in " + key + "]", refusal.getMessage());
    }

    @Test
    void on_the_way_out_requests_end_and_connections_close() throws Exception {
        try (PublicGateway leaving = PublicGateway.with(
                                PublicGateway.limits(50, PublicGateway.LONG, PublicGateway.LONG))
                        .tls(identity, TlsVersion.TLS_1_3)
                        .start();
                HttpClient http2 = client.http(HttpClient.Version.HTTP_2);
                RawClient http1 = new RawClient(client.socket(leaving.tlsPort()));
                RawClient plain = new RawClient(leaving.port());
                RawClient idle = new RawClient(leaving.port())) {
            CountDownLatch hold = new CountDownLatch(1);
            assertEquals("OK", idle.get("/health").answer().body());
            leaving.hold(hold);
            CompletableFuture<HttpResponse<String>> stream = http2.sendAsync(
                    TlsClient.request(leaving.tlsPort(), "/render?url=h2").build(),
                    HttpResponse.BodyHandlers.ofString());
            http1.get("/render?url=h1");
            plain.get("/render?url=plain");
            Eventually.eventually("all are at work", () -> leaving.asked().size() == 3);

            CompletableFuture<?> gone = leaving.shutDown().toCompletableFuture();
            assertTrue(idle.isClosed());
            assertFalse(gone.isDone());
            hold.countDown();
            assertEquals("Invalid URL: h2", stream.join().body());
            assertEquals("Invalid URL: h1", http1.answer().body());
            assertEquals("Invalid URL: plain", plain.answer().body());
            gone.join();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
