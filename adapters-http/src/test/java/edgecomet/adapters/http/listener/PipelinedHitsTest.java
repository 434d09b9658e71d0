package edgecomet.adapters.http.listener;

import static edgecomet.adapters.http.listener.HitScene.LARGE;
import static edgecomet.adapters.http.listener.HitScene.get;
import static edgecomet.adapters.http.listener.HitScene.request;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.header.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hits that come together, in pieces, to a slow reader or at the end of a connection. */
class PipelinedHitsTest {

    private final HitScene scene = HitScene.start();
    private final CachedSite site = scene.site();
    private final RawClient client = scene.client();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void leaves_to_the_controller_what_comes_in_pieces() {
        site.cached("/plain", 200, Headers.EMPTY, "plain");
        scene.warm("/plain");
        String request = get("/plain");
        int served = site.served.get();
        for (int split = 1; split < request.length(); split += 17) {
            client.send(request.substring(0, split));
            client.send(request.substring(split));
            assertEquals("plain", client.answer().body());
        }
        assertTrue(site.served.get() >= served);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Other: \u00e9"})
    void nothing_is_answered_beyond_the_last_request_of_a_connection(String header) {
        site.cached("/plain", 200, Headers.EMPTY, "plain");
        scene.warm("/plain");
        String last =
                request("GET", "/plain", "1.1", "Connection: close" + (header.isEmpty() ? "" : "~" + header) + "~~");
        client.send(last + get("/plain") + get("/plain"));
        assertEquals("close", client.answer().header("Connection"));
        assertTrue(client.isClosed());
    }

    @Test
    void answers_requests_that_came_together_in_their_order() {
        IntStream.range(0, 10).forEach(i -> site.cached("/p" + i, 200, Headers.EMPTY, "page " + i));
        IntStream.range(0, 10).forEach(i -> scene.warm("/p" + i));
        StringBuilder all = new StringBuilder();
        IntStream.range(0, 200).forEach(i -> all.append(get(i % 3 == 2 ? "/absent" + i : "/p" + i % 10)));
        client.send(all.toString());
        for (int i = 0; i < 200; i++) {
            String expected = i % 3 == 2 ? "from the origin" : "page " + i % 10;
            assertEquals(expected, client.answer().body(), "answer " + i);
        }
    }

    @Test
    void an_answer_does_not_wait_for_that_of_the_next_request() {
        site.cached("/plain", 200, Headers.EMPTY, "plain");
        scene.warm("/plain");
        CountDownLatch origin = new CountDownLatch(1);
        site.holdServing(origin);
        client.send(get("/plain") + get("/absent"));
        assertEquals("plain", client.answer().body());
        assertFalse(client.hasAnswer());
        origin.countDown();
        assertEquals("from the origin", client.answer().body());
    }

    @ParameterizedTest
    @MethodSource
    void a_request_that_cannot_be_looked_at_costs_none_before_it_its_answer(Throwable failure) {
        site.cached("/plain", 200, Headers.EMPTY, "plain").cached("/bad", 200, Headers.EMPTY, "bad");
        scene.warm("/plain");
        scene.warm("/bad");
        site.failHits("/bad", failure);
        client.send(get("/plain") + get("/bad") + get("/plain"));
        assertEquals("plain", client.answer().body());
        assertEquals("bad", client.answer().body());
        assertEquals("plain", client.answer().body());
        assertEquals(3, site.served.get(), "the one that failed was served the usual way");
    }

    static Stream<Throwable> a_request_that_cannot_be_looked_at_costs_none_before_it_its_answer() {
        return Stream.of(new IllegalArgumentException("a header is bad"), new OutOfMemoryError("for a test"));
    }

    @Test
    void prepares_no_more_than_a_client_reads() {
        site.cached("/large", 200, Headers.EMPTY, LARGE);
        scene.warm("/large");
        int sent = 1_000;
        String request = get("/large");
        Thread sender = Thread.ofVirtual().start(() -> IntStream.range(0, sent).forEach(i -> client.send(request)));
        for (int read = 1; read <= sent; read++) {
            assertEquals(LARGE.length(), client.answer().body().length());
            int ahead = site.hits.get() - read;
            assertTrue(ahead < sent / 4, () -> ahead + " answers ahead of the reader");
        }
        assertFalse(sender.isInterrupted());
    }

    @Test
    void finishes_an_answer_under_way_when_the_gateway_leaves() {
        byte[] body = "x".repeat(20 * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        site.cached("/huge", 200, Headers.EMPTY, body, List.of(CachedSite.GATEWAY));
        scene.warm("/huge");
        client.send(get("/huge"));
        eventually("the answer is under way", () -> client.hasAnswer());
        CompletionStage<?> leaving = scene.gateway().shutDown();
        assertEquals(body.length, client.answer().body().length());
        eventually("the gateway has left", () -> leaving.toCompletableFuture().isDone());
        assertEquals(1, site.served.get());
    }
}
