package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.CacheIndexContract;
import edgecomet.application.port.SampleEntries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisCacheIndexTest extends CacheIndexContract {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final String REDIS_KEY = "meta:cache:1:2:0123456789abcdef";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    protected CacheIndex index() {
        return REDIS.coordination().cacheIndex();
    }

    @Test
    void writes_every_field_in_the_shared_encoding() {
        index().store(SampleEntries.full(), Duration.ofMillis(3_600_900));
        Map<String, String> expected = Map.ofEntries(
                Map.entry("key", "cache:1:2:0123456789abcdef"),
                Map.entry("url", "https://example.com/p?a=1&b=%C3%BC"),
                Map.entry("file_path", "1/2025/10/18/07/00/0123456789abcdef_2.html.snappy"),
                Map.entry("host_id", "1"),
                Map.entry("dimension", "mobile"),
                Map.entry("request_id", "req-1"),
                Map.entry("created_at", "1760767230"),
                Map.entry("expires_at", "1760770830"),
                Map.entry("size", "5000"),
                Map.entry("disk_size", "1200"),
                Map.entry("last_access", "1760767230"),
                Map.entry("source", "render"),
                Map.entry("status_code", "200"),
                Map.entry(
                        "headers",
                        "{\"Content-Type\":[\"text/html; charset=utf-8\"],\"X-Quoted\":[\"say \\\"hi\\\" \\\\ "
                                + "\\u003cb\\u003e\\u0026\\u003c/b\\u003e \\t end\",\"second\"],"
                                + "\"x-text\":[\"\u00fc\u4e2d\ud83d\ude00\\u2028\\u2029\\u0001/\"]}"),
                Map.entry("eg_ids", "eg1,eg10,eg2"),
                Map.entry("last_bot_hit", "1760767290"),
                Map.entry("index_status", "4"),
                Map.entry("title", "Gr\u00fc\u00dfe <aus> \u6771\u4eac & \ud83d\ude00"));
        assertEquals(expected, REDIS.keys().hgetall(REDIS_KEY));
    }

    @Test
    void writes_no_optional_field_that_has_no_value() {
        index().store(SampleEntries.bare(), Duration.ofHours(1));
        assertEquals(13, REDIS.keys().hlen(REDIS_KEY));
        for (String optional : List.of("headers", "eg_ids", "last_bot_hit", "index_status", "title")) {
            assertEquals(false, REDIS.keys().hexists(REDIS_KEY, optional), optional);
        }
    }

    @Test
    void gives_the_hash_its_lifetime_in_whole_seconds() {
        index().store(SampleEntries.full(), Duration.ofMillis(3_600_900));
        long millis = REDIS.keys().pttl(REDIS_KEY);
        assertTrue(millis > 3_500_000 && millis <= 3_600_000, () -> "pttl " + millis);
    }

    @Test
    void keeps_no_field_that_another_make_added() {
        REDIS.keys().hset(REDIS_KEY, Map.of("checksum", "1", "last_bot_hit", "7"));
        index().store(SampleEntries.bare(), Duration.ofHours(1));
        assertEquals(false, REDIS.keys().hexists(REDIS_KEY, "checksum"));
        assertEquals("7", REDIS.keys().hget(REDIS_KEY, "last_bot_hit"));
    }

    @Test
    void reads_what_another_make_wrote() {
        index().store(SampleEntries.full(), Duration.ofHours(1));
        REDIS.keys()
                .hset(
                        REDIS_KEY,
                        Map.of("eg_ids", " eg2 ,,eg10, eg1", "headers", "{\"X-Quoted\":null}", "checksum", "1"));
        REDIS.keys().hdel(REDIS_KEY, "disk_size");
        var entry = index().find(KEY, LIMIT).orElseThrow();
        assertEquals(List.of("eg1", "eg10", "eg2"), entry.gatewayIds());
        assertEquals(0, entry.diskSize());
        assertTrue(entry.headers().isEmpty());
    }

    @Test
    void removes_a_holder_from_a_list_that_another_make_wrote() {
        index().store(SampleEntries.full(), Duration.ofHours(1));
        REDIS.keys().hset(REDIS_KEY, "eg_ids", " eg1 ,, eg2,eg3 ");
        index().removeHolder(SampleEntries.full(), "eg2");
        assertEquals("eg1,eg3", REDIS.keys().hget(REDIS_KEY, "eg_ids"));
        index().removeHolder(SampleEntries.full(), "eg1");
        index().removeHolder(SampleEntries.full(), "eg3");
        assertEquals(false, REDIS.keys().hexists(REDIS_KEY, "eg_ids"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host_id     | one",
                "created_at  | ''",
                "created_at  | -9223372036854775808",
                "expires_at  | 1e9",
                "last_access | 99999999999999999999",
                "size        | 12 bytes",
                "disk_size   | x",
                "status_code | 99999999999",
                "source      | elsewhere",
                "headers     | {",
                "headers     | []",
                "headers     | {\"A\":\"b\"}",
                "headers     | {\"A\":[1]}",
                "headers     | {} {}",
            })
    void finds_nothing_in_a_hash_that_cannot_be_read_and_leaves_it(String field, String value) {
        index().store(SampleEntries.full(), Duration.ofHours(1));
        REDIS.keys().hset(REDIS_KEY, field, value);
        assertEquals(Optional.empty(), index().find(KEY, LIMIT));
        assertEquals(1, REDIS.keys().exists(REDIS_KEY));
    }

    @ParameterizedTest
    @CsvSource({"last_bot_hit, soon", "last_bot_hit, -9223372036854775808", "index_status, soon"})
    void ignores_an_unreadable_field_that_is_not_needed(String field, String value) {
        index().store(SampleEntries.full(), Duration.ofHours(1));
        REDIS.keys().hset(REDIS_KEY, field, value);
        assertTrue(index().find(KEY, LIMIT).isPresent());
    }

    @Test
    void takes_what_a_late_bot_hit_left_behind_for_nothing() {
        REDIS.keys().hset(REDIS_KEY, "last_bot_hit", "1760767290");
        assertEquals(Optional.empty(), index().find(KEY, LIMIT));
    }
}
