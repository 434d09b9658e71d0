package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.GOOGLEBOT;
import static edgecomet.bootstrap.e2e.Gateway.KEY;
import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.Eventually;
import edgecomet.application.testing.FreePorts;
import edgecomet.bootstrap.demo.DemoSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged standalone process, as one machine runs it: real Chromium, real files, the demo shop as the site. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StandaloneIT {

    @TempDir
    static Path directory;

    private final int port = FreePorts.next();
    private final int metricsPort = FreePorts.next();
    private final Gateway gateway = new Gateway(port);
    private DemoSite site;
    private RunningProgram program;

    @BeforeAll
    void start() throws IOException {
        site = DemoSite.start(0);
        Path configuration = ConfigurationFiles.standalone(directory, port, metricsPort);
        program = RunningProgram.start(directory, "edgecomet", "standalone", "-c", configuration.toString())
                .untilItSays("EdgeComet standalone started");
        gateway.untilReady(1);
    }

    @AfterAll
    void stop() {
        program.close();
        site.close();
    }

    @Test
    void a_page_that_is_an_empty_shell_is_rendered_and_then_served_from_the_cache() {
        String url = site.address() + "/";
        String shell = Gateway.send(HttpRequest.newBuilder(URI.create(url))).body();
        assertFalse(shell.contains("<h2"), shell);

        HttpResponse<String> first = gateway.bot(url);
        HttpResponse<String> second = gateway.bot(url);

        assertAll(
                () -> assertEquals(200, first.statusCode()),
                () -> assertTrue(first.body().contains("<h2"), first.body()),
                () -> assertFalse(first.body().contains("<script src="), first.body()),
                () -> assertEquals("rendered", header(first, "X-Render-Source")),
                () -> assertEquals("new", header(first, "X-Render-Cache")),
                () -> assertEquals("standalone", header(first, "X-Render-Service")),
                () -> assertEquals("text/html; charset=utf-8", header(first, "Content-Type")),
                () -> assertEquals(url, header(first, "X-Processed-URL")),
                () -> assertEquals("EdgeGateway/1.0", header(first, "Server")),
                () -> assertFalse(header(first, "X-Request-ID").isEmpty()));
        assertAll(
                () -> assertEquals(first.body(), second.body()),
                () -> assertEquals("cache", header(second, "X-Render-Source")),
                () -> assertEquals("hit", header(second, "X-Render-Cache")),
                () -> assertTrue(header(second, "X-Cache-Age").matches("[0-9]+")));
    }

    @Test
    void a_product_has_the_title_and_structured_data_that_its_script_made() {
        String body = gateway.bot(site.address() + "/product/1").body();
        assertTrue(body.contains("application/ld+json"), body);
        assertTrue(body.contains("\"@type\":\"Product\""), body);
        assertTrue(body.contains("og:title"), body);
    }

    @Test
    void each_request_leaves_a_line_in_the_event_log() {
        String url = site.address() + "/product/3";
        gateway.bot(url);
        gateway.bot(url);
        gateway.bot(site.address() + "/admin/users");
        Gateway.send(gateway.render(url).header("X-Render-Key", "wrong").header("User-Agent", GOOGLEBOT));

        List<String> expected = List.of(
                "\"render\" 200 - \"" + url + "\" ",
                "\"cache_hit\" 200 - \"" + url + "\" ",
                "\"bypass\" 403 \"/admin/*\" \"" + site.address() + "/admin/users\" - -",
                "\"error\" 401 - \"" + url + "\" - \"auth_failed\"");
        Eventually.eventually(
                "every request has its line",
                () -> expected.stream()
                        .allMatch(line -> eventLines().stream().anyMatch(written -> written.startsWith(line))));
    }

    private static List<String> eventLines() {
        try {
            return Files.readAllLines(directory.resolve(ConfigurationFiles.EVENTS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void tracking_parameters_share_one_entry() {
        gateway.bot(site.address() + "/product/2?utm_source=a");
        HttpResponse<String> hit = gateway.bot(site.address() + "/product/2?gclid=b");
        assertEquals("cache", header(hit, "X-Render-Source"));
        assertEquals(site.address() + "/product/2", header(hit, "X-Processed-URL"));
    }

    @Test
    void a_bot_that_comes_again_makes_the_page_due_for_a_render() {
        String url = site.address() + "/product/6";
        gateway.bot(url);
        assertEquals("cache", header(gateway.bot(url), "X-Render-Source"));
        Eventually.eventually(
                () -> "the page is due, in\n" + program.output(),
                () -> program.saysInOneLine("Autorecache schedule added", url));
    }

    @Test
    void a_redirect_is_passed_on_and_kept_without_a_file() {
        String url = site.address() + "/old-product/1";
        HttpResponse<String> first = gateway.bot(url);
        HttpResponse<String> second = gateway.bot(url);
        assertEquals(301, first.statusCode());
        assertEquals(site.address() + "/product/1", header(first, "Location"));
        assertEquals(301, second.statusCode());
        assertEquals("cache", header(second, "X-Render-Source"));
        assertEquals(header(first, "Location"), header(second, "Location"));
    }

    @Test
    void a_page_whose_script_throws_is_served_as_it_is() {
        assertEquals(200, gateway.bot(site.address() + "/broken").statusCode());
    }

    @Test
    void head_differs_from_get_in_the_body_only() {
        String url = site.address() + "/product/3";
        HttpResponse<String> get = gateway.bot(url);
        HttpResponse<String> head = Gateway.send(gateway.render(url)
                .header("X-Render-Key", KEY)
                .header("User-Agent", GOOGLEBOT)
                .method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertEquals("cache", header(head, "X-Render-Source"));
        assertEquals(
                Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length), header(head, "Content-Length"));
    }

    @Test
    void the_entry_lies_where_the_specification_says() throws IOException {
        gateway.bot(site.address() + "/product/4");
        try (Stream<Path> files = Files.walk(directory.resolve("cache/7"))) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> directory.resolve("cache").relativize(file).toString())
                    .toList();
            assertFalse(names.isEmpty());
            names.forEach(name -> assertTrue(
                    name.matches("7/\\d{4}/\\d{2}/\\d{2}/\\d{2}/\\d{2}/[0-9a-f]{16}_1\\.html(\\.snappy)?"), name));
        }
    }

    @Test
    void a_blocked_path_is_answered_by_its_rule() {
        HttpResponse<String> answer = gateway.bot(site.address() + "//admin/x");
        assertEquals(403, answer.statusCode());
        assertEquals("Forbidden: members only", answer.body());
        assertEquals("status", header(answer, "X-Render-Action"));
        assertEquals("rule_0:/admin/*", header(answer, "X-Matched-Rule"));
    }

    @Test
    void a_bypassed_path_is_the_origins_own_answer() {
        HttpResponse<String> answer = gateway.bot(site.address() + "/api/products");
        assertEquals(200, answer.statusCode());
        assertEquals("bypass", header(answer, "X-Render-Source"));
        assertTrue(header(answer, "Content-Type").startsWith("application/json"));
    }

    @Test
    void an_unknown_user_agent_gets_the_shell_and_a_flag() {
        HttpResponse<String> answer = Gateway.send(
                gateway.render(site.address() + "/").header("X-Render-Key", KEY).header("User-Agent", "curl/8"));
        assertEquals("bypass", header(answer, "X-Render-Source"));
        assertEquals("true", header(answer, "X-Unmatched-Dimension"));
    }

    @Test
    void an_origin_that_does_not_answer_is_a_bad_gateway() {
        HttpResponse<String> answer = gateway.bot("http://localhost:" + FreePorts.next() + "/");
        assertEquals(502, answer.statusCode());
        assertEquals("Bad Gateway: Origin unreachable", answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/health         | 200 | OK",
                "/ready          | 200 | OK - 1 render services available",
                "/               | 404 | Endpoint not found",
                "/render/        | 404 | Endpoint not found",
                "/render         | 400 | Invalid URL: missing required 'url' query parameter",
                "/render?url=x%20 | 400 | Invalid URL: only HTTP and HTTPS schemes are supported",
                "/render?url=http%3A%2F%2Flocalhost%2F | 401 | Authentication failed: X-Render-Key header is required",
            })
    void the_small_answers_are_exact(String path, int status, String body) {
        HttpResponse<String> answer = gateway.get(path);
        assertEquals(status, answer.statusCode());
        assertEquals(body, answer.body());
        assertEquals("text/plain", header(answer, "Content-Type"));
        assertFalse(header(answer, "X-Request-ID").isEmpty());
    }

    @Test
    void one_listener_shows_the_metrics_of_gateway_and_renderer() {
        gateway.bot(site.address() + "/product/5");
        String metrics = new Gateway(metricsPort).get("/metrics").body();
        for (String sample : List.of(
                "eg_requests_total{dimension=\"desktop\",host=\"localhost\",status=\"success\"} ",
                "rs_renders_total{status=\"success\"} ",
                "rs_chrome_pool_size 2",
                "process_resident_memory_bytes ")) {
            assertTrue(metrics.lines().anyMatch(line -> line.startsWith(sample)), () -> sample + " in\n" + metrics);
        }
        assertEquals(404, gateway.get("/metrics").statusCode());
    }

    @Test
    void another_method_is_refused_with_those_that_are_allowed() {
        HttpResponse<String> answer = Gateway.send(gateway.request("/render").POST(BodyPublishers.ofString("x")));
        assertEquals(405, answer.statusCode());
        assertEquals("Method not allowed", answer.body());
        assertEquals("GET, HEAD", header(answer, "Allow"));
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void on_sigterm_it_ends_with_zero_and_leaves_no_process_behind() {
        List<ProcessHandle> browsers = program.descendants();
        assertFalse(browsers.isEmpty(), "Chromium runs");
        assertEquals(0, program.terminate(), program.output());
        Eventually.eventually("no process is left", () -> browsers.stream().noneMatch(ProcessHandle::isAlive));
        assertTrue(program.says("EdgeComet standalone stopped"), program.output());
    }
}
