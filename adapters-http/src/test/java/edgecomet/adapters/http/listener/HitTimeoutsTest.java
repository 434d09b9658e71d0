package edgecomet.adapters.http.listener;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.header.Headers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Connections whose requests are never decoded are held to the same times as all others. */
class HitTimeoutsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = PublicGateway.LONG;

    private final CachedSite site = new CachedSite().cached("/page", 200, Headers.EMPTY, "page");

    private PublicGateway gateway(Duration read, Duration write, Duration idle) {
        return start(settings(read, write, idle));
    }

    private PublicGateway.Builder settings(Duration read, Duration write, Duration idle) {
        return PublicGateway.with(PublicGateway.limits(10, read, idle))
                .writeTimeout(write)
                .serving(site::serve, site);
    }

    private PublicGateway start(PublicGateway.Builder settings) {
        PublicGateway gateway = settings.start();
        try (RawClient client = new RawClient(gateway.port())) {
            assertEquals("page", client.send(get("/page")).answer().body());
            site.served.set(0);
        }
        return gateway;
    }

    private static String get(String path) {
        return "GET /render?url=https://shop.example" + path
                + " HTTP/1.1\r\nHost: gateway\r\nX-Render-Key: k-shop\r\nUser-Agent: Googlebot\r\n\r\n";
    }

    private void isNotServed() {
        assertEquals(0, site.served.get(), "all answers were hits");
    }

    @Test
    void a_connection_without_a_next_request_is_closed_in_silence() {
        try (PublicGateway gateway = gateway(LONG, LONG, SHORT);
                RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < 3; i++) {
                assertEquals("page", client.send(get("/page")).answer().body());
            }
            assertTrue(client.isClosed());
            isNotServed();
        }
    }

    @Test
    void a_page_that_is_being_read_is_no_silence() {
        CountDownLatch disk = new CountDownLatch(1);
        try (PublicGateway gateway = start(settings(LONG, LONG, SHORT).hotBytes(0));
                RawClient client = new RawClient(gateway.port())) {
            site.holdReads(disk);
            client.send(get("/page"));
            eventually("it is being read", () -> site.read.get() == 1);
            try (RawClient silent = new RawClient(gateway.port())) {
                silent.get("/health").answer();
                assertTrue(silent.isClosed(), "the time of silence is over, also for one who began it later");
            }
            disk.countDown();
            assertEquals("page", client.answer().body());
        }
    }

    /** The time of a request that begins behind a hit is that of a request, not that of silence. */
    @Test
    void half_a_head_behind_a_hit_is_given_up() {
        try (PublicGateway gateway = gateway(SHORT, LONG, LONG);
                RawClient client = new RawClient(gateway.port())) {
            client.send(get("/page") + get("/page").substring(0, 60));
            assertEquals("page", client.answer().body());
            assertEquals(400, client.answer().status());
            assertTrue(client.isClosed());
            isNotServed();
        }
    }

    @Test
    void a_client_that_does_not_read_its_answers_is_given_up() {
        site.cached("/large", 200, Headers.EMPTY, "x".repeat(20_000_000));
        try (PublicGateway gateway = gateway(LONG, SHORT, LONG);
                RawClient first = new RawClient(gateway.port());
                RawClient client = new RawClient(gateway.port())) {
            first.send(get("/large")).answer();
            site.served.set(0);
            client.send(get("/large"));
            eventually("there is an answer", client::hasAnswer);
            eventually("the gateway has closed", () -> !client.isWritable());
            isNotServed();
        }
    }
}
