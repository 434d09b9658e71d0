package edgecomet.bootstrap.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edgecomet.adapters.chrome.ChromeBrowser;
import edgecomet.adapters.chrome.ChromeSettings;
import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.egress.EgressProxy;
import edgecomet.application.port.Browser.Capture;
import edgecomet.application.port.Deadline;
import edgecomet.application.testing.FreePorts;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.Serialization;
import edgecomet.domain.render.Viewport;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page that tries every way it knows to reach a private address, against a listener that counts (spec 00). The page's
 * own site is at 127.0.0.2, which stands for a public address; the listener has the same port at 127.0.0.1.
 */
@Timeout(120)
class EgressGuardTest {

    private static final InetAddress PUBLIC = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress PRIVATE = InetAddress.ofLiteral("127.0.0.1");
    private static final String ALIVE = "the page's own site answers";

    @TempDir
    private Path directory;

    private final Set<String> reached = new ConcurrentSkipListSet<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private HttpServer site;
    private HttpServer listener;
    private EgressProxy egress;
    private int port;

    @BeforeEach
    void start() throws IOException {
        site = HttpServer.create(new InetSocketAddress(PUBLIC, FreePorts.next()), 0);
        port = site.getAddress().getPort();
        listener = HttpServer.create(new InetSocketAddress(PRIVATE, port), 0);
        listener.createContext("/", exchange -> {
            reached.add(exchange.getRequestURI().getPath());
            answer(exchange, 200, "text/html", "secret");
        });
        String page = page();
        site.createContext("/", exchange -> answer(exchange, 200, "text/html", page));
        site.createContext("/alive", exchange -> answer(exchange, 200, "text/plain", ALIVE));
        site.createContext(
                "/worker.js",
                exchange -> answer(
                        exchange,
                        200,
                        "text/javascript",
                        "fetch('http://127.0.0.1:" + port + "/worker').catch(() => {})"));
        site.createContext("/away", exchange -> {
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://127.0.0.1:" + port
                                    + exchange.getRequestURI().getQuery());
            answer(exchange, 302, "text/plain", "");
        });
        site.createContext(
                "/leaves",
                exchange -> answer(
                        exchange,
                        200,
                        "text/html",
                        "<script>location = 'http://127.0.0.1:" + port + "/left'</script>"));
        site.start();
        listener.start();
        egress = EgressProxy.open(
                this::resolve, address -> address.equals(PUBLIC) || AddressPolicy.PUBLIC_ONLY.permits(address));
    }

    @AfterEach
    void stop() {
        egress.close();
        site.stop(0);
        listener.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    /** A name server that lies. */
    private List<InetAddress> resolve(String name) throws UnknownHostException {
        return switch (name) {
            case "inside.test", "localhost", "www.localhost" -> List.of(PRIVATE);
            case "mixed.test" -> List.of(PUBLIC, PRIVATE);
            case "rebinding.test" -> List.of(lookups.getAndIncrement() % 2 == 0 ? PUBLIC : PRIVATE);
            default -> throw new UnknownHostException(name);
        };
    }

    private String page() throws IOException {
        try (InputStream text = EgressGuardTest.class.getResourceAsStream("hostile.html")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("PORT", Integer.toString(port));
        }
    }

    private ChromeBrowser browser(String name) throws Exception {
        Path binary = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is needed by this test: apt-get install " + name));
        return ChromeBrowser.start(new ChromeSettings(
                1,
                "",
                Duration.ofSeconds(5),
                1000,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                "renderer-under-test",
                directory,
                egress.url(),
                binary));
    }

    private RenderRequest request(String url, boolean publicOnly) {
        return new RenderRequest(
                "test",
                url,
                new Viewport(1280, 800),
                "",
                Duration.ofSeconds(15),
                "load",
                Duration.ofSeconds(3),
                List.of(),
                List.of(),
                false,
                publicOnly,
                Headers.EMPTY,
                false,
                AwaitedContent.NONE,
                Serialization.FAITHFUL);
    }

    private static Capture capture(ChromeBrowser browser, RenderRequest request) {
        return browser.capture(request, Deadline.after(Duration.ofSeconds(60)));
    }

    private static String html(Capture capture) {
        return assertInstanceOf(Capture.Captured.class, capture, capture::toString)
                .page()
                .html();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chromium", "chromium-headless-shell"})
    void no_way_leads_to_a_private_address_while_the_page_is_guarded(String name) throws Exception {
        String own = "http://127.0.0.2:" + port;
        try (ChromeBrowser browser = browser(name)) {
            assertTrue(html(capture(browser, request(own + "/", true))).contains(ALIVE), "the page itself is rendered");
            assertEquals(Set.of(), reached);
            assertTrue(egress.refused() >= 20, () -> "refused " + egress.refused());

            for (String leading : List.of("127.0.0.1", "localhost", "inside.test", "[::1]", "0x7f000001")) {
                Capture.Failed failed = assertInstanceOf(
                        Capture.Failed.class, capture(browser, request("http://" + leading + ":" + port + "/m", true)));
                assertEquals(RenderError.NETWORK_ERROR, failed.error(), failed::toString);
            }
            assertInstanceOf(Capture.Failed.class, capture(browser, request(own + "/leaves", true)));
            assertEquals(Set.of(), reached);

            assertTrue(html(capture(browser, request(own + "/", false))).contains(ALIVE));
            assertTrue(reached.size() >= 20, () -> "without the guard the same page gets through: " + reached);
        }
    }
}
