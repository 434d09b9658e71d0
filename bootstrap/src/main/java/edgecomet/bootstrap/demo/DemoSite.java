package edgecomet.bootstrap.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the demo shop on the loopback interface. Its pages ({@code /}, {@code /product/<id>}, an unknown path, which
 * the script answers with a 404 page, and {@code /broken}, whose script throws) are one and the same shell; the script
 * fills it from {@code /api/}. {@code /old-product/<id>} redirects.
 *
 * <p>Thread-safe. Each request has a virtual thread, of which a bounded number works at a time.
 */
public final class DemoSite implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DemoSite.class);
    private static final int REQUESTS_AT_A_TIME = 64;
    private static final int BACKLOG = 128;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final HttpServer server;
    private final ExecutorService threads;
    private final DemoPages pages = new DemoPages();
    private final Semaphore permits = new Semaphore(REQUESTS_AT_A_TIME);

    private DemoSite(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException where the port is taken
     */
    public static DemoSite start(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("demo-", 0).factory());
        DemoSite site = new DemoSite(server, threads);
        server.setExecutor(threads);
        server.createContext("/", site::answer);
        server.start();
        return site;
    }

    /** Returns the address of the front page, without a slash at the end. */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Stops to accept, gives running requests a moment and ends. */
    @Override
    public void close() {
        server.stop(permits.availablePermits() == REQUESTS_AT_A_TIME ? 0 : (int) GRACE.toSeconds());
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        permits.acquireUninterruptibly();
        try (exchange) {
            DemoPages.Answer answer = pages.answer(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            log.atDebug()
                    .addKeyValue("path", exchange.getRequestURI().getPath())
                    .addKeyValue("status", answer.status())
                    .log("Demo site asked");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
            if (bodiless) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(answer.body().length));
            }
            exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(answer.body());
            }
        } finally {
            permits.release();
        }
    }
}
