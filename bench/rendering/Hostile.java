package rendering;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The pages that take all they can get. */
final class Hostile {
    static final List<String> NAMES = List.of(
            "loop",
            "late-loop",
            "alerts",
            "hog",
            "close",
            "huge",
            "endless",
            "silent",
            "circle",
            "popups",
            "workers",
            "crash");

    private Hostile() {}

    static String url(Site site, String name) {
        return name.equals("crash") ? "chrome://crash" : site.url("/hostile/" + name);
    }

    /** Answers until the site closes, if the page has no end. */
    static void answer(HttpExchange exchange, String name, CountDownLatch closing)
            throws IOException, InterruptedException {
        switch (name) {
            case "silent" -> closing.await();
            case "endless" -> drip(exchange, closing);
            default -> Site.send(exchange, 200, "text/html; charset=utf-8", "<body><p>Begun</p><script>" + script(name)
                    + "</script></body>");
        }
    }

    private static String script(String name) {
        return switch (name) {
            case "loop" -> "while (true) {}";
            case "late-loop" -> "onload = () => setTimeout(() => { while (true) {} }, 100)";
            case "alerts" -> "while (true) { alert('again'); confirm('again'); prompt('again') }";
            // The heap of a page is bounded by a flag that the script gives the browser.
            case "hog" -> "const kept = []; while (true) kept.push(new Array(100000).fill(Math.random()))";
            case "close" -> "window.close(); setInterval(() => window.close(), 10)";
            case "huge" -> """
                    for (let i = 0; i < 100000; i++) document.body.append(document.createElement('i'))""";
            case "circle" -> "onload = () => location.href = '/hostile/circle?' + Math.random()";
            case "popups" -> "setInterval(() => window.open('/hostile/popups'), 5)";
            case "workers" -> """
                    const code = URL.createObjectURL(new Blob(['while (true) {}']));
                    for (let i = 0; i < 4; i++) new Worker(code)""";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void drip(HttpExchange exchange, CountDownLatch closing) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, 0);
        byte[] more = "<p>and on</p>".getBytes(StandardCharsets.US_ASCII);
        while (!closing.await(50, TimeUnit.MILLISECONDS)) {
            exchange.getResponseBody().write(more);
            exchange.getResponseBody().flush();
        }
    }
}
