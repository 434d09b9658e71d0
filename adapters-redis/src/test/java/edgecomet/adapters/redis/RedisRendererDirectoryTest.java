package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation.NoServices;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererDirectoryContract;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.port.RendererRegistry.BusyTab;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisRendererDirectoryTest extends RendererDirectoryContract {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final String RECORD_OF_ANOTHER_MAKE = """
            {"id":"rs9","address":"10.0.0.9","port":10071,"capacity":2,"load":0,\
            "last_seen":"2026-01-02T03:04:05.123456789Z"}""";

    @Override
    protected RendererRegistry registry() {
        return REDIS.coordination().rendererRegistry();
    }

    @Override
    protected RendererDirectory directory(SelectionStrategy strategy) {
        return REDIS.coordination().rendererDirectory(strategy);
    }

    private RendererDirectory directory() {
        return directory(SelectionStrategy.LEAST_LOADED);
    }

    @Test
    void announces_under_the_shared_keys() {
        registry().announce(renderer("rs1", 2, 1), List.of(new BusyTab(1, "req-7")));
        assertEquals(
                "{\"id\":\"rs1\",\"address\":\"10.0.0.7\",\"port\":9301,\"capacity\":2,\"load\":1,"
                        + "\"last_seen\":\"2026-01-02T03:04:05Z\",\"version\":\"1.0.0\",\"metadata\":"
                        + "{\"available\":\"1\",\"hostname\":\"box\",\"pool_size\":\"2\"}}",
                REDIS.keys().get("service:render:rs1"));
        assertEquals(Map.of("0", "", "1", "req-7"), REDIS.keys().hgetall("tabs:rs1"));
        assertEquals(Map.of("rs1", "http://10.0.0.7:9301"), REDIS.keys().hgetall("services:render:list"));
        for (String key : List.of("service:render:rs1", "tabs:rs1")) {
            long millis = REDIS.keys().pttl(key);
            assertTrue(millis > 0 && millis <= 3000, () -> key + " pttl " + millis);
        }
    }

    @Test
    void leaves_no_key_behind_when_withdrawn() {
        registry().announce(renderer("rs1", 2, 0), List.of());
        registry().withdraw("rs1");
        assertEquals(List.of(), REDIS.keys().keys("*"));
    }

    @Test
    void finds_a_service_of_another_make_that_is_on_no_list() {
        RendererDirectory directory = directory();
        assertEquals(new NoServices(), directory.reserve("r0"));
        REDIS.keys().set("service:render:rs9", RECORD_OF_ANOTHER_MAKE);
        REDIS.keys().hset("tabs:rs9", Map.of("0", "other", "1", ""));
        eventually("the service is found", () -> directory.countHealthy() == 1);
        assertEquals(new Reserved("r1", "rs9", 1, "10.0.0.9", 10071), directory.reserve("r1"));
        assertEquals(Map.of("0", "other", "1", "r1"), REDIS.keys().hgetall("tabs:rs9"));
    }

    @Test
    void finds_a_service_of_another_make_beside_our_own() {
        RendererDirectory directory = directory();
        registry().announce(renderer("rs1", 2, 0), List.of());
        assertEquals(1, directory.countHealthy());
        REDIS.keys().set("service:render:rs9", RECORD_OF_ANOTHER_MAKE);
        eventually("both are found", () -> {
            registry().announce(renderer("rs1", 2, 0), List.of());
            return directory.countHealthy() == 2;
        });
    }

    @Test
    void never_shortens_the_life_of_the_tabs() {
        registry().announce(renderer("rs1", 2, 0), List.of());
        REDIS.keys().pexpire("tabs:rs1", Duration.ofSeconds(60));
        assertInstanceOf(Reserved.class, directory().reserve("r1"));
        assertTrue(REDIS.keys().pttl("tabs:rs1") > 50_000);
        REDIS.keys().pexpire("tabs:rs1", Duration.ofSeconds(1));
        assertInstanceOf(Reserved.class, directory().reserve("r2"));
        long millis = REDIS.keys().pttl("tabs:rs1");
        assertTrue(millis > 1000 && millis <= 2000, () -> "pttl " + millis);
    }

    @Test
    void mends_a_list_of_which_a_late_release_left_one_tab() {
        REDIS.keys().hset("tabs:rs1", "1", "");
        registry().announce(renderer("rs1", 3, 0), List.of());
        assertEquals(Map.of("0", "", "1", "", "2", ""), REDIS.keys().hgetall("tabs:rs1"));
        assertTrue(REDIS.keys().pttl("tabs:rs1") > 0);
    }

    @Test
    void makes_no_tabs_of_a_late_release() {
        directory().release(new Reserved("r1", "rs1", 0, "10.0.0.7", 9301));
        assertEquals(0, REDIS.keys().exists("tabs:rs1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"address\":1}", "{\"address\":\"a\",\"port\":0,\"capacity\":1}"})
    void passes_over_a_record_that_cannot_be_read(String record) {
        REDIS.keys().set("service:render:aa", record);
        REDIS.keys().hset("tabs:aa", "0", "");
        registry().announce(renderer("rs1", 1, 0), List.of());
        assertEquals(
                "rs1",
                assertInstanceOf(Reserved.class, directory().reserve("r1")).serviceId());
        assertEquals(1, directory().countHealthy());
    }

    @Test
    void takes_the_crashed_off_the_list() {
        REDIS.keys().hset("services:render:list", Map.of("dead", "http://10.0.0.1:1", "rs1", "http://10.0.0.7:9301"));
        registry().announce(renderer("rs1", 1, 0), List.of());
        assertEquals(1, directory().countHealthy());
        assertEquals(Map.of("rs1", "http://10.0.0.7:9301"), REDIS.keys().hgetall("services:render:list"));
    }
}
