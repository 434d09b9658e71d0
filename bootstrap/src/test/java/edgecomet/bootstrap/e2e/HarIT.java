package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.bootstrap.demo.DemoSite;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator looks into a page by the internal listener of a gateway, over a real Redis and a render service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HarIT {

    private static final int LATE = Integer.MAX_VALUE - 10;
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    static Path directory;

    private final int publicPort = FreePorts.next();
    private final int internalPort = FreePorts.next();
    private final Gateway gateway = new Gateway(publicPort);
    private final Gateway internal = new Gateway(internalPort);
    private RedisServer redis;
    private DemoSite site;
    private RunningProgram gatewayProgram;
    private RunningProgram rendererProgram;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServer.start();
        site = DemoSite.start(0);
        Path renderer = ConfigurationFiles.renderer(directory, FreePorts.next(), FreePorts.next(), redis.port());
        Path configuration =
                ConfigurationFiles.gateway(directory, publicPort, internalPort, FreePorts.next(), redis.port());
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
    void the_answer_is_the_recording_of_all_that_the_page_asked_for() {
        String url = site.address() + "/product/1?utm_source=x&b=2";
        HttpResponse<String> answer = inspect(url, "desktop", "8s");
        String har = answer.body();
        String rendered = site.address() + "/product/1?b=2";
        assertAll(
                () -> assertEquals(200, answer.statusCode(), har),
                () -> assertEquals("application/json", header(answer, "Content-Type")),
                () -> assertEquals("EdgeGateway-Internal", header(answer, "Server")),
                () -> assertTrue(
                        har.startsWith("{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"EdgeComet\""), har),
                () -> assertTrue(
                        Pattern.compile("\"id\":\"page_[0-9a-f]{5}-har-debug\",\"title\":\"" + Pattern.quote(rendered)
                                        + '"')
                                .matcher(har)
                                .find(),
                        har),
                () -> assertTrue(har.contains("\"method\":\"GET\",\"url\":\"" + rendered + "\""), har),
                () -> assertTrue(har.contains("{\"name\":\"X-Edge-Render\",\"value\":\"rs-e2e\"}"), har),
                () -> assertTrue(har.contains("\"userAgent\":\"Mozilla/5.0 e2e\",\"timeout\":8000"), har),
                () -> assertTrue(har.contains("\"_resourceType\":\"script\""), har));
    }

    @Test
    void an_inspection_neither_reads_nor_fills_the_cache_and_gives_its_tab_back() {
        String url = site.address() + "/product/4";
        assertEquals(200, inspect(url, "desktop", "").statusCode());
        assertEquals("rendered", header(gateway.bot(url), "X-Render-Source"));
        assertEquals("cache", header(gateway.bot(url), "X-Render-Source"));
        assertTrue(inspect(url, "desktop", "").body().contains("\"_resourceType\":\"document\""));
        assertEquals("cache", header(gateway.bot(url), "X-Render-Source"));
        Eventually.eventually(
                "all tabs are free",
                () -> redis.command("HVALS", "tabs:rs-e2e").lines().allMatch(String::isBlank));
    }

    @Test
    void a_page_that_cannot_be_rendered_is_a_failure_with_the_recording_beside_it() {
        String url = "http://localhost:" + FreePorts.next() + "/";
        HttpResponse<String> answer = inspect(url, "desktop", "");
        assertEquals(502, answer.statusCode());
        assertTrue(
                answer.body()
                        .startsWith("{\"success\":false,\"message\":\"render_failed: Rendering failed: "
                                + "net::ERR_CONNECTION_REFUSED\",\"data\":{\"log\":"),
                answer.body());
        assertTrue(answer.body().contains("\"failedRequests\":[{\"url\":\"" + url + "\""), answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/debug/har/render                                  | 400 | missing_url: URL parameter is required",
                "/debug/har/render?url=/page                        | 400 | invalid_url: URL must have scheme and host",
                "/debug/har/render?url=http://127.0.0.1/            | 403 | ssrf_blocked: hostname resolves to private/reserved IP address: 127.0.0.1",
                "/debug/har/render?url=http://localhost/&timeout=1d | 400 | invalid_timeout: time: unknown unit \\\"d\\\" in duration \\\"1d\\\"",
                "/debug/har/render?url=http://localhost/&timeout=-1s | 400 | invalid_timeout: timeout must be positive",
                "/debug/har/render?url=http://other.example/        | 404 | host_not_found: No host configuration for domain 'other.example'. Available: [localhost]",
                "/debug/har/render?url=http://localhost/            | 400 | invalid_dimension: Default dimension '' not found for host 'localhost'. Available: [bypass desktop]",
                "/debug/har/render?url=http://localhost/&dimension=x | 400 | invalid_dimension: Dimension 'x' not found for host 'localhost'. Available: [bypass desktop]",
                "/debug/har/render?url=http://localhost/admin/a&dimension=desktop | 403 | url_blocked: URL matched block rule",
                "/debug/har/render?url=http://localhost/api/a&dimension=desktop | 400 | url_bypass: Bypass rules not supported in debug endpoint",
                "/debug/har/7/abc                                   | 404 | not found",
                "/internal/cache/nothing                            | 404 | not found",
            })
    void what_cannot_be_inspected_is_said(String target, int status, String message) {
        HttpResponse<String> answer = Gateway.send(internal.request(target).header("X-Internal-Auth", KEY));
        assertEquals(status, answer.statusCode());
        assertEquals("{\"success\":false,\"message\":\"" + message + "\"}", answer.body());
    }

    @Test
    void nobody_without_the_key_gets_in_and_nobody_from_the_public_side() {
        HttpResponse<String> answer = internal.get("/debug/har/render?url=http://localhost/");
        assertEquals(401, answer.statusCode());
        assertEquals("{\"success\":false,\"message\":\"unauthorized\"}", answer.body());
        assertFalse(gatewayProgram.output().contains(KEY));

        HttpResponse<String> outside = Gateway.send(
                gateway.request("/debug/har/render?url=http://localhost/").header("X-Internal-Auth", KEY));
        assertEquals(404, outside.statusCode());
        assertEquals("Endpoint not found", outside.body());
        assertEquals(
                404,
                Gateway.send(internal.render(site.address() + "/").header("X-Internal-Auth", KEY))
                        .statusCode());
    }

    @Test
    @Order(LATE)
    void without_a_render_service_it_is_waited_for_and_then_said() {
        List<ProcessHandle> browsers = rendererProgram.descendants();
        assertEquals(0, rendererProgram.terminate(), rendererProgram::output);
        Eventually.eventually("no browser is left", () -> browsers.stream().noneMatch(ProcessHandle::isAlive));
        HttpResponse<String> answer = inspect(site.address() + "/", "desktop", "");
        assertEquals(503, answer.statusCode());
        assertEquals(
                "{\"success\":false,\"message\":\"no_tabs_available: No render tabs available after 10s timeout\"}",
                answer.body());
    }

    private HttpResponse<String> inspect(String url, String dimension, String timeout) {
        String query = "?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8) + "&dimension=" + dimension
                + "&timeout=" + timeout;
        return Gateway.send(internal.request("/debug/har/render" + query).header("X-Internal-Auth", KEY));
    }
}
