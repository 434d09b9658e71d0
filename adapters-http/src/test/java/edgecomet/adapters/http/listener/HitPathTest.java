package edgecomet.adapters.http.listener;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.TlsVersion;
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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page is answered by the controller at first, and then before it is decoded, from memory or from the disk, over a
 * socket: the answers are the same, and what is no hit is nobody's but the controller's.
 */
class HitPathTest {

    private static final String BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    private static final String LARGE = "0123456789abcdef".repeat(20_000);

    private final CachedSite site = new CachedSite("/rule/*");
    private final PublicGateway gateway = PublicGateway.with(
                    PublicGateway.limits(1_000, PublicGateway.LONG, PublicGateway.LONG))
            .serving(site::serve, site)
            .start();
    private final RawClient client = new RawClient(gateway.port());

    @AfterEach
    void close() {
        client.close();
        gateway.close();
    }

    /** Pages that differ in all that an answer may depend on. */
    private void fill() {
        Headers several = Headers.of(Map.of(
                "Cache-Control", List.of("max-age=60", "public"),
                "ETag", List.of("\"abc\""),
                "Last-Modified", List.of("Sun, 22 Nov 2026 10:00:00 GMT"),
                "Content-Type", List.of("text/html; charset=iso-8859-1"),
                "X-Not-Safe", List.of("secret")));
        site.cached("/plain", 200, Headers.EMPTY, "<html>plain</html>")
                .cached("/headers", 200, several, "<html>\u00fc\u6771\ud83d\ude00</html>")
                .cached("/rule/a", 200, several, "by a rule")
                .cached("/missing", 404, Headers.EMPTY, "not there")
                .cached("/teapot", 418, Headers.EMPTY, "short and stout")
                .cached("/error", 599, Headers.EMPTY, "whatever that is")
                .cached("/empty", 200, Headers.EMPTY, "")
                .cached("/large", 200, Headers.EMPTY, LARGE)
                .cached("/location", 200, Headers.of(Map.of("Location", List.of("https://shop.example/x"))), "a page")
                .cached("/redirect", 301, Headers.of(Map.of("Location", List.of("https://shop.example/n?a=1"))), "")
                .cached("/query?a=1&b=2", 200, Headers.EMPTY, "sorted");
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
        fill();
        List<String> byController = ask(method, path, version, header);
        assertEquals(1, site.served.get());
        List<String> byHitPath = ask(method, path, version, header);
        assertEquals(1, site.served.get(), "the second one did not come to the controller");
        assertEquals(byController, byHitPath);
    }

    /**
     * Redirects and answers to HEAD have no body to read, and are left to the controller; large pages are read by
     * another thread in any case.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /plain                       | 1.1 | ''                    | 1",
                "HEAD | /plain                       | 1.1 | ''                    | 0",
                "GET  | /plain                       | 1.1 | Connection: close     | 1",
                "GET  | /plain                       | 1.0 | ''                    | 1",
                "GET  | /plain                       | 1.0 | Connection: keep-alive| 1",
                "GET  | /headers                     | 1.1 | ''                    | 1",
                "GET  | /headers                     | 1.1 | User-Agent: nobody    | 1",
                "GET  | /rule/a                      | 1.1 | ''                    | 1",
                "GET  | /missing                     | 1.1 | ''                    | 1",
                "GET  | /empty                       | 1.1 | ''                    | 1",
                "GET  | /large                       | 1.1 | ''                    | 1",
                "GET  | /redirect                    | 1.1 | ''                    | 0",
            })
    void is_the_same_from_the_disk(String method, String path, String version, String header, int read) {
        fill();
        try (PublicGateway cold = withHotBytes(0)) {
            List<String> byController = ask(cold, method, path, version, header);
            assertEquals(0, site.read.get());
            assertEquals(byController, ask(cold, method, path, version, header));
            assertEquals(read, site.read.get());
            assertEquals(2 - read, site.served.get());
            site.putAtHand();
            assertEquals(byController, ask(cold, method, path, version, header), "read without waiting");
            int atHand = path.equals("/large") ? 0 : read;
            assertEquals(List.of(2 * read - atHand, atHand), List.of(site.read.get(), site.readAtHand.get()));
        }
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

    @Test
    void leaves_to_the_controller_what_comes_in_pieces() {
        site.cached("/plain", 200, Headers.EMPTY, "plain");
        warm("/plain");
        String request = get("/plain");
        int served = site.served.get();
        for (int split = 1; split < request.length(); split += 17) {
            client.send(request.substring(0, split));
            client.send(request.substring(split));
            assertEquals("plain", client.answer().body());
        }
        assertTrue(site.served.get() >= served);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Other: \u00e9"})
    void nothing_is_answered_beyond_the_last_request_of_a_connection(String header) {
        site.cached("/plain", 200, Headers.EMPTY, "plain");
        warm("/plain");
        String last =
                request("GET", "/plain", "1.1", "Connection: close" + (header.isEmpty() ? "" : "~" + header) + "~~");
        client.send(last + get("/plain") + get("/plain"));
        assertEquals("close", client.answer().header("Connection"));
        assertTrue(client.isClosed());
    }

    @Test
    void a_body_that_is_gone_is_the_controllers_matter() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        try (PublicGateway cold = withHotBytes(0);
                RawClient one = new RawClient(cold.port())) {
            assertEquals("page", one.send(get("/page")).answer().body());
            site.loseBodies();
            assertEquals("from the origin", one.send(get("/page")).answer().body());
            assertEquals(1, site.read.get());
        }
    }

    @Test
    void requests_wait_their_turn_while_a_page_is_read_and_a_client_may_leave() throws InterruptedException {
        IntStream.range(0, 3).forEach(i -> site.cached("/p" + i, 200, Headers.EMPTY, "page " + i));
        try (PublicGateway cold = withHotBytes(0);
                RawClient patient = new RawClient(cold.port())) {
            IntStream.range(0, 3).forEach(i -> patient.send(get("/p" + i)).answer());
            CountDownLatch disk = new CountDownLatch(1);
            site.holdReads(disk);
            patient.send(get("/p0") + get("/absent") + get("/p1") + get("/p2"));
            try (RawClient hasty = new RawClient(cold.port())) {
                hasty.send(get("/p0"));
                eventually("both read", () -> site.read.get() == 2);
            }
            assertFalse(patient.hasAnswer());
            disk.countDown();
            for (String expected : List.of("page 0", "from the origin", "page 1", "page 2")) {
                assertEquals(expected, patient.answer().body());
            }
        }
    }

    /** It is served the usual way then; the file comes too late for this request. */
    @Test
    void a_disk_that_hangs_is_not_waited_for() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        try (PublicGateway cold = withHotBytes(0);
                RawClient one = new RawClient(cold.port())) {
            assertEquals("page", one.send(get("/page")).answer().body());
            CountDownLatch disk = new CountDownLatch(1);
            site.holdReads(disk);
            assertEquals("page", one.send(get("/page")).answer().body());
            assertEquals(List.of(1, 2), List.of(site.read.get(), site.served.get()));
            disk.countDown();
            assertEquals("page", one.send(get("/page")).answer().body());
        }
    }

    @Test
    void finds_out_once_which_page_is_meant() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        warm("/page");
        client.send(get("/page")).answer();
        int identified = site.identified.get();
        IntStream.range(0, 5).forEach(i -> client.send(get("/page")).answer());
        assertEquals(identified, site.identified.get());
        client.send(get("/page").replace("Googlebot/2.1", "Googlebot/2.2")).answer();
        assertEquals(identified + 1, site.identified.get());
        client.send(get("/page").replace("/page", "/page?utm_source=x")).answer();
        assertEquals(identified + 2, site.identified.get());
    }

    /** The controller's is sent in chunks and the other one in a piece, so they are compared as a client sees them. */
    @Test
    void is_compressed_for_those_who_accept_it() throws Exception {
        fill();
        List<Object> byController = askForGzip("/large");
        assertEquals(1, site.served.get());
        List<Object> byHitPath = askForGzip("/large");
        assertEquals(1, site.served.get(), "the second one did not come to the controller");
        assertEquals(byController, byHitPath);
        assertEquals(List.of("gzip", "Accept-Encoding", LARGE), byHitPath);
        assertEquals(LARGE, client.send(get("/large")).answer().body(), "and plain for all others");
    }

    private List<Object> askForGzip(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.port() + "/render?url=https://shop.example" + path))
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

    /** Returns an answer as lines in order: status, headers, whether the connection goes on, body. */
    private List<String> ask(String method, String path, String version, String header) {
        return ask(gateway, method, path, version, header);
    }

    private static List<String> ask(PublicGateway gateway, String method, String path, String version, String header) {
        try (RawClient one = new RawClient(gateway.port())) {
            one.send(request(method, path, version, header));
            RawClient.Answer answer = method.equals("HEAD") ? one.answerToHead() : one.answer();
            List<String> headers = answer.lines().stream()
                    .map(HitPathTest::comparable)
                    .sorted()
                    .toList();
            String end = answer.header("Connection").equals("close")
                            || (version.equals("1.0") && !header.contains("keep-alive"))
                    ? "closed: " + one.isClosed()
                    : "goes on: " + one.get("/health").answer().body();
            return List.of(Integer.toString(answer.status()), String.join("\n", headers), end, answer.body());
        }
    }

    /** Names are written in any case; an id differs from all others, and the date may be one second on. */
    private static String comparable(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        return switch (name) {
            case "date" -> "date: " + value.length();
            case "x-request-id" -> "x-request-id: " + value.replaceFirst("^[0-9a-f]{5}-|^[0-9a-f-]{36}$", "");
            default -> name + ": " + value;
        };
    }

    private static String request(String method, String path, String version, String header) {
        String userAgent = header.startsWith("User-Agent") ? "" : "User-Agent: " + BOT + "\r\n";
        String own = header.isEmpty() ? "" : header.replace("~", "\r\n") + (header.contains("~") ? "" : "\r\n");
        String target = "/render?url=https://shop.example" + path.replace("&", "%26");
        return method + " " + target + " HTTP/" + version + "\r\nHost: gateway\r\nX-Render-Key: k-shop\r\n" + userAgent
                + own + (header.contains("~") ? "" : "\r\n");
    }

    private static String get(String path) {
        return request("GET", path, "1.1", "");
    }

    private void warm(String path) {
        assertEquals(200, client.send(get(path)).answer().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT"})
    void leaves_other_methods_alone(String method) {
        fill();
        warm("/plain");
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
        fill();
        site.cached(
                "/elsewhere", 200, Headers.EMPTY, "held by another".getBytes(StandardCharsets.UTF_8), List.of("eg-b"));
        for (int asked = 1; asked <= 3; asked++) {
            String request = header.isEmpty() ? get(path) : get(path).replace("X-Render-Key: k-shop", header);
            assertEquals(status, client.send(request).answer().status());
            assertEquals(asked, site.served.get());
        }
        assertEquals(0, site.hits.get());
    }

    /** The copy of the entry is gone then, and read again; what is ready to be written stays. */
    @Test
    void makes_a_page_no_second_time_because_a_bot_came_for_it() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        warm("/page");
        site.botHit("/page");
        client.send(get("/page")).answer();
        assertEquals(2, site.served.get(), "the entry is read");
        site.loseBodies();
        for (int i = 0; i < 3; i++) {
            assertEquals("page", client.send(get("/page")).answer().body());
        }
        assertEquals(2, site.served.get());
    }

    @Test
    void follows_a_page_that_changes_and_goes() {
        site.cached("/page", 200, Headers.EMPTY, "first");
        warm("/page");
        assertEquals("first", client.send(get("/page")).answer().body());
        site.cached("/page", 200, Headers.EMPTY, "second!");
        assertEquals("second!", client.send(get("/page")).answer().body());
        assertEquals("second!", client.send(get("/page")).answer().body());
        assertEquals(2, site.served.get());
        site.forget("/page");
        assertEquals("from the origin", client.send(get("/page")).answer().body());
    }

    /** Which page it is, is known by then; who may have it, is asked each time. */
    @Test
    void gives_a_page_that_is_known_to_no_wrong_key() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        warm("/page");
        int hits = site.hits.get();
        String stranger = get("/page").replaceFirst("X-Render-Key: \\S+", "X-Render-Key: wrong");
        assertEquals(401, client.send(stranger).answer().status());
        assertEquals(hits, site.hits.get());
        assertEquals("page", client.send(get("/page")).answer().body());
        assertEquals(hits + 1, site.hits.get());
    }

    @Test
    void follows_the_rules_of_a_new_configuration() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        warm("/page");
        assertEquals("", client.send(get("/page")).answer().header("X-Matched-Rule"));
        site.reload("/page");
        for (int i = 0; i < 2; i++) {
            assertEquals("rule_0:/page", client.send(get("/page")).answer().header("X-Matched-Rule"));
        }
        assertEquals(1, site.read.get(), "it is prepared again");
    }

    @Test
    void answers_requests_that_came_together_in_their_order() {
        IntStream.range(0, 10).forEach(i -> site.cached("/p" + i, 200, Headers.EMPTY, "page " + i));
        IntStream.range(0, 10).forEach(i -> warm("/p" + i));
        StringBuilder all = new StringBuilder();
        IntStream.range(0, 200).forEach(i -> all.append(get(i % 3 == 2 ? "/absent" + i : "/p" + i % 10)));
        client.send(all.toString());
        for (int i = 0; i < 200; i++) {
            String expected = i % 3 == 2 ? "from the origin" : "page " + i % 10;
            assertEquals(expected, client.answer().body(), "answer " + i);
        }
    }

    @Test
    void prepares_no_more_than_a_client_reads() {
        site.cached("/large", 200, Headers.EMPTY, LARGE);
        warm("/large");
        int sent = 1_000;
        String request = get("/large");
        Thread sender = Thread.ofVirtual().start(() -> IntStream.range(0, sent).forEach(i -> client.send(request)));
        for (int read = 1; read <= sent; read++) {
            assertEquals(LARGE.length(), client.answer().body().length());
            int ahead = site.hits.get() - read;
            assertTrue(ahead < sent / 4, () -> ahead + " answers ahead of the reader");
        }
        assertFalse(sender.isInterrupted());
    }

    @Test
    void finishes_an_answer_under_way_when_the_gateway_leaves() {
        byte[] body = "x".repeat(20 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        site.cached("/huge", 200, Headers.EMPTY, body, List.of(CachedSite.GATEWAY));
        warm("/huge");
        client.send(get("/huge"));
        eventually("the answer is under way", () -> client.hasAnswer());
        CompletionStage<?> leaving = gateway.shutDown();
        assertEquals(body.length, client.answer().body().length());
        eventually("the gateway has left", () -> leaving.toCompletableFuture().isDone());
        assertEquals(1, site.served.get());
    }

    /** Ten pages fit, fifty are asked for: texts are given back while others write them. */
    @Test
    void gives_whole_pages_while_pages_make_room_for_others() {
        int size = 100_000;
        IntStream.range(0, 50).forEach(i -> site.cached("/p" + i, 200, Headers.EMPTY, page(i, size)));
        try (PublicGateway small = withHotBytes(10L * size)) {
            List<CompletableFuture<Void>> readers = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.runAsync(
                            () -> {
                                Random random = new Random(reader);
                                try (RawClient one = new RawClient(small.port())) {
                                    for (int i = 0; i < 500; i++) {
                                        int page = random.nextInt(2) * random.nextInt(50);
                                        RawClient.Answer answer =
                                                one.send(get("/p" + page)).answer();
                                        assertEquals(page(page, size), answer.body());
                                    }
                                }
                            },
                            task -> Thread.ofVirtual().start(task)))
                    .toList();
            readers.forEach(CompletableFuture::join);
        }
        assertTrue(site.read.get() > 100, "some had to make room");
        assertTrue(site.read.get() < 1_500, "some did not");
    }

    private PublicGateway withHotBytes(long bytes) {
        return PublicGateway.with(PublicGateway.limits(1_000, PublicGateway.LONG, PublicGateway.LONG))
                .serving(site::serve, site)
                .hotBytes(bytes)
                .start();
    }

    private static String page(int number, int size) {
        return ("page " + number + " ").repeat(size / 8);
    }

    @Test
    void answers_over_tls_and_leaves_streams_to_the_controller(@TempDir Path directory) throws Exception {
        SampleIdentity identity = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "localhost");
        TlsClient tls = new TlsClient(identity);
        site.cached("/large", 200, Headers.EMPTY, LARGE);
        try (PublicGateway secure = PublicGateway.with(
                                PublicGateway.limits(1_000, PublicGateway.LONG, PublicGateway.LONG))
                        .serving(site::serve, site)
                        .tls(identity, TlsVersion.TLS_1_3)
                        .start();
                RawClient http1 = new RawClient(tls.socket(secure.tlsPort()));
                HttpClient http2 = tls.http(HttpClient.Version.HTTP_2)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(LARGE, http1.send(get("/large")).answer().body());
            }
            assertEquals(1, site.served.get());
            HttpResponse<String> overStream = TlsClient.send(
                    http2,
                    TlsClient.request(secure.tlsPort(), "/render?url=https://shop.example/large")
                            .header("X-Render-Key", "k-shop")
                            .header("User-Agent", BOT));
            assertEquals(HttpClient.Version.HTTP_2, overStream.version());
            assertEquals(LARGE, overStream.body());
            assertEquals(2, site.served.get());
        }
    }
}
