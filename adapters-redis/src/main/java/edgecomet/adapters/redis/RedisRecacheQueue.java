package edgecomet.adapters.redis;

import edgecomet.application.port.RecacheQueue;
import java.time.Instant;

/**
 * One sorted set for each host (spec 03 §3, §3.1). A member is the text by which the other programs of a cluster know
 * the page, so it is written byte for byte as they write it.
 */
final class RedisRecacheQueue implements RecacheQueue {

    /** KEYS: the set. ARGV: the member, its time. The earlier time stays. */
    private static final RedisScript EARLIEST = RedisScript.of("""
            local known = redis.call('ZSCORE', KEYS[1], ARGV[1])
            if known and tonumber(known) <= tonumber(ARGV[2]) then return 0 end
            redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
            if known then return 2 end
            return 1
            """);

    private final RedisCalls redis;

    /** Keeps the queues by these calls. */
    RedisRecacheQueue(RedisCalls redis) {
        this.redis = redis;
    }

    @Override
    public Scheduling schedule(int hostId, String url, int dimensionId, Instant due) {
        String key = "recache:" + hostId + ":autorecache";
        long made = redis.run(
                "scheduling a render", EARLIEST, key, member(url, dimensionId), Long.toString(due.getEpochSecond()));
        return made == 1 ? Scheduling.ADDED : made == 2 ? Scheduling.SOONER : Scheduling.UNCHANGED;
    }

    private static String member(String url, int dimensionId) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("url", url);
            json.writeNumberField("dimension_id", dimensionId);
            json.writeEndObject();
        });
    }
}
