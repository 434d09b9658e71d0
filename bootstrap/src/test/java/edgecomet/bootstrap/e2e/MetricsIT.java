package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.KEY;
import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway and a render service show to Prometheus, after traffic of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final Pattern DOCUMENTED =
            Pattern.compile("^\\| `([a-z_]+)` \\| (counter|gauge|histogram|summary) \\|.*");
    private static final Pattern SHOWN = Pattern.compile("^# TYPE (?:edgecomet_)?(\\S+) (\\S+)$");
    private static final String SMALL = "<html><body>small</body></html>";
    private static final String LARGE = "<html><body>" + "compressible ".repeat(500) + "</body></html>";

    private static final String EXPIRED = "cache/7/2025/11/01/10/00/0123456789abcdef_1.html";

    @TempDir
    static Path directory;

    private final int gatewayPort = FreePorts.next();
    private final int rendererPort = FreePorts.next();
    private final int gatewayMetricsPort = FreePorts.next();
    private final int rendererMetricsPort = FreePorts.next();
    private final Gateway gateway = new Gateway(gatewayPort);
    private final Gateway renderer = new Gateway(rendererPort);
    private final AtomicBoolean broken = new AtomicBoolean();
    private final CountDownLatch late = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private RedisServer redis;
    private HttpServer site;
    private RunningProgram gatewayProgram;
    private RunningProgram rendererProgram;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServer.start();
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(threads);
        site.createContext("/", this::answer);
        site.start();
        Path configuration =
                ConfigurationFiles.gateway(directory, gatewayPort, FreePorts.next(), gatewayMetricsPort, redis.port());
        ConfigurationFiles.write(directory.resolve("hosts.d/localhost.yaml"), """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "%s"
                    enabled: true
                    unmatched_dimension: "block"
                    render:
                      timeout: 6s
                      cache: {ttl: 1h, expired: {strategy: serve_stale, stale_ttl: 2h}}
                    url_rules:
                      - {match: "/gone", action: status_410}
                      - {match: "/bypass", action: bypass}
                      - {match: "/flaky", action: render, render: {cache: {ttl: 1s}}}
                  - {id: 8, domain: other.localhost, render_key: other, enabled: true, render: {timeout: 6s}}
                """.formatted(KEY));
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replace(
                                "storage: {",
                                "storage: {hot_megabytes: 0, max_megabytes: 1000,"
                                        + " cleanup: {enabled: true, interval: 1s, safety_margin: 1s}, "));
        ConfigurationFiles.write(directory.resolve(EXPIRED), "long expired");
        ConfigurationFiles.write(directory.resolve("cache/8"), "no directory, so this host cannot be cleaned");
        Path rendererFile = ConfigurationFiles.renderer(directory, rendererPort, rendererMetricsPort, redis.port());
        rendererProgram = RunningProgram.start(directory, "render-service", "-c", rendererFile.toString());
        gatewayProgram = RunningProgram.start(
                directory, Map.of("TEST_MODE", "local"), "edge-gateway", "-c", configuration.toString());
        rendererProgram.untilItSays("Render Service fully ready and registered");
        gatewayProgram.untilItSays("Edge Gateway started");
        gateway.untilReady(1);
    }

    @AfterAll
    void stop() {
        late.countDown();
        never.countDown();
        gatewayProgram.close();
        rendererProgram.close();
        site.stop(0);
        threads.close();
        redis.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = page(path).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(path.equals("/flaky") && broken.get() ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String page(String path) {
        return switch (path) {
            case "/large" -> LARGE;
            case "/slow" -> "<html><body>slow <img src='/late.png'></body></html>";
            case "/stuck" -> "<html><body>stuck <img src='/never.png'></body></html>";
            case "/late.png" -> await(late);
            case "/never.png" -> await(never);
            default -> SMALL;
        };
    }

    @Test
    void every_documented_metric_appears_and_no_other() throws IOException {
        renderHitAndLoseALargePage();
        serveAnExpiredPage();
        letOneWaitInTime();
        letOneWaitInVain();
        assertEquals(410, gateway.bot(url("/gone")).statusCode());
        assertEquals("bypass", header(gateway.bot(url("/bypass")), "X-Render-Source"));
        assertEquals(401, gateway.get("/render?url=http%3A%2F%2Flocalhost%2F").statusCode());
        assertEquals(403, ask("/", "curl/8").statusCode());
        assertEquals(
                400,
                Gateway.send(renderer.request("/render").POST(BodyPublishers.ofString("no json")))
                        .statusCode());

        Eventually.eventually("an expired page is removed", () -> !Files.exists(directory.resolve("cache/7/2025")));
        Eventually.eventually(
                "a host cannot be cleaned",
                () -> scrape(gatewayMetricsPort)
                        .contains("edgecomet_eg_filesystem_cleanup_errors_total"
                                + "{error_type=\"cleanup_error\",host_id=\"8\"}"));

        String gatewayShows = scrape(gatewayMetricsPort);
        String rendererShows = scrape(rendererMetricsPort);

        Set<String> shown = new TreeSet<>(families(gatewayShows));
        shown.addAll(families(rendererShows));
        assertEquals(documented(), shown);
        Set<String> process = families(gatewayShows);
        process.removeIf(name -> name.startsWith("eg_") || name.startsWith("cache_"));
        Set<String> otherProcess = families(rendererShows);
        otherProcess.removeIf(name -> name.startsWith("rs_"));
        assertEquals(process, otherProcess, "each shows its own, and those of its process");
        assertCounted(gatewayShows, rendererShows);
    }

    private static void assertCounted(String gatewayShows, String rendererShows) {
        for (String line : List.of(
                "edgecomet_eg_bypass_total{host=\"localhost\",reason=\"status_410\"} 1",
                "edgecomet_eg_bypass_total{host=\"localhost\",reason=\"url_rule\"} 1",
                "edgecomet_eg_errors_total{error_type=\"auth_failed\",host=\"\"} 1",
                "edgecomet_eg_errors_total{error_type=\"unmatched_user_agent\",host=\"localhost\"} 1",
                "edgecomet_eg_requests_total{dimension=\"\",host=\"localhost\",status=\"unmatched_blocked\"} 1",
                "edgecomet_eg_stale_cache_served_total"
                        + "{dimension=\"desktop\",host=\"localhost\",source=\"render\"} 1",
                "edgecomet_eg_wait_total{dimension=\"desktop\",host=\"localhost\",outcome=\"success\"} 1",
                "edgecomet_eg_filesystem_cleanup_directories_deleted_total{host_id=\"7\"} 1",
                "edgecomet_eg_wait_timeouts_total{dimension=\"desktop\",host=\"localhost\"} 1",
                "edgecomet_cache_decompression_errors_total{algorithm=\"snappy\"} 1")) {
            assertEquals(1, gatewayShows.lines().filter(line::equals).count(), () -> line + " in\n" + gatewayShows);
        }
        for (String line : List.of(
                "edgecomet_rs_errors_total{type=\"validation\"} 1",
                "edgecomet_rs_http_requests_total{endpoint=\"/render\",status=\"400\"} 1",
                "edgecomet_rs_chrome_pool_size 2")) {
            assertEquals(1, rendererShows.lines().filter(line::equals).count(), () -> line + " in\n" + rendererShows);
        }
    }

    private void renderHitAndLoseALargePage() throws IOException {
        assertEquals("rendered", header(gateway.bot(url("/large")), "X-Render-Source"));
        assertEquals("cache", header(gateway.bot(url("/large")), "X-Render-Source"));
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            List<Path> bodies =
                    files.filter(file -> file.toString().endsWith(".snappy")).toList();
            assertFalse(bodies.isEmpty());
            for (Path body : bodies) {
                Files.delete(body);
            }
        }
        assertEquals("rendered", header(gateway.bot(url("/large")), "X-Render-Source"));
    }

    private void serveAnExpiredPage() {
        assertEquals("rendered", header(gateway.bot(url("/flaky")), "X-Render-Source"));
        broken.set(true);
        Eventually.eventually(
                "the page has expired and its site fails",
                () -> header(gateway.bot(url("/flaky")), "X-Render-Cache").equals("stale"));
    }

    private void letOneWaitInTime() {
        List<CompletableFuture<?>> both = List.of(background("/slow"), background("/slow"));
        Eventually.eventually(
                "both are there", () -> scrape(gatewayMetricsPort).contains("edgecomet_eg_active_requests 2"));
        late.countDown();
        both.forEach(CompletableFuture::join);
    }

    /** The render ends with its soft timeout, after 6 s; the wait for it after 5. */
    private void letOneWaitInVain() {
        List.of(background("/stuck"), background("/stuck")).forEach(CompletableFuture::join);
    }

    private CompletableFuture<?> background(String path) {
        return CompletableFuture.supplyAsync(() -> gateway.bot(url(path)), threads);
    }

    private HttpResponse<String> ask(String path, String userAgent) {
        return Gateway.send(
                gateway.render(url(path)).header("X-Render-Key", KEY).header("User-Agent", userAgent));
    }

    private String url(String path) {
        return "http://localhost:" + site.getAddress().getPort() + path;
    }

    private static String scrape(int port) {
        HttpResponse<String> answer = new Gateway(port).get("/metrics");
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    private static Set<String> families(String text) {
        return text.lines()
                .map(SHOWN::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1) + " " + line.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .map(DOCUMENTED::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1) + " " + row.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS) ? "released" : "given up";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
