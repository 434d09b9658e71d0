package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.bootstrap.demo.DemoSite;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Gateway and render service as two processes of the packaged distribution over a real Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DistributedRolesIT {

    private static final int LATE = Integer.MAX_VALUE - 10;

    @TempDir
    static Path directory;

    private final int gatewayPort = FreePorts.next();
    private final int rendererPort = FreePorts.next();
    private final Gateway gateway = new Gateway(gatewayPort);
    private RedisServer redis;
    private DemoSite site;
    private RunningProgram gatewayProgram;
    private RunningProgram rendererProgram;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServer.start();
        site = DemoSite.start(0);
        Path renderer = ConfigurationFiles.renderer(directory, rendererPort, FreePorts.next(), redis.port());
        Path configuration =
                ConfigurationFiles.gateway(directory, gatewayPort, FreePorts.next(), FreePorts.next(), redis.port());
        rendererProgram = RunningProgram.start(directory, "render-service", "-c", renderer.toString());
        gatewayProgram = RunningProgram.start(directory, "edge-gateway", "-c", configuration.toString());
        rendererProgram.untilItSays("Render Service fully ready and registered");
        gatewayProgram.untilItSays("Edge Gateway started");
        gateway.untilReady(1);
    }

    @AfterAll
    void stop() {
        gatewayProgram.close();
        rendererProgram.close();
        site.close();
        redis.close();
    }

    @Test
    void a_page_travels_from_the_render_service_into_the_cache_and_back() {
        String url = site.address() + "/product/1";
        HttpResponse<String> first = gateway.bot(url);
        HttpResponse<String> second = gateway.bot(url);
        assertEquals("rendered", header(first, "X-Render-Source"), gatewayProgram::output);
        assertEquals("rs-e2e", header(first, "X-Render-Service"));
        assertTrue(first.body().contains("application/ld+json"), first.body());
        assertEquals("cache", header(second, "X-Render-Source"));
        assertEquals(first.body(), second.body());
    }

    @Test
    void both_are_on_their_lists() {
        String gatewayRecord = redis.command("GET", "registry:eg:eg-e2e");
        String rendererRecord = redis.command("GET", "service:render:rs-e2e");
        assertTrue(gatewayRecord.contains("\"sharding_enabled\":false"), gatewayRecord);
        assertTrue(rendererRecord.contains("\"capacity\":2"), rendererRecord);
    }

    @Test
    void the_metadata_is_where_the_original_looks_for_it() {
        gateway.bot(site.address() + "/product/2");
        String keys = redis.command("KEYS", "meta:cache:7:1:*");
        assertFalse(keys.isBlank());
        String key = keys.lines().findFirst().orElseThrow();
        assertEquals("render", redis.command("HGET", key, "source").trim());
        assertEquals("eg-e2e", redis.command("HGET", key, "eg_ids").trim());
    }

    @Test
    @Order(LATE)
    void a_killed_browser_costs_one_answer_at_most_and_the_next_render_works() {
        rendererProgram.descendants().forEach(ProcessHandle::destroyForcibly);
        assertEquals(200, gateway.bot(site.address() + "/product/5").statusCode());
        Eventually.eventually(
                "pages are rendered again",
                () -> header(gateway.bot(site.address() + "/?again=" + System.nanoTime()), "X-Render-Source")
                        .equals("rendered"));
    }

    @Test
    @Order(LATE + 1)
    void without_redis_the_origin_answers_and_with_it_pages_are_rendered_again() {
        redis.kill();
        HttpResponse<String> answer = gateway.bot(site.address() + "/product/6");
        assertEquals(200, answer.statusCode());
        assertEquals("bypass", header(answer, "X-Render-Source"));
        assertEquals(503, gateway.get("/ready").statusCode());
        assertEquals(200, gateway.get("/health").statusCode());

        redis.restart();
        gateway.untilReady(1);
        assertEquals("rendered", header(gateway.bot(site.address() + "/product/6"), "X-Render-Source"));
    }

    @Test
    @Order(LATE + 2)
    void without_a_render_service_an_unknown_page_is_the_origins_own() {
        List<ProcessHandle> browsers = rendererProgram.descendants();
        assertEquals(0, rendererProgram.terminate(), rendererProgram::output);
        Eventually.eventually("no browser is left", () -> browsers.stream().noneMatch(ProcessHandle::isAlive));
        assertEquals("", redis.command("KEYS", "service:render:*").trim());
        assertEquals("", redis.command("KEYS", "tabs:*").trim());

        gateway.untilReady(0);
        assertEquals("bypass", header(gateway.bot(site.address() + "/product/7"), "X-Render-Source"));
    }

    @Test
    @Order(LATE + 3)
    void on_sigterm_the_gateway_leaves_no_lock_no_registration_and_no_temporary_file() throws IOException {
        assertEquals(0, gatewayProgram.terminate(), gatewayProgram::output);
        assertEquals("", redis.command("KEYS", "lock:*").trim());
        assertEquals("", redis.command("KEYS", "registry:eg:*").trim());
        try (Stream<Path> files = Files.walk(directory.resolve("cache"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().contains(".tmp")).toList());
        }
    }
}
