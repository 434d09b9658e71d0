package rendering;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The origin of all pages, on a free port of this machine; virtual threads. Nothing may be cached. */
final class Site implements AutoCloseable {
    private static final int LONG_POLL_SECONDS = 25;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final byte[] bundle = Corpus.bundle().getBytes(StandardCharsets.UTF_8);
    private final byte[] image = image();
    private final Map<String, Integer> statuses =
            Corpus.PAGES.stream().collect(Collectors.toMap(Corpus.Page::name, Corpus.Page::status));

    Site() throws IOException {
        // Without it answers in two parts wait for the acknowledgement of the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String first = path.substring(1).split("/", 2)[0];
            switch (first) {
                case "pages" -> page(exchange, path.substring("/pages/".length()));
                case "hostile" -> Hostile.answer(exchange, path.substring("/hostile/".length()), closing);
                case "kit.js" -> send(exchange, 200, "text/javascript", Corpus.KIT);
                case "bundle.js" -> send(exchange, 200, "text/javascript", bundle);
                case "redirected.js" -> send(exchange, 200, "text/javascript", Corpus.REDIRECTED);
                case "asset" -> asset(exchange, path);
                case "image" -> send(exchange, 200, "image/png", image);
                case "api" -> items(exchange);
                case "hops" -> hop(exchange, Integer.parseInt(path.substring("/hops/".length())));
                case "poll" -> poll(exchange);
                case "events" -> events(exchange);
                default -> send(exchange, 404, "text/plain", "no such thing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void page(HttpExchange exchange, String name) throws IOException {
        send(exchange, statuses.get(name), "text/html; charset=utf-8", Corpus.html(name));
    }

    private static void asset(HttpExchange exchange, String path) throws IOException {
        String number = path.replaceAll("[^0-9]", "");
        switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "css" -> send(exchange, 200, "text/css", ".c" + number + " { color: #123456 }");
            case "js" -> send(exchange, 200, "text/javascript", "window.parts = (window.parts || 0) + 1");
            default ->
                send(exchange, 200, "image/svg+xml", """
                        <svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>""");
        }
    }

    private void items(HttpExchange exchange) throws IOException, InterruptedException {
        Map<String, String> query = query(exchange);
        pause(Integer.parseInt(query.getOrDefault("delay", "0")));
        String items = IntStream.range(0, Integer.parseInt(query.getOrDefault("count", "20")))
                .mapToObj("{\"name\":\"Item %d\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        send(exchange, 200, "application/json", items);
    }

    private static void hop(HttpExchange exchange, int left) throws IOException {
        String to = query(exchange).get("to");
        exchange.getResponseHeaders().set("Location", left == 1 ? to : "/hops/" + (left - 1) + "?to=" + to);
        exchange.sendResponseHeaders(302, -1);
    }

    private void poll(HttpExchange exchange) throws IOException, InterruptedException {
        pause(LONG_POLL_SECONDS * 1000);
        send(exchange, 200, "application/json", "[]");
    }

    private void events(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        for (int tick = 1; !pause(200); tick++) {
            exchange.getResponseBody().write(("data: " + tick + "\n\n").getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
        }
    }

    /** Returns whether the site is being closed. */
    private boolean pause(int millis) throws InterruptedException {
        return closing.await(millis, TimeUnit.MILLISECONDS);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getQuery();
        return query == null
                ? Map.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] image() throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            picture.setRGB(i % 64, i / 64, i * 1_000_003);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
