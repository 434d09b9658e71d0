package edgecomet.adapters.http.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.http.client.ScriptedServer;
import edgecomet.adapters.http.listener.RawClient;
import edgecomet.application.testing.Eventually;
import edgecomet.application.tls.SampleIdentity;
import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of an origin that are too long to be waited for: they go on to the client as they come. */
@Timeout(120)
class BypassStreamingTest {

    private static final int KB = 1024;
    private static final int MB = 1024 * KB;

    /** Of which there are two on the way, and the kernel may let each grow. */
    private static final int SOCKET_BUFFERS = 12 * MB;

    private static final byte[] LONG = random(300 * KB);

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static BypassingGateway.Builder gateway() {
        return BypassingGateway.forDomains(List.of("site.example")).unprotected();
    }

    private static String url(ScriptedServer origin) {
        return "http://site.example:" + origin.port() + "/";
    }

    /** An origin whose connections are kept: it answers each request with the same bytes. */
    private static ScriptedServer answering(String head, byte[] body) throws IOException {
        return ScriptedServer.start((peer, number) -> {
            while (!peer.readHead().isEmpty()) {
                peer.write(head);
                peer.write(body);
            }
        });
    }

    private static ScriptedServer.Script once(String head, byte[] body) {
        return (peer, number) -> {
            peer.readHead();
            peer.write(head);
            peer.write(body);
        };
    }

    private static String length(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static byte[] chunks(byte[] body) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += 10_000) {
            byte[] chunk = Arrays.copyOfRange(body, i, Math.min(body.length, i + 10_000));
            chunks.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.writeBytes(chunk);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return chunks.toByteArray();
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] body, String end) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(body);
        joined.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
        return joined.toByteArray();
    }

    /** Around the size that is waited for, and well beyond it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * KB - 1, 64 * KB, 64 * KB + 1, 100_000, 5 * MB})
    void every_byte_arrives_however_the_origin_tells_the_end(int size) throws IOException {
        byte[] page = random(size);
        byte[] packed = gzip(page);
        List<ScriptedServer.Script> scripts = List.of(
                once(length(size), page),
                once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", joined(chunks(page), "0\r\n\r\n")),
                once("HTTP/1.1 200 OK\r\n\r\n", page),
                once(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n",
                        packed));
        try (BypassingGateway gateway = gateway().start()) {
            for (ScriptedServer.Script script : scripts) {
                try (ScriptedServer origin = ScriptedServer.start(script);
                        PageClient client = new PageClient(gateway.port());
                        PageClient old = new PageClient(gateway.port())) {
                    for (PageClient each : List.of(client.get(url(origin)), old.ask("GET", url(origin), "HTTP/1.0"))) {
                        PageClient.Body body = each.readToEnd();
                        assertEquals(200, each.status());
                        assertEquals("", each.header("content-encoding"));
                        assertArrayEquals(page, body.bytes());
                        assertTrue(body.complete());
                    }
                }
            }
        }
    }

    @Test
    void a_length_that_the_origin_tells_is_told_to_the_client() throws IOException {
        try (ScriptedServer origin = answering(length(LONG.length), LONG);
                BypassingGateway gateway = gateway().start();
                PageClient client = new PageClient(gateway.port())) {
            client.get(url(origin));
            assertEquals(Integer.toString(LONG.length), client.header("content-length"));
            assertEquals("", client.header("transfer-encoding"));
            assertEquals("bypass", client.header("x-render-source"));
            assertEquals("text/html", client.header("content-type"));
            assertArrayEquals(LONG, client.readToEnd().bytes());
            assertArrayEquals(LONG, client.get(url(origin)).readToEnd().bytes(), "on the same connections");
            assertEquals(1, origin.connections());
        }
    }

    @Test
    void a_long_answer_is_packed_for_a_client_that_wants_it_so() throws Exception {
        byte[] page = "<p>All work and no play makes Jack a dull boy.</p>"
                .repeat(10_000)
                .getBytes(StandardCharsets.UTF_8);
        try (ScriptedServer origin = answering(length(page.length), page);
                BypassingGateway gateway = gateway().start();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port()
                            + "/render?url=" + URLEncoder.encode(url(origin), StandardCharsets.UTF_8)))
                    .header("X-Render-Key", BypassingGateway.KEY)
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(
                    List.of("gzip"),
                    answer.headers().allValues("Content-Encoding"),
                    () -> answer.headers().toString());
            assertArrayEquals(page, new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: 100000, 100000", "Transfer-Encoding: chunked, ''"})
    void the_answer_to_HEAD_is_that_to_GET_without_the_body(String framing, String length) throws IOException {
        byte[] page = random(100_000);
        byte[] body = framing.startsWith("T") ? joined(chunks(page), "0\r\n\r\n") : page;
        try (ScriptedServer origin = answering("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n", body);
                BypassingGateway gateway = gateway().takingOn(1).start()) {
            for (int i = 0; i < 3; i++) {
                try (PageClient client = new PageClient(gateway.port())) {
                    client.ask("HEAD", url(origin), "HTTP/1.1");
                    assertEquals(200, client.status());
                    assertEquals(length, client.header("content-length"));
                }
            }
            assertTrue(origin.heads().getFirst().startsWith("GET / HTTP/1.1\r\n"));
        }
    }

    @Test
    void a_client_reads_what_has_come_while_the_rest_is_still_to_come() throws IOException {
        CountDownLatch clientHasRead = new CountDownLatch(1);
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    peer.write(length(LONG.length));
                    peer.write(Arrays.copyOf(LONG, 200 * KB));
                    clientHasRead.await();
                    peer.write(Arrays.copyOfRange(LONG, 200 * KB, LONG.length));
                });
                BypassingGateway gateway = gateway().start();
                PageClient client = new PageClient(gateway.port())) {
            assertArrayEquals(
                    Arrays.copyOf(LONG, 200 * KB), client.get(url(origin)).read(200 * KB));
            clientHasRead.countDown();
            assertTrue(client.readToEnd().complete());
        }
    }

    @Test
    void an_origin_is_read_no_faster_than_the_client_reads() throws IOException {
        int size = 45 * MB;
        AtomicLong written = new AtomicLong();
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    peer.write(length(size));
                    byte[] piece = new byte[64 * KB];
                    for (int i = 0; i < size / piece.length; i++) {
                        peer.write(piece);
                        written.addAndGet(piece.length);
                    }
                });
                BypassingGateway gateway = gateway().start();
                PageClient client = new PageClient(gateway.port())) {
            client.get(url(origin));
            for (long read = MB; read <= size; read += MB) {
                client.read(MB);
                assertTrue(written.get() <= read + SOCKET_BUFFERS, written + " written, " + read + " read");
            }
            assertTrue(client.readToEnd().complete());
        }
    }

    /** Whether the origin is silent at that moment or sends and sends. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_client_that_goes_away_ends_the_exchange_with_the_origin(boolean silent) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    if (requests.incrementAndGet() > 1) {
                        peer.write(length(2) + "ok");
                        return;
                    }
                    try {
                        peer.write(length(40 * MB));
                        peer.write(LONG);
                        while (!silent) {
                            peer.write(LONG);
                        }
                        peer.awaitClose();
                    } finally {
                        ended.countDown();
                    }
                });
                BypassingGateway gateway = gateway().takingOn(1).start()) {
            try (PageClient client = new PageClient(gateway.port())) {
                client.get(url(origin)).read(100 * KB);
                assertEquals(503, gateway.ask(url(origin)).status(), "the only place is taken");
            }
            ended.await();
            Eventually.eventually(
                    "the place is free", () -> gateway.ask(url(origin)).status() == 200);
        }
    }

    /** The connection to an origin that says nothing is closed, and the only place is free for the next one. */
    @Test
    void a_client_that_goes_away_before_its_answer_begins_ends_the_exchange_with_the_origin() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    peer.readHead();
                    if (requests.incrementAndGet() > 1) {
                        peer.write(length(2) + "ok");
                        return;
                    }
                    asked.countDown();
                    peer.awaitClose();
                    ended.countDown();
                });
                BypassingGateway gateway = gateway().takingOn(1).start()) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send(BypassingGateway.request("GET", url(origin)));
                asked.await();
            }
            ended.await();
            Eventually.eventually(
                    "the place is free", () -> gateway.ask(url(origin)).status() == 200);
        }
    }

    @Test
    void a_client_that_does_not_read_is_given_up_with_its_origin() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    try {
                        peer.readHead();
                        peer.write(length(45 * MB));
                        while (true) {
                            peer.write(LONG);
                        }
                    } finally {
                        ended.countDown();
                    }
                });
                BypassingGateway gateway =
                        gateway().givingUpClientsAfter(Duration.ofMillis(500)).start();
                PageClient client = new PageClient(gateway.port())) {
            client.get(url(origin));
            ended.await();
            assertFalse(client.readToEnd().complete());
        }
    }

    /** What an origin does after 200 KB of its answer. */
    private static ScriptedServer breaking(String way) throws IOException {
        byte[] part = random(200 * KB);
        byte[] packed = gzip(random(300 * KB));
        return ScriptedServer.start(
                switch (way) {
                    case "fewer bytes than said" -> once(length(300 * KB), part);
                    case "no last chunk" -> once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks(part));
                    case "half a chunk" ->
                        once(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                joined(chunks(part), "2710\r\nabc"));
                    case "no chunk" ->
                        once(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                joined(chunks(part), "zzz\r\nabc\r\n0\r\n\r\n"));
                    case "half a gzip stream" ->
                        once("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", Arrays.copyOf(packed, 200 * KB));
                    case "a gzip stream that is wrong" -> {
                        byte[] wrong = packed.clone();
                        wrong[wrong.length - 6] ^= 1;
                        yield once("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", wrong);
                    }
                    case "more than is taken" ->
                        once("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunks(random(2 * MB)));
                    case "more than is taken when unpacked" ->
                        once("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip(new byte[20 * MB]));
                    case "silence" ->
                        (peer, number) -> {
                            peer.readHead();
                            peer.write(length(300 * KB));
                            peer.write(part);
                            peer.awaitClose();
                        };
                    case "a reset" ->
                        (peer, number) -> {
                            peer.readHead();
                            peer.write("HTTP/1.1 200 OK\r\n\r\n");
                            peer.write(part);
                            peer.reset();
                        };
                    default -> throw new IllegalArgumentException(way);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fewer bytes than said",
                "no last chunk",
                "half a chunk",
                "no chunk",
                "half a gzip stream",
                "a gzip stream that is wrong",
                "more than is taken",
                "more than is taken when unpacked",
                "silence",
                "a reset",
            })
    void an_answer_that_breaks_is_cut_and_never_looks_whole(String way) throws Exception {
        try (ScriptedServer origin = breaking(way);
                BypassingGateway gateway = gateway()
                        .bodiesOfAtMost(MB)
                        .patientFor(Duration.ofSeconds(1))
                        .takingOn(1)
                        .start()) {
            for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
                try (PageClient client = new PageClient(gateway.port())) {
                    client.ask("GET", url(origin), version);
                    assertEquals(200, client.status());
                    assertFalse(client.readToEnd().complete(), version);
                }
            }
        }
    }

    @Test
    void an_answer_over_HTTP2_is_cut_as_well(@TempDir Path directory) throws Exception {
        SampleIdentity identity = SampleIdentity.make(directory, SampleIdentity.Kind.EC, "localhost");
        try (ScriptedServer whole = answering(length(LONG.length), LONG);
                ScriptedServer origin = breaking("no last chunk");
                BypassingGateway gateway = gateway().tls(identity).start();
                HttpClient client =
                        HttpClient.newBuilder().sslContext(trusting(identity)).build()) {
            HttpResponse<byte[]> answer =
                    client.send(request(gateway, url(whole)), HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertArrayEquals(LONG, answer.body());
            assertThrows(
                    IOException.class,
                    () -> client.send(request(gateway, url(origin)), HttpResponse.BodyHandlers.ofByteArray()));
            assertEquals(
                    200,
                    client.send(request(gateway, url(whole)), HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        }
    }

    private static HttpRequest request(BypassingGateway gateway, String url) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.tlsPort() + "/render?url="
                        + URLEncoder.encode(url, StandardCharsets.UTF_8)))
                .header("X-Render-Key", BypassingGateway.KEY)
                .build();
    }

    private static SSLContext trusting(SampleIdentity identity) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("gateway", identity.x509());
        TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nContent-Length: 60000000\r\n\r\nabc",
            })
    void what_breaks_early_or_is_known_to_be_too_long_is_an_origin_out_of_reach(String answer) throws IOException {
        try (ScriptedServer origin = ScriptedServer.start(once(answer, new byte[0]));
                BypassingGateway gateway = gateway().start()) {
            RawClient.Answer refused = gateway.ask(url(origin));
            assertEquals(502, refused.status());
            assertEquals("Bad Gateway: Origin unreachable", refused.body());
        }
    }

    @Test
    void an_answer_without_a_type_is_plain_text() throws IOException {
        try (ScriptedServer origin = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", new byte[] {'o', 'k'});
                BypassingGateway gateway = gateway().start()) {
            assertEquals("text/plain; charset=utf-8", gateway.ask(url(origin)).header("Content-Type"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "nonsense", "a/b/c; =; \"", "text/html; charset=no-such-set", "*/*"})
    void a_type_is_passed_on_however_it_is_spelt(String type) throws IOException {
        try (ScriptedServer origin = answering(
                        "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\n",
                        new byte[] {'o', 'k'});
                BypassingGateway gateway = gateway().start()) {
            RawClient.Answer answer = gateway.ask(url(origin));
            assertEquals(200, answer.status());
            assertEquals(type, answer.header("Content-Type"));
            assertEquals("ok", answer.body());
        }
    }

    /** A thousand megabytes are asked for, by clients that stop reading after the first. */
    @Test
    void many_long_answers_to_slow_clients_hold_little_memory() throws Exception {
        int clients = 50;
        int size = 20 * MB;
        AtomicInteger ended = new AtomicInteger();
        try (ScriptedServer origin = ScriptedServer.start((peer, number) -> {
                    try {
                        peer.readHead();
                        peer.write(length(size));
                        byte[] piece = new byte[64 * KB];
                        for (int i = 0; i < size / piece.length; i++) {
                            peer.write(piece);
                        }
                    } finally {
                        ended.incrementAndGet();
                    }
                });
                BypassingGateway gateway = gateway().start()) {
            long heap = heap();
            long direct = PlatformDependent.usedDirectMemory();
            List<PageClient> open = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                open.add(new PageClient(gateway.port()).get(url(origin)));
            }
            for (PageClient client : open) {
                client.read(MB);
            }
            assertEquals(0, ended.get(), "nobody has sent all of it");
            assertTrue(heap() - heap < 50 * MB, "on the heap");
            assertTrue(PlatformDependent.usedDirectMemory() - direct < 50 * MB, "beside the heap");
            for (PageClient client : open) {
                client.close();
            }
            Eventually.eventually("all exchanges are over", () -> ended.get() == clients);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
