package edgecomet.adapters.redis;

import edgecomet.application.port.CacheIndex;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metadata of cached pages as one Redis hash for each entry (spec 03 §4).
 *
 * <p>An entry is replaced by a script, not by MULTI: all threads share one connection, where a transaction would
 * swallow the commands of other threads, and the script can carry over the last bot hit without a race.
 */
final class RedisCacheIndex implements CacheIndex {

    /** In front of the logical key. */
    static final String PREFIX = "meta:";

    private static final Logger LOG = LoggerFactory.getLogger(RedisCacheIndex.class);
    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);

    /**
     * KEYS: the hash. ARGV: seconds to live, then names and values. HMSET is deprecated, but no server lacks it, while
     * those before Redis 4 take one field by HSET.
     */
    private static final String REPLACE_TEXT = """
            local hit = redis.pcall('HGET', KEYS[1], 'last_bot_hit')
            redis.call('DEL', KEYS[1])
            redis.call('HMSET', KEYS[1], unpack(ARGV, 2))
            if type(hit) == 'string' then redis.call('HSETNX', KEYS[1], 'last_bot_hit', hit) end
            redis.call('EXPIRE', KEYS[1], ARGV[1])
            return 1
            """;

    private static final RedisScript REPLACE = RedisScript.of(REPLACE_TEXT);

    private static final RedisScript REPLACE_UNLESS_RENDERED =
            RedisScript.of("if redis.pcall('HGET', KEYS[1], 'source') == 'render' then return 0 end\n" + REPLACE_TEXT);

    /** KEYS: the hash. ARGV: name and value of a field that is set only where there is a hash already. */
    private static final RedisScript SET_IF_PRESENT = RedisScript.of("""
            if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """);

    /** KEYS: the hash. ARGV: the gateway, and the file and the request of the entry that it is taken off. */
    private static final RedisScript REMOVE_HOLDER = RedisScript.of("""
            local there = redis.call('HMGET', KEYS[1], 'eg_ids', 'file_path', 'request_id')
            local ids = there[1]
            if not ids or there[2] ~= ARGV[2] or there[3] ~= ARGV[3] then return 0 end
            local left = {}
            for id in string.gmatch(ids, '%s*([^,]+)') do
              id = string.gsub(id, '%s+$', '')
              if id ~= '' and id ~= ARGV[1] then table.insert(left, id) end
            end
            if #left == 0 then return redis.call('HDEL', KEYS[1], 'eg_ids') end
            redis.call('HSET', KEYS[1], 'eg_ids', table.concat(left, ','))
            return 1
            """);

    private final RedisCalls redis;
    private final LogOnce log = new LogOnce(LOG);

    /** Keeps the entries by these calls. */
    RedisCacheIndex(RedisCalls redis) {
        this.redis = redis;
    }

    @Override
    public Optional<CacheEntry> find(CacheKey key, Duration limit) {
        Duration wait = limit.compareTo(LONGEST_FIND) < 0 ? limit : LONGEST_FIND;
        Map<String, String> fields = redis.call("reading metadata", wait, commands -> commands.hgetall(redisKey(key)));
        return switch (CacheEntryHash.decode(key, fields)) {
            case CacheEntryHash.Decoded.Entry(CacheEntry entry) -> Optional.of(entry);
            case CacheEntryHash.Decoded.Absent() -> Optional.empty();
            case CacheEntryHash.Decoded.Unreadable(String reason) -> {
                log.unreadable(redisKey(key), reason);
                yield Optional.empty();
            }
        };
    }

    @Override
    public void store(CacheEntry entry, Duration lifetime) {
        store(REPLACE, entry, lifetime);
    }

    @Override
    public boolean storeUnlessRendered(CacheEntry entry, Duration lifetime) {
        return store(REPLACE_UNLESS_RENDERED, entry, lifetime);
    }

    private boolean store(RedisScript script, CacheEntry entry, Duration lifetime) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0) {
            throw new IllegalArgumentException("lifetime under a second: " + lifetime);
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(Long.toString(lifetime.toSeconds()));
        CacheEntryHash.encode(entry).forEach((name, value) -> {
            arguments.add(name);
            arguments.add(value);
        });
        return run("storing metadata", script, entry.key(), arguments.toArray(String[]::new)) == 1;
    }

    @Override
    public void delete(CacheKey key) {
        redis.call("deleting metadata", commands -> commands.del(redisKey(key)));
    }

    @Override
    public void recordBotHit(CacheKey key, Instant at) {
        String seconds = Long.toString(at.getEpochSecond());
        run("noting a bot hit", SET_IF_PRESENT, key, CacheEntryHash.LAST_BOT_HIT, seconds);
    }

    @Override
    public void forgetBotHit(CacheKey key) {
        redis.call("forgetting a bot hit", commands -> commands.hdel(redisKey(key), CacheEntryHash.LAST_BOT_HIT));
    }

    @Override
    public void removeHolder(CacheEntry seen, String gatewayId) {
        String file = seen.filePath().text();
        run("removing a holder", REMOVE_HOLDER, seen.key(), gatewayId, file, seen.requestId());
    }

    private long run(String what, RedisScript script, CacheKey key, String... arguments) {
        return redis.run(what, script, redisKey(key), arguments);
    }

    private static String redisKey(CacheKey key) {
        return PREFIX + key.text();
    }
}
