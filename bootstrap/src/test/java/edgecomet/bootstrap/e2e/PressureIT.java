package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crowd of idle and slow connections, and more requests than the gateway takes on for a site that hangs: what is
 * cached is answered, health is answered, the rest is told to come back, and the memory of the process is bounded.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PressureIT {

    private static final int IDLE = 1_000;
    private static final int SLOW = 1_000;
    private static final int MISSES = 300;
    private static final int AT_WORK = 100;
    private static final int WAITING = 50;

    /** Heap of 192 MiB and as much for direct buffers are the launcher's; this is far below both together. */
    private static final long MAX_RESIDENT_KIB = 450 * 1024;

    private static final long MAX_GROWTH_KIB = 200 * 1024;

    @TempDir
    static Path directory;

    private final Executor clients = task -> Thread.ofVirtual().start(task);
    private final int port = FreePorts.next();
    private final Gateway gateway = new Gateway(port);
    private final List<Socket> crowd = new ArrayList<>();
    private RedisServer redis;
    private HangingSite site;
    private RunningProgram program;

    @BeforeAll
    void start() {
        redis = RedisServer.start();
        site = HangingSite.start();
        ConfigurationFiles.write(directory.resolve("hosts.d/site.yaml"), """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "%s"
                    enabled: true
                    render: {timeout: 10s}
                    bypass: {cache: {enabled: true, ttl: 1h}}
                    url_rules: [{match: "/api/*", action: bypass}]
                """.formatted(Gateway.KEY));
        Path file = ConfigurationFiles.write(directory.resolve("edge-gateway.yaml"), """
                eg_id: "eg-pressure"
                server:
                  listen: "127.0.0.1:%d"
                  timeout: 60s
                  limits: {connections: 5000, requests: %d, waiting_requests: %d}
                internal: {listen: "127.0.0.1:%d", auth_key: "0123456789abcdef0123456789abcdef"}
                redis: {addr: "127.0.0.1:%d"}
                storage: {base_path: "%s"}
                bypass: {timeout: 60s, ssrf_protection: false}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                log: {level: warn, console: {enabled: true}}
                hosts: {include: "hosts.d"}
                """.formatted(
                        port, AT_WORK, WAITING, FreePorts.next(), redis.port(), directory.resolve("cache")));
        program = RunningProgram.start(
                        directory,
                        Map.of("EDGECOMET_OPTS", "-Dio.netty.leakDetection.level=paranoid"),
                        "edge-gateway",
                        "-c",
                        file.toString())
                .untilItSays("Edge Gateway started");
    }

    @AfterAll
    void stop() throws IOException {
        for (Socket socket : crowd) {
            socket.close();
        }
        site.close();
        program.close();
        redis.close();
    }

    @Test
    void under_pressure_hits_and_health_are_answered_and_the_rest_is_told_to_come_back() throws Exception {
        String page = site.address() + "/api/page";
        assertEquals("bypass", header(gateway.bot(page), "X-Render-Source"));
        assertEquals("bypass_cache", header(gateway.bot(page), "X-Render-Source"));
        long before = residentKib();

        fillWithSilentAndSlowConnections();
        assertServes(page);

        List<CompletableFuture<HttpResponse<String>>> misses = new ArrayList<>();
        for (int i = 0; i < MISSES; i++) {
            String url = site.address() + "/api/hang/" + i;
            misses.add(CompletableFuture.supplyAsync(() -> gateway.bot(url), clients));
        }
        Eventually.eventually("the site hangs on all that may ask it", () -> site.hanging() == AT_WORK);
        Eventually.eventually(
                "the rest is refused",
                () -> misses.stream().filter(CompletableFuture::isDone).count() == MISSES - AT_WORK);
        assertEquals(AT_WORK, site.hanging());
        for (CompletableFuture<HttpResponse<String>> miss : misses) {
            if (miss.isDone()) {
                HttpResponse<String> refusal = miss.join();
                assertEquals(503, refusal.statusCode());
                assertEquals("Service overloaded", refusal.body());
                assertEquals("5", header(refusal, "Retry-After"));
                assertFalse(header(refusal, "X-Request-ID").isEmpty());
            }
        }
        assertServes(page);
        long under = residentKib();
        assertTrue(under < MAX_RESIDENT_KIB, () -> "resident: " + under + " KiB");
        assertTrue(under - before < MAX_GROWTH_KIB, () -> "grown by " + (under - before) + " KiB");

        site.letGo();
        for (CompletableFuture<HttpResponse<String>> miss : misses) {
            HttpResponse<String> answer = miss.join();
            assertTrue(answer.statusCode() == 503 || answer.body().equals("page"), answer::toString);
        }
        assertEquals("page", gateway.bot(site.address() + "/api/later").body());
        assertEquals(0, program.terminate(), program::output);
        assertFalse(program.says("LEAK"), program.output());
    }

    private void assertServes(String page) {
        HttpResponse<String> hit = gateway.bot(page);
        assertEquals(200, hit.statusCode());
        assertEquals("bypass_cache", header(hit, "X-Render-Source"));
        assertEquals("page", hit.body());
        assertEquals("OK", gateway.get("/health").body());
        assertEquals("OK - 0 render services available", gateway.get("/ready").body());
        assertEquals(404, gateway.get("/nowhere").statusCode());
    }

    private void fillWithSilentAndSlowConnections() throws IOException {
        for (int i = 0; i < IDLE + SLOW; i++) {
            Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            crowd.add(socket);
            if (i >= IDLE) {
                socket.getOutputStream()
                        .write("GET /render?url=slow HTTP/1.1\r\nHost: h\r\nX-Slow: x"
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private long residentKib() {
        try {
            return Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
