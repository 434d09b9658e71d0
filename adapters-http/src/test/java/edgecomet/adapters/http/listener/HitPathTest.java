package edgecomet.adapters.http.listener;

import static edgecomet.adapters.http.listener.HitScene.BOT;
import static edgecomet.adapters.http.listener.HitScene.LARGE;
import static edgecomet.adapters.http.listener.HitScene.get;
import static edgecomet.adapters.http.listener.HitScene.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.tls.SampleIdentity;
import edgecomet.domain.header.Headers;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page is answered by the controller at first, and then before it is decoded, over a socket: the answers are the same,
 * and what is no hit is nobody's but the controller's.
 */
class HitPathTest {

    private final HitScene scene = HitScene.start();
    private final CachedSite site = scene.site();
    private final RawClient client = scene.client();

    @AfterEach
    void close() {
        scene.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /plain                       | 1.1 | ''",
                "HEAD | /plain                       | 1.1 | ''",
                "GET  | /plain                       | 1.1 | Connection: close",
                "HEAD | /plain                       | 1.1 | Connection: close",
                "GET  | /plain                       | 1.0 | ''",
                "GET  | /plain                       | 1.0 | Connection: keep-alive",
                "HEAD | /plain                       | 1.0 | Connection: keep-alive",
                "GET  | /plain                       | 1.1 | X-Request-ID: my@own id",
                "GET  | /plain                       | 1.1 | Accept-Encoding: gzip, br",
                "GET  | /plain                       | 1.1 | Accept: image/png",
                "GET  | /plain                       | 1.1 | Content-Type: application/xml",
                "GET  | /plain                       | 1.1 | If-None-Match: *",
                "GET  | /plain                       | 1.1 | Range: bytes=0-3",
                "GET  | /headers                     | 1.1 | ''",
                "HEAD | /headers                     | 1.1 | ''",
                "GET  | /headers                     | 1.1 | User-Agent: nobody knows me",
                "GET  | /rule/a                      | 1.1 | ''",
                "GET  | /missing                     | 1.1 | ''",
                "HEAD | /missing                     | 1.1 | ''",
                "GET  | /teapot                      | 1.1 | ''",
                "GET  | /error                       | 1.1 | ''",
                "GET  | /empty                       | 1.1 | ''",
                "HEAD | /empty                       | 1.1 | ''",
                "GET  | /large                       | 1.1 | ''",
                "GET  | /large                       | 1.1 | Accept-Encoding: identity, gzip;q=0",
                "HEAD | /large                       | 1.1 | Accept-Encoding: gzip",
                "HEAD | /large                       | 1.1 | ''",
                "GET  | /location                    | 1.1 | ''",
                "GET  | /redirect                    | 1.1 | ''",
                "HEAD | /redirect                    | 1.1 | ''",
                "GET  | /query?b=2&a=1&utm_source=x  | 1.1 | ''",
            })
    void is_the_same_as_the_answer_of_the_controller(String method, String path, String version, String header) {
        scene.fill();
        List<String> byController = scene.ask(method, path, version, header);
        assertEquals(1, site.served.get());
        List<String> byHitPath = scene.ask(method, path, version, header);
        assertEquals(1, site.served.get(), "the second one did not come to the controller");
        assertEquals(byController, byHitPath);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3~~abc",
                "Transfer-Encoding: chunked~~0~~",
                "X-Other: \u00e9~~",
            })
    void leaves_to_the_controller_what_is_not_plain(String header) {
        site.cached("/plain", 200, Headers.EMPTY, "plain");
        for (int asked = 1; asked <= 2; asked++) {
            assertEquals(
                    "plain",
                    client.send(request("GET", "/plain", "1.1", header))
                            .answer()
                            .body());
            assertEquals("plain", client.send(get("/plain")).answer().body(), "the next one is understood");
            assertEquals(asked, site.served.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void leaves_other_methods_alone(String method) {
        scene.fill();
        scene.warm("/plain");
        assertEquals(
                405, client.send(request(method, "/plain", "1.1", "")).answer().status());
        assertEquals(1, site.identified.get());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Render-Key: k-other | /plain     | 401",
                "''                    | /absent    | 200",
                "''                    | /elsewhere | 200",
            })
    void leaves_to_the_controller_what_is_no_hit(String header, String path, int status) {
        scene.fill();
        site.cached(
                "/elsewhere", 200, Headers.EMPTY, "held by another".getBytes(StandardCharsets.UTF_8), List.of("eg-b"));
        for (int asked = 1; asked <= 3; asked++) {
            String request = header.isEmpty() ? get(path) : get(path).replace("X-Render-Key: k-shop", header);
            assertEquals(status, client.send(request).answer().status());
            assertEquals(asked, site.served.get());
        }
        assertEquals(0, site.hits.get());
    }

    /** Which page it is, is known by then; who may have it, is asked each time. */
    @Test
    void gives_a_page_that_is_known_to_no_wrong_key() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        scene.warm("/page");
        int hits = site.hits.get();
        String stranger = get("/page").replaceFirst("X-Render-Key: \\S+", "X-Render-Key: wrong");
        assertEquals(401, client.send(stranger).answer().status());
        assertEquals(hits, site.hits.get());
        assertEquals("page", client.send(get("/page")).answer().body());
        assertEquals(hits + 1, site.hits.get());
    }

    /** The controller's is sent in chunks and the other one in a piece, so they are compared as a client sees them. */
    @Test
    void is_compressed_for_those_who_accept_it() throws Exception {
        scene.fill();
        List<Object> byController = askForGzip("/large");
        assertEquals(1, site.served.get());
        List<Object> byHitPath = askForGzip("/large");
        assertEquals(1, site.served.get(), "the second one did not come to the controller");
        assertEquals(byController, byHitPath);
        assertEquals(List.of("gzip", "Accept-Encoding", LARGE), byHitPath);
        assertEquals(LARGE, client.send(get("/large")).answer().body(), "and plain for all others");
    }

    private List<Object> askForGzip(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + scene.gateway().port() + "/render?url=https://shop.example" + path))
                .header("X-Render-Key", "k-shop")
                .header("User-Agent", BOT)
                .header("Accept-Encoding", "deflate;q=0.5, gzip")
                .build();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = new GZIPInputStream(answer.body())) {
                return List.of(
                        answer.headers().firstValue("Content-Encoding").orElse(""),
                        String.join(", ", answer.headers().allValues("Vary")),
                        new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void answers_over_tls_and_leaves_streams_to_the_controller(@TempDir Path directory) throws Exception {
        SampleIdentity identity = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "localhost");
        TlsClient tls = new TlsClient(identity);
        try (HitScene secure = HitScene.withTls(identity);
                RawClient http1 = new RawClient(tls.socket(secure.gateway().tlsPort()));
                HttpClient http2 = tls.http(HttpClient.Version.HTTP_2)) {
            secure.site().cached("/large", 200, Headers.EMPTY, LARGE);
            for (int i = 0; i < 3; i++) {
                assertEquals(LARGE, http1.send(get("/large")).answer().body());
            }
            assertEquals(1, secure.site().served.get());
            HttpResponse<String> overStream = TlsClient.send(
                    http2,
                    TlsClient.request(secure.gateway().tlsPort(), "/render?url=https://shop.example/large")
                            .header("X-Render-Key", "k-shop")
                            .header("User-Agent", BOT));
            assertEquals(HttpClient.Version.HTTP_2, overStream.version());
            assertEquals(LARGE, overStream.body());
            assertEquals(2, secure.site().served.get());
        }
    }
}
