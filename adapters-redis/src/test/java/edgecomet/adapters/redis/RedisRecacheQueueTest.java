package edgecomet.adapters.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.port.RecacheQueue;
import edgecomet.application.port.RecacheQueue.Scheduling;
import edgecomet.application.port.RecacheQueueContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queue of due pages as the cache daemon of either make finds it (spec 03 §3.1, §3.2). */
class RedisRecacheQueueTest extends RecacheQueueContract {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final String QUEUE = "recache:7:autorecache";

    @Override
    protected RecacheQueue queue() {
        return REDIS.coordination().recacheQueue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "https://example.com/p?a=1&b=2 | {\"url\":\"https://example.com/p?a=1\\u0026b=2\",\"dimension_id\":2}",
                "https://example.com/<x>       | {\"url\":\"https://example.com/\\u003cx\\u003e\",\"dimension_id\":2}",
                "https://example.com/straße/   | {\"url\":\"https://example.com/straße/\",\"dimension_id\":2}",
                "https://example.com/\u2028      | {\"url\":\"https://example.com/\\u2028\",\"dimension_id\":2}",
            })
    void a_page_is_written_byte_for_byte_as_by_the_other_make(String url, String member) {
        assertEquals(Scheduling.ADDED, queue().schedule(7, url, 2, DUE.plusMillis(999)));
        assertEquals(List.of(member), REDIS.keys().zrange(QUEUE, 0, -1));
        assertEquals(1_790_000_000.0, REDIS.keys().zscore(QUEUE, member));
        assertEquals(-1, REDIS.keys().ttl(QUEUE));
    }

    @Test
    void a_host_has_a_queue_of_its_own_that_holds_the_earliest_time() {
        queue().schedule(7, "u", 1, DUE);
        queue().schedule(7, "u", 1, DUE.minusSeconds(1));
        queue().schedule(7, "u", 2, DUE);
        queue().schedule(8, "u", 1, DUE);
        assertEquals(
                List.of("{\"url\":\"u\",\"dimension_id\":1}", "{\"url\":\"u\",\"dimension_id\":2}"),
                REDIS.keys().zrange(QUEUE, 0, -1));
        assertEquals(1_789_999_999.0, REDIS.keys().zscore(QUEUE, "{\"url\":\"u\",\"dimension_id\":1}"));
    }
}
