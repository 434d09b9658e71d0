package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;

/** What a visitor got from the gateway, and what a test says of it. Each claim fails with the whole answer. */
record Answer(HttpResponse<String> response) {

    Answer is(int status) {
        assertEquals(status, response.statusCode(), this::toString);
        return this;
    }

    /** Its {@code X-Render-Source} and {@code X-Render-Cache}. */
    Answer from(String source, String cache) {
        return has("X-Render-Source", source).has("X-Render-Cache", cache);
    }

    Answer has(String header, String... values) {
        assertEquals(List.of(values), response.headers().allValues(header), () -> header + " of " + this);
        return this;
    }

    Answer matches(String header, String expression) {
        assertTrue(header(header).matches(expression), () -> header + " is not " + expression + " in " + this);
        return this;
    }

    Answer lacks(String... headers) {
        for (String header : headers) {
            has(header);
        }
        return this;
    }

    Answer says(String body) {
        assertEquals(body, response.body(), this::toString);
        return this;
    }

    Answer contains(String text) {
        assertTrue(response.body().contains(text), () -> "no «" + text + "» in " + this);
        return this;
    }

    boolean isFrom(String source, String cache) {
        return header("X-Render-Source").equals(source)
                && header("X-Render-Cache").equals(cache);
    }

    String header(String name) {
        return Gateway.header(response, name);
    }

    String body() {
        return response.body();
    }

    String requestId() {
        return header("X-Request-ID");
    }

    @Override
    public String toString() {
        return response.statusCode() + " " + response.headers().map() + "\n" + response.body();
    }
}
