package edgecomet.adapters.http.listener;

import static edgecomet.adapters.http.listener.HitScene.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.domain.header.Headers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is remembered of requests and pages follows entries and configurations that change. */
class ChangingHitsTest {

    private final HitScene scene = HitScene.start();
    private final CachedSite site = scene.site();
    private final RawClient client = scene.client();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void finds_out_once_which_page_is_meant() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        scene.warm("/page");
        client.send(get("/page")).answer();
        int identified = site.identified.get();
        IntStream.range(0, 5).forEach(i -> client.send(get("/page")).answer());
        assertEquals(identified, site.identified.get());
        client.send(get("/page").replace("Googlebot/2.1", "Googlebot/2.2")).answer();
        assertEquals(identified + 1, site.identified.get());
        client.send(get("/page").replace("/page", "/page?utm_source=x")).answer();
        assertEquals(identified + 2, site.identified.get());
    }

    @Test
    void knows_a_thousand_pages_side_by_side() {
        int pages = 1_000;
        IntStream.range(0, pages).forEach(i -> site.cached("/p" + i, 200, Headers.EMPTY, "page " + i));
        for (int round = 0; round < 2; round++) {
            IntStream.range(0, pages).forEach(i -> scene.warm("/p" + i));
        }
        int identified = site.identified.get();
        IntStream.range(0, pages).forEach(i -> scene.warm("/p" + i));
        assertEquals(identified, site.identified.get());
    }

    /** The copy of the entry is gone then, and read again; what is ready to be written stays. */
    @Test
    void makes_a_page_no_second_time_because_a_bot_came_for_it() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        scene.warm("/page");
        site.botHit("/page");
        client.send(get("/page")).answer();
        assertEquals(2, site.served.get(), "the entry is read");
        site.loseBodies();
        for (int i = 0; i < 3; i++) {
            assertEquals("page", client.send(get("/page")).answer().body());
        }
        assertEquals(2, site.served.get());
    }

    @Test
    void follows_a_page_that_changes_and_goes() {
        site.cached("/page", 200, Headers.EMPTY, "first");
        scene.warm("/page");
        assertEquals("first", client.send(get("/page")).answer().body());
        site.cached("/page", 200, Headers.EMPTY, "second!");
        assertEquals("second!", client.send(get("/page")).answer().body());
        assertEquals("second!", client.send(get("/page")).answer().body());
        assertEquals(2, site.served.get());
        site.forget("/page");
        assertEquals("from the origin", client.send(get("/page")).answer().body());
    }

    @Test
    void follows_the_rules_of_a_new_configuration() {
        site.cached("/page", 200, Headers.EMPTY, "page");
        scene.warm("/page");
        assertEquals("", client.send(get("/page")).answer().header("X-Matched-Rule"));
        site.reload("/page");
        for (int i = 0; i < 2; i++) {
            assertEquals("rule_0:/page", client.send(get("/page")).answer().header("X-Matched-Rule"));
        }
        assertEquals(1, site.read.get(), "it is prepared again");
    }
}
