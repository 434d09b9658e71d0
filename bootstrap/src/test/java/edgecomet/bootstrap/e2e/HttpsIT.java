package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.tls.SampleIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway with its HTTPS listener beside the one in clear text. */
class HttpsIT {

    @TempDir
    Path directory;

    private final int port = FreePorts.next();
    private final int tlsPort = FreePorts.next();
    private final Gateway gateway = new Gateway(port);
    private RedisServer redis;

    @BeforeEach
    void startRedis() {
        redis = RedisServer.start();
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void both_listeners_serve_the_same_and_a_new_certificate_needs_no_restart() throws Exception {
        SampleIdentity first = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "first.example");
        SampleIdentity second = SampleIdentity.make(directory, SampleIdentity.Kind.RSA, "second.example");
        Path file = configure("cert_file: first.example.crt, key_file: first.example.key");
        try (RunningProgram program = RunningProgram.start(directory, "edge-gateway", "-c", file.toString())
                        .untilItSays("Edge Gateway started");
                HttpClient http2 = client(HttpClient.Version.HTTP_2, first, second);
                HttpClient http1 = client(HttpClient.Version.HTTP_1_1, first, second)) {
            for (String target : List.of("/health", "/ready", "/nowhere", "//render?url=x", "/metrics")) {
                HttpResponse<String> plain = gateway.get(target);
                for (HttpClient client : List.of(http1, http2)) {
                    HttpResponse<String> secure = ask(client, target);
                    assertEquals(client.version(), secure.version());
                    assertEquals(plain.statusCode(), secure.statusCode(), target);
                    assertEquals(plain.body(), secure.body());
                    assertEquals("EdgeGateway/1.0", header(secure, "Server"));
                    assertFalse(header(secure, "X-Request-ID").isEmpty());
                }
            }

            Files.copy(second.certificate(), first.certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(second.key(), first.key(), StandardCopyOption.REPLACE_EXISTING);
            program.untilItSays("TLS certificate reloaded");
            try (HttpClient fresh = client(HttpClient.Version.HTTP_2, first, second)) {
                HttpResponse<String> answer = ask(fresh, "/health");
                X509Certificate shown =
                        (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
                assertEquals(second.x509(), shown);
            }
            assertEquals("OK", ask(http2, "/health").body(), "the old connection goes on");

            Files.writeString(first.key(), "nothing");
            program.untilItSays("The new TLS certificate cannot be used, the old one stays in use");
            assertTrue(program.says("no private key in " + first.key()), program.output());
            Eventually.eventually("new connections are still served", () -> {
                try (HttpClient fresh = client(HttpClient.Version.HTTP_2, first, second)) {
                    return ask(fresh, "/health").statusCode() == 200;
                }
            });
            assertEquals(0, program.terminate(), program::output);
        }
    }

    @Test
    void a_certificate_with_the_key_of_another_is_named_and_nothing_starts() throws Exception {
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "one.example");
        SampleIdentity.make(directory, SampleIdentity.Kind.EC, "two.example");
        assertFails(
                configure("cert_file: one.example.crt, key_file: two.example.key"),
                "failed to load TLS certificate: the private key in " + directory.resolve("two.example.key")
                        + " is not that of the certificate in " + directory.resolve("one.example.crt"));
    }

    @Test
    void a_missing_certificate_is_named_and_nothing_starts() {
        assertFails(configure("cert_file: none.crt, key_file: none.key"), "TLS cert_file not found: none.crt");
    }

    private void assertFails(Path file, String says) {
        try (RunningProgram started = RunningProgram.start(directory, "edge-gateway", "-c", file.toString())) {
            assertEquals(1, started.exitCode(), started::output);
            assertTrue(started.says(says), started.output());
        }
    }

    private Path configure(String files) {
        ConfigurationFiles.write(directory.resolve("hosts.d/site.yaml"), """
                hosts:
                  - {id: 7, domain: localhost, render_key: "%s", enabled: true, render: {timeout: 10s}}
                """.formatted(Gateway.KEY));
        return ConfigurationFiles.write(directory.resolve("edge-gateway.yaml"), """
                server:
                  listen: "127.0.0.1:%d"
                  timeout: 60s
                  tls: {enabled: true, listen: "127.0.0.1:%d", %s}
                internal: {listen: "127.0.0.1:%d", auth_key: "0123456789abcdef0123456789abcdef"}
                redis: {addr: "127.0.0.1:%d"}
                storage: {base_path: "%s"}
                metrics: {enabled: true, listen: "127.0.0.1:%d"}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                log: {level: info, console: {enabled: true}}
                hosts: {include: "hosts.d"}
                """.formatted(
                port, tlsPort, files, FreePorts.next(), redis.port(), directory.resolve("cache"), FreePorts.next()));
    }

    private HttpResponse<String> ask(HttpClient client, String target) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + tlsPort + target))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpClient client(HttpClient.Version version, SampleIdentity... trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (SampleIdentity identity : trusted) {
                store.setCertificateEntry(identity.x509().toString(), identity.x509());
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).version(version).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
