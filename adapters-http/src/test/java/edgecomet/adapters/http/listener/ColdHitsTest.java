package edgecomet.adapters.http.listener;

import static edgecomet.adapters.http.listener.HitScene.LARGE;
import static edgecomet.adapters.http.listener.HitScene.get;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.header.Headers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hits whose page is not hot: it is read from the disk, at once or by another thread. */
class ColdHitsTest {

    private static final int SIZE = 100_000;

    private final HitScene scene = HitScene.withHotBytes(0);
    private final CachedSite site = scene.site();
    private final RawClient client = scene.client();

    @AfterEach
    void close() {
        scene.close();
    }

    /**
     * Redirects and answers to HEAD have no body to read, and are left to the controller; large pages are read by
     * another thread in any case.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /plain                       | 1.1 | ''                    | 1",
                "HEAD | /plain                       | 1.1 | ''                    | 0",
                "GET  | /plain                       | 1.1 | Connection: close     | 1",
                "GET  | /plain                       | 1.0 | ''                    | 1",
                "GET  | /plain                       | 1.0 | Connection: keep-alive| 1",
                "GET  | /headers                     | 1.1 | ''                    | 1",
                "GET  | /headers                     | 1.1 | User-Agent: nobody    | 1",
                "GET  | /rule/a                      | 1.1 | ''                    | 1",
                "GET  | /missing                     | 1.1 | ''                    | 1",
                "GET  | /empty                       | 1.1 | ''                    | 1",
                "GET  | /large                       | 1.1 | ''                    | 1",
                "GET  | /redirect                    | 1.1 | ''                    | 0",
            })
    void is_the_same_from_the_disk(String method, String path, String version, String header, int read) {
        scene.fill();
        List<String> byController = scene.ask(method, path, version, header);
        assertEquals(0, site.read.get());
        assertEquals(byController, scene.ask(method, path, version, header));
        assertEquals(read, site.read.get());
        assertEquals(2 - read, site.served.get());
        site.putAtHand();
        assertEquals(byController, scene.ask(method, path, version, header), "read without waiting");
        int atHand = path.equals("/large") ? 0 : read;
        assertEquals(List.of(2 * read - atHand, atHand), List.of(site.read.get(), site.readAtHand.get()));
    }

    @Test
    void a_body_that_is_gone_is_the_controllers_matter() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        assertEquals("page", client.send(get("/page")).answer().body());
        site.loseBodies();
        assertEquals("from the origin", client.send(get("/page")).answer().body());
        assertEquals(1, site.read.get());
    }

    @Test
    void requests_wait_their_turn_while_a_page_is_read_and_a_client_may_leave() throws InterruptedException {
        IntStream.range(0, 3).forEach(i -> site.cached("/p" + i, 200, Headers.EMPTY, "page " + i));
        IntStream.range(0, 3).forEach(i -> client.send(get("/p" + i)).answer());
        CountDownLatch disk = new CountDownLatch(1);
        site.holdReads(disk);
        client.send(get("/p0") + get("/absent") + get("/p1") + get("/p2"));
        try (RawClient hasty = new RawClient(scene.gateway().port())) {
            hasty.send(get("/p0"));
            eventually("both read", () -> site.read.get() == 2);
        }
        assertFalse(client.hasAnswer());
        disk.countDown();
        for (String expected : List.of("page 0", "from the origin", "page 1", "page 2")) {
            assertEquals(expected, client.answer().body());
        }
    }

    @Test
    void an_answer_does_not_wait_for_a_page_that_is_read_behind_it() {
        scene.fill();
        scene.warm("/plain");
        scene.warm("/large");
        site.putAtHand();
        CountDownLatch disk = new CountDownLatch(1);
        site.holdReads(disk);
        client.send(get("/plain") + get("/large"));
        assertEquals("<html>plain</html>", client.answer().body());
        eventually("it is being read", () -> site.read.get() == 1);
        assertEquals(1, site.readAtHand.get());
        disk.countDown();
        assertEquals(LARGE, client.answer().body());
    }

    /** Returns what lets the reading go on. */
    private CountDownLatch askForPageThatIsBeingRead() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        scene.warm("/page");
        CountDownLatch disk = new CountDownLatch(1);
        site.holdReads(disk);
        client.send(get("/page"));
        eventually("it is being read", () -> site.read.get() == 1);
        return disk;
    }

    @Test
    void a_page_that_is_being_read_is_still_answered_when_the_gateway_leaves() {
        CountDownLatch disk = askForPageThatIsBeingRead();
        CompletionStage<?> leaving = scene.gateway().shutDown();
        disk.countDown();
        assertEquals("page", client.answer().body());
        eventually("the gateway has left", () -> leaving.toCompletableFuture().isDone());
    }

    @Test
    void a_page_that_could_not_be_read_is_still_answered_when_the_gateway_leaves() {
        CountDownLatch disk = askForPageThatIsBeingRead();
        site.loseBodies();
        CompletionStage<?> leaving = scene.gateway().shutDown();
        disk.countDown();
        assertEquals("from the origin", client.answer().body());
        assertTrue(client.isClosed());
        eventually("the gateway has left", () -> leaving.toCompletableFuture().isDone());
    }

    /** It is served the usual way then; the file comes too late for this request. */
    @Test
    void a_disk_that_hangs_is_not_waited_for() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        assertEquals("page", client.send(get("/page")).answer().body());
        CountDownLatch disk = new CountDownLatch(1);
        site.holdReads(disk);
        assertEquals("page", client.send(get("/page")).answer().body());
        assertEquals(List.of(1, 2), List.of(site.read.get(), site.served.get()));
        disk.countDown();
        assertEquals("page", client.send(get("/page")).answer().body());
    }

    /** Ten pages fit, fifty are asked for: texts are given back while others write them. */
    @Test
    void gives_whole_pages_while_pages_make_room_for_others() {
        try (HitScene small = HitScene.withHotBytes(10L * SIZE)) {
            IntStream.range(0, 50).forEach(i -> small.site().cached("/p" + i, 200, Headers.EMPTY, page(i)));
            List<CompletableFuture<Void>> readers = IntStream.range(0, 4)
                    .mapToObj(reader -> CompletableFuture.runAsync(
                            () -> readAtRandom(small, new Random(reader)), Thread::startVirtualThread))
                    .toList();
            readers.forEach(CompletableFuture::join);
            int read = small.site().read.get();
            assertTrue(read > 100, "some had to make room");
            assertTrue(read < 1_500, "some did not");
        }
    }

    private static void readAtRandom(HitScene scene, Random random) {
        try (RawClient one = new RawClient(scene.gateway().port())) {
            for (int i = 0; i < 500; i++) {
                int number = random.nextInt(2) * random.nextInt(50);
                assertEquals(page(number), one.send(get("/p" + number)).answer().body());
            }
        }
    }

    private static String page(int number) {
        return ("page " + number + " ").repeat(SIZE / 8);
    }
}
