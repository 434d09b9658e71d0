package edgecomet.adapters.http.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.MetricsConfiguration;
import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics listener beside another one, both of a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsListenerTest {

    private static final String EXPECTED = """
            # HELP edgecomet_eg_active_requests Requests for pages that are being answered.
            # TYPE edgecomet_eg_active_requests gauge
            edgecomet_eg_active_requests 0
            """;

    private final int port = FreePorts.next();
    private final int mainPort = FreePorts.next();
    private ApplicationContext context;
    private HttpClient http;

    @BeforeAll
    void start() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .banner(false)
                .properties(Map.of(
                        "micronaut.server.netty.listeners.main.host",
                        "127.0.0.1",
                        "micronaut.server.netty.listeners.main.port",
                        mainPort,
                        "micronaut.server.netty.listeners.metrics.host",
                        "127.0.0.1",
                        "micronaut.server.netty.listeners.metrics.port",
                        port))
                .singletons(
                        new MetricsConfiguration(new ListenAddress("127.0.0.1", port), "/metrics", "edgecomet"),
                        registry)
                .start();
        GatewayMetrics metrics = new GatewayMetrics(new Meters(registry, "edgecomet"));
        metrics.foundOnDisk(7);
        context.getBean(EmbeddedServer.class).start();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    /** A client of its own for each test: an idle connection takes the place of another one. */
    @BeforeEach
    void openClient() {
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterEach
    void closeClient() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "OPTIONS", "PURGE"})
    void the_path_is_served_to_any_method(String method) throws Exception {
        HttpResponse<String> answer = send(request(port, "/metrics").method(method, BodyPublishers.noBody()));
        assertEquals(200, answer.statusCode());
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals("EdgeComet-Metrics", answer.headers().firstValue("Server").orElse(""));
        assertTrue(answer.headers().firstValue("Date").isPresent());
        assertTrue(answer.body().startsWith(EXPECTED), answer.body());
    }

    @Test
    void head_is_get_without_the_body() throws Exception {
        HttpResponse<String> get = send(request(port, "/metrics"));
        HttpResponse<String> head = send(request(port, "/metrics").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals(get.headers().firstValue("Content-Length"), head.headers().firstValue("Content-Length"));
    }

    @ParameterizedTest
    @CsvSource({
        "/metrics?debug=1, 200",
        "/metrics/, 404",
        "/Metrics, 404",
        "/, 404",
        "/render?url=x, 404",
        "/health, 404"
    })
    void nothing_else_is_served_and_the_query_is_no_part_of_the_path(String target, int status) throws Exception {
        HttpResponse<String> answer = send(request(port, target));
        assertEquals(status, answer.statusCode());
        if (status == 404) {
            assertEquals("Not Found", answer.body());
            assertEquals(
                    "EdgeComet-Metrics", answer.headers().firstValue("Server").orElse(""));
        }
    }

    @Test
    void the_other_listeners_of_the_server_have_no_metrics() throws Exception {
        HttpResponse<String> answer = send(request(mainPort, "/metrics"));
        assertEquals(404, answer.statusCode());
        assertFalse(answer.body().contains("edgecomet_eg"), answer.body());
    }

    @Test
    void a_scraper_that_takes_gzip_gets_it() throws Exception {
        HttpResponse<byte[]> packed = http.send(
                request(port, "/metrics")
                        .header("Accept-Encoding", "gzip, deflate")
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElse(""));
        byte[] plain = http.send(request(port, "/metrics").build(), BodyHandlers.ofByteArray())
                .body();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertArrayEquals(plain, in.readAllBytes());
        }
    }

    @ParameterizedTest
    @CsvSource({"1024, 200", "1025, 413"})
    void a_body_is_read_up_to_its_limit(int bytes, int status) throws Exception {
        assertEquals(
                status,
                send(request(port, "/metrics").POST(BodyPublishers.ofByteArray(new byte[bytes])))
                        .statusCode());
    }

    @Test
    void requests_that_are_sent_ahead_are_answered_in_their_order() throws Exception {
        try (Socket socket = connect()) {
            StringBuilder requests = new StringBuilder();
            for (String path : List.of("/metrics", "/a", "/metrics", "/b")) {
                requests.append("GET ").append(path).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            requests.append("GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
            assertEquals(List.of("200", "404", "200", "404", "200"), statuses(socket));
        }
    }

    @Test
    void a_connection_ends_after_its_thousandth_request() throws Exception {
        try (Socket socket = connect()) {
            String request = "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(request.repeat(1001).getBytes(StandardCharsets.US_ASCII));
            assertEquals(1000, statuses(socket).size());
        }
    }

    @Test
    void what_is_no_request_ends_the_connection() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(List.of("400"), statuses(socket));
        }
    }

    @Test
    void there_are_no_more_than_a_hundred_connections() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            Eventually.eventually("a hundred are open", () -> {
                openOneMore(sockets);
                return sockets.size() == 100;
            });
            try (Socket one = connect()) {
                assertEquals(-1, one.getInputStream().read());
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        Eventually.eventually("there is room again", () -> {
            try {
                openOneMore(sockets);
                return sockets.size() > 100;
            } finally {
                close(sockets.getLast());
            }
        });
    }

    private void openOneMore(List<Socket> sockets) {
        try {
            Socket socket = connect();
            if (ask(socket).equals("404")) {
                sockets.add(socket);
            } else {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 404".length());
        return start.length < 12 ? "" : new String(start, 9, 3, StandardCharsets.US_ASCII);
    }

    /** Reads until the other side closes. */
    private static List<String> statuses(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .lines()
                .filter(line -> line.contains("HTTP/1.1 "))
                .map(line -> line.substring(line.indexOf("HTTP/1.1 ") + 9).substring(0, 3))
                .toList();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target));
    }
}
