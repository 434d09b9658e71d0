package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.GatewayDirectory.Gateway;
import edgecomet.application.port.GatewayDirectoryContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisGatewayDirectoryTest extends GatewayDirectoryContract {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final Instant SEEN = Instant.parse("2026-01-02T03:04:05.120450Z");

    @Override
    protected GatewayDirectory directory() {
        return REDIS.coordination().gatewayDirectory();
    }

    @Test
    void announces_under_the_shared_key() {
        directory().announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, true));
        assertEquals(
                "{\"eg_id\":\"eg1\",\"address\":\"10.0.0.1:9202\","
                        + "\"last_heartbeat\":\"2026-01-02T03:04:05.12045Z\",\"sharding_enabled\":true}",
                REDIS.keys().get("registry:eg:eg1"));
        long millis = REDIS.keys().pttl("registry:eg:eg1");
        assertTrue(millis > 0 && millis <= 3000, () -> "pttl " + millis);
    }

    @Test
    void leaves_nothing_behind_when_withdrawn_but_the_time_to_finish_its_work() {
        directory().announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, true));
        directory().withdraw("eg1");
        List<String> keys = REDIS.keys().keys("*");
        assertEquals(1, keys.size(), keys::toString);
        assertTrue(keys.getFirst().startsWith("edgecomet:run:"), keys::toString);
        long millis = REDIS.keys().pttl(keys.getFirst());
        assertTrue(millis > 30_000 && millis <= 60_000, () -> "pttl " + millis);
    }

    @Test
    void says_that_this_run_goes_on_with_each_announcement() {
        directory().announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, true));
        List<String> runs = REDIS.keys().keys("edgecomet:run:*");
        assertEquals(1, runs.size(), runs::toString);
        assertEquals("eg1", REDIS.keys().get(runs.getFirst()));
        long millis = REDIS.keys().pttl(runs.getFirst());
        assertTrue(millis > 0 && millis <= 3000, () -> "pttl " + millis);
    }

    @Test
    void says_that_this_run_goes_on_where_the_gateway_cannot_be_listed() {
        GatewayDirectory directory = directory();
        Gateway gateway = new Gateway("eg1", "10.0.0.1:9202", SEEN, true);
        REDIS.keys().set("edgecomet:gateways", "no hash");
        assertThrows(CoordinationException.class, () -> directory.announce(gateway));
        String run = REDIS.keys().keys("edgecomet:run:*").getFirst();
        REDIS.keys().del(run);

        assertThrows(CoordinationException.class, () -> directory.announce(gateway));

        assertEquals(1, REDIS.keys().exists(run));
    }

    @Test
    void leaves_time_to_finish_its_work_where_the_gateway_cannot_be_taken_off_the_list() {
        GatewayDirectory directory = directory();
        directory.announce(new Gateway("eg1", "10.0.0.1:9202", SEEN, true));
        String run = REDIS.keys().keys("edgecomet:run:*").getFirst();
        REDIS.keys().set("edgecomet:gateways", "no hash");

        assertThrows(CoordinationException.class, () -> directory.withdraw("eg1"));

        long millis = REDIS.keys().pttl(run);
        assertTrue(millis > 30_000 && millis <= 60_000, () -> "pttl " + millis);
        assertEquals(0, REDIS.keys().exists("registry:eg:eg1"));
    }

    @Test
    void finds_a_gateway_of_another_make() {
        GatewayDirectory directory = directory();
        assertEquals(List.of(), directory.alive());
        REDIS.keys().set("registry:eg:eg9", """
                        {"eg_id":"eg9","address":"127.0.0.1:9202",\
                        "last_heartbeat":"2026-01-02T04:04:05.5+01:00","sharding_enabled":true}""");
        Instant seen = Instant.parse("2026-01-02T03:04:05.500Z");
        eventually(
                "the gateway is found",
                () -> directory.alive().equals(List.of(new Gateway("eg9", "127.0.0.1:9202", seen, true))));
    }

    @Test
    void passes_over_what_cannot_be_read() {
        REDIS.keys().set("registry:eg:a", "");
        REDIS.keys().set("registry:eg:b", "{\"address\":7}");
        Gateway gateway = new Gateway("c", "10.0.0.1:9202", SEEN, true);
        directory().announce(gateway);
        assertEquals(List.of(gateway), directory().alive());
    }
}
