package edgecomet.adapters.http.client;

import static edgecomet.adapters.http.client.ClientFixture.PATIENT;
import static edgecomet.adapters.http.client.ClientFixture.failure;
import static edgecomet.adapters.http.client.ClientFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.domain.header.Headers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TlsTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

    @TempDir
    static Path directory;

    private static SampleCertificate certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = SampleCertificate.make(directory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "SHOP.example", "shop.example.", "127.0.0.1"})
    void trusts_a_certificate_of_the_bundle_for_its_names(String host) throws Exception {
        try (ScriptedServer server = ScriptedServer.start(listener(null), TlsTest::converse);
                HttpClient client = client(TrustedAuthorities.ofBundle(certificate.bundle()))) {
            assertEquals("hello", text(client.exchange(get(host, server, PATIENT))));
            assertEquals("hello", text(client.exchange(get(host, server, PATIENT))));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void tells_the_server_which_name_it_wants() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(listener("shop\\.example"), TlsTest::converse);
                HttpClient client = client(TrustedAuthorities.ofBundle(certificate.bundle()))) {
            assertEquals("hello", text(client.exchange(get("shop.example.", server, PATIENT))));
        }
    }

    @Test
    void does_not_trust_a_certificate_for_another_name() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(listener(null), TlsTest::converse);
                HttpClient client = client(TrustedAuthorities.ofBundle(certificate.bundle()))) {
            assertEquals(
                    Kind.UNTRUSTED,
                    failure(client.exchange(get("other.example", server, PATIENT)))
                            .kind());
            assertEquals(List.of(), server.heads());
        }
    }

    @Test
    void does_not_trust_a_certificate_that_nobody_vouches_for() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(listener(null), TlsTest::converse);
                HttpClient client = client(TrustedAuthorities.ofSystem())) {
            assertEquals(
                    Kind.UNTRUSTED,
                    failure(client.exchange(get("shop.example", server, PATIENT)))
                            .kind());
            assertEquals(List.of(), server.heads());
        }
    }

    /** Often, for the failure may come before or after the connection is announced. */
    @RepeatedTest(50)
    void does_not_talk_to_a_server_without_encryption() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> {
                    peer.write(OK);
                    // A close over an unread hello would be a reset, which may overtake the answer.
                    peer.awaitClose();
                });
                HttpClient client = client(TrustedAuthorities.ofBundle(certificate.bundle()))) {
            assertEquals(
                    Kind.UNTRUSTED,
                    failure(client.exchange(get("shop.example", server, PATIENT)))
                            .kind());
        }
    }

    @Test
    void gives_up_a_handshake_at_the_limit() throws Exception {
        try (ScriptedServer server = ScriptedServer.start((peer, number) -> peer.awaitClose());
                HttpClient client = client(TrustedAuthorities.ofBundle(certificate.bundle()))) {
            ClientAnswer answer = client.exchange(get("shop.example", server, Duration.ofMillis(300)));
            assertEquals(Kind.TIMEOUT, failure(answer).kind());
        }
    }

    @Test
    void wants_a_bundle_with_certificates() throws IOException {
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "no certificate");
        assertThrows(IOException.class, () -> TrustedAuthorities.ofBundle(nonsense));
        assertThrows(IOException.class, () -> TrustedAuthorities.ofBundle(directory.resolve("missing.pem")));
    }

    private static void converse(ScriptedServer.Peer peer, int number) throws IOException {
        while (!peer.readHead().isEmpty()) {
            peer.write(OK);
        }
    }

    private static HttpClient client(TrustedAuthorities authorities) {
        AddressResolver local = name -> List.of(InetAddress.ofLiteral("127.0.0.1"));
        return new HttpClient(ClientFixture.EVENT_LOOPS, ClientLimits.DEFAULT, AddressPolicy.ANY, local, authorities);
    }

    private static ClientRequest get(String host, ScriptedServer server, Duration limit) {
        return ClientRequest.get(new Endpoint(host, server.port(), true), "/", Headers.EMPTY, limit);
    }

    /** A listener that, where a pattern is given, accepts only clients that ask for such a name. */
    private static ServerSocket listener(String serverName) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        if (serverName != null) {
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher(serverName)));
            listener.setSSLParameters(parameters);
        }
        return listener;
    }
}
