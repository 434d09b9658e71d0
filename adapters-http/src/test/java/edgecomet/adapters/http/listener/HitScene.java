package edgecomet.adapters.http.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.tls.SampleIdentity;
import edgecomet.domain.header.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A gateway in front of a {@link CachedSite}, a client of it, and the requests that tests of hits send. */
final class HitScene implements AutoCloseable {

    static final String LARGE = "0123456789abcdef".repeat(20_000);
    static final String BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private final CachedSite site = new CachedSite("/rule/*");
    private final PublicGateway gateway;
    private final RawClient client;

    private HitScene(UnaryOperator<PublicGateway.Builder> settings) {
        gateway = settings.apply(PublicGateway.with(PublicGateway.limits(1_000, PublicGateway.LONG, PublicGateway.LONG))
                        .serving(site::serve, site))
                .start();
        client = new RawClient(gateway.port());
    }

    static HitScene start() {
        return new HitScene(settings -> settings);
    }

    static HitScene withHotBytes(long bytes) {
        return new HitScene(settings -> settings.hotBytes(bytes));
    }

    static HitScene withTls(SampleIdentity identity) {
        return new HitScene(settings -> settings.tls(identity, TlsVersion.TLS_1_3));
    }

    CachedSite site() {
        return site;
    }

    PublicGateway gateway() {
        return gateway;
    }

    RawClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
    }

    /** Pages that differ in all that an answer may depend on. */
    void fill() {
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

    /** Returns an answer as lines in order: status, headers, whether the connection goes on, body. */
    List<String> ask(String method, String path, String version, String header) {
        try (RawClient one = new RawClient(gateway.port())) {
            one.send(request(method, path, version, header));
            RawClient.Answer answer = method.equals("HEAD") ? one.answerToHead() : one.answer();
            List<String> headers =
                    answer.lines().stream().map(HitScene::comparable).sorted().toList();
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

    /**
     * Returns a request.
     *
     * @param header a line; with {@code ~} for each line end, all of them, the one behind the head included
     */
    static String request(String method, String path, String version, String header) {
        String userAgent = header.startsWith("User-Agent") ? "" : "User-Agent: " + BOT + "\r\n";
        String own = header.isEmpty() ? "" : header.replace("~", "\r\n") + (header.contains("~") ? "" : "\r\n");
        String target = "/render?url=https://shop.example" + path.replace("&", "%26");
        return method + " " + target + " HTTP/" + version + "\r\nHost: gateway\r\nX-Render-Key: k-shop\r\n" + userAgent
                + own + (header.contains("~") ? "" : "\r\n");
    }

    /** Returns the request of a bot. */
    static String get(String path) {
        return request("GET", path, "1.1", "");
    }

    /** Asks for a page, which is known from then on. */
    void warm(String path) {
        assertEquals(200, client.send(get(path)).answer().status());
    }
}
