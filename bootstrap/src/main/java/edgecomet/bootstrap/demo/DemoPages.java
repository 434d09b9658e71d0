package edgecomet.bootstrap.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the demo site answers to a method and a path. Immutable. */
final class DemoPages {

    private static final String HTML = "text/html; charset=utf-8";
    private static final String OLD_PRODUCT = "/old-product/";
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final byte[] NOTHING = {};

    private final Answer shell = file("index.html", HTML);
    private final Map<String, Answer> files = Map.of(
            "/assets/app.js", file("app.js", "text/javascript; charset=utf-8"),
            "/assets/style.css", file("style.css", "text/css; charset=utf-8"),
            "/favicon.svg", file("favicon.svg", "image/svg+xml"),
            "/robots.txt", file("robots.txt", "text/plain; charset=utf-8"),
            "/api/products", file("products.json", "application/json"),
            "/api/reviews", file("reviews.json", "application/json"));

    // The body is handed to one writer, which does not change it.
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, Map<String, String> headers, byte[] body) {}

    Answer answer(String method, String path) {
        if (!METHODS.contains(method)) {
            return new Answer(405, Map.of("Allow", "GET, HEAD"), NOTHING);
        }
        @Nullable Answer file = files.get(path);
        if (file != null) {
            return file;
        }
        if (path.startsWith(OLD_PRODUCT)) {
            String location = "/product/" + path.substring(OLD_PRODUCT.length());
            return new Answer(301, Map.of("Location", location), NOTHING);
        }
        if (path.startsWith("/assets/") || path.startsWith("/api/")) {
            return new Answer(404, Map.of(), NOTHING);
        }
        return shell;
    }

    private static Answer file(String name, String contentType) {
        try (InputStream in = DemoPages.class.getResourceAsStream("site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the demo site lacks " + name);
            }
            return new Answer(200, Map.of("Content-Type", contentType, "Cache-Control", "no-cache"), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
