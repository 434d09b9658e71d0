package edgecomet.bootstrap.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import edgecomet.application.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A site on the loopback address that replies as the test says, and remembers what it was asked. A path without a
 * script is a small page.
 */
final class ScriptedSite implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final int port = FreePorts.next();
    private HttpServer server = listen();

    private ScriptedSite() {}

    static ScriptedSite start() {
        return new ScriptedSite();
    }

    /** What the site replies; {@code body} is null where it never does. */
    record Reply(
            int status,
            Map<String, List<String>> headers,
            @Nullable String body) {

        static Reply page(String text) {
            return status(200, text);
        }

        static Reply status(int status, String text) {
            return new Reply(status, Map.of(), "<html><head><title>t</title></head><body>" + text + "</body></html>")
                    .with("Content-Type", "text/html");
        }

        static Reply redirect(int status, String location) {
            return new Reply(status, Map.of(), "").with("Location", location);
        }

        static Reply bytes(String type, String body) {
            return new Reply(200, Map.of(), body).with("Content-Type", type);
        }

        static Reply never() {
            return new Reply(200, Map.of(), null);
        }

        Reply with(String name, String... values) {
            Map<String, List<String>> more = new ConcurrentHashMap<>(headers);
            more.put(name, List.of(values));
            return new Reply(status, more, body);
        }
    }

    /** A request that came; header names as {@code HttpServer} spells them. */
    record Asked(String method, String path, Map<String, List<String>> headers) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** Says what a path replies from now on. */
    ScriptedSite replies(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    /** Returns the requests for a path so far. */
    List<Asked> asked(String path) {
        return asked.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** Refuses connections from now on. */
    void stop() {
        server.stop(0);
    }

    void restart() {
        server = listen();
    }

    private HttpServer listen() {
        try {
            HttpServer created =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            created.setExecutor(threads);
            created.createContext("/", this::answer);
            created.start();
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(new Asked(exchange.getRequestMethod(), path, Map.copyOf(exchange.getRequestHeaders())));
        Reply reply = replies.getOrDefault(path, Reply.page("unscripted"));
        try (exchange) {
            if (reply.body() == null) {
                await();
                return;
            }
            reply.headers()
                    .forEach((name, values) -> exchange.getResponseHeaders().put(name, new ArrayList<>(values)));
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
            if (!bodiless) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void await() {
        try {
            boolean _ = letGo.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        letGo.countDown();
        server.stop(0);
        threads.close();
    }
}
