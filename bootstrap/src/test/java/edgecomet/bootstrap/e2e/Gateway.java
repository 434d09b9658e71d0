package edgecomet.bootstrap.e2e;

import edgecomet.application.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a reverse proxy and an operator ask of a gateway. */
final class Gateway {

    static final String GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    static final String KEY = "e2e-key";

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final int port;

    Gateway(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Asks for a page as Googlebot, with the right key. */
    HttpResponse<String> bot(String url) {
        return send(render(url).header("X-Render-Key", KEY).header("User-Agent", GOOGLEBOT));
    }

    /** Returns a request for a page that has no header yet. */
    HttpRequest.Builder render(String url) {
        return request("/render?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery));
    }

    /** Waits until the gateway sees this many render services. */
    void untilReady(int services) {
        Eventually.eventually(
                "the gateway sees " + services + " render services",
                () -> get("/ready").body().equals("OK - " + services + " render services available"));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
