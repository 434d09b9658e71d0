package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.CacheIndexContract;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.testing.TcpProxy;
import edgecomet.domain.cache.CacheEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The samples are fresh all the time: whatever ends them, Redis tells it. */
class RedisNearIndexTest extends CacheIndexContract {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture(InstantSource.fixed(SampleEntries.CREATED));

    private static final String REDIS_KEY = "meta:cache:1:2:0123456789abcdef";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    protected NearIndex index() {
        return REDIS.coordination().nearIndex();
    }

    /** The server was emptied over another connection: that has to be told before a test may begin. */
    @BeforeEach
    void the_copies_are_of_this_test_and_in_use() {
        CacheEntry marker = SampleEntries.withKey(SampleEntries.bare(), SampleEntries.key("fffffffffffffff0"));
        index().store(marker, HOUR);
        eventually("no copy of an earlier test", () -> index().peek(KEY).isEmpty());
        eventually("there are copies", () -> {
            index().find(marker.key(), LIMIT);
            return index().peek(marker.key()).isPresent();
        });
    }

    @Test
    void has_a_copy_of_what_was_found() {
        index().store(SampleEntries.full(), HOUR);
        assertEquals(Optional.empty(), index().peek(KEY));
        found(SampleEntries.full());
    }

    @Test
    void sees_what_others_write() {
        index().store(SampleEntries.full(), HOUR);
        found(SampleEntries.full());
        REDIS.keys().hset(REDIS_KEY, "title", "changed by another make");
        eventually(
                "the change is seen",
                () -> index().find(KEY, LIMIT)
                        .filter(entry -> entry.title().equals("changed by another make"))
                        .isPresent());
    }

    @Test
    void sees_what_others_delete() {
        index().store(SampleEntries.full(), HOUR);
        found(SampleEntries.full());
        REDIS.keys().del(REDIS_KEY);
        eventually("the entry is gone", () -> index().find(KEY, LIMIT).isEmpty());
    }

    @Test
    void sees_that_the_server_was_emptied() {
        index().store(SampleEntries.full(), HOUR);
        found(SampleEntries.full());
        REDIS.keys().flushall();
        eventually("the entry is gone", () -> index().find(KEY, LIMIT).isEmpty());
    }

    @Test
    void keeps_the_other_copies_when_one_entry_changes() {
        CacheEntry other = SampleEntries.withKey(SampleEntries.bare(), SampleEntries.key("fffffffffffffff1"));
        index().store(other, HOUR);
        index().store(SampleEntries.full(), HOUR);
        found(SampleEntries.full());
        found(other);
        REDIS.keys().hset(REDIS_KEY, "title", "changed");
        eventually("the change is seen", () -> index().peek(KEY).isEmpty());
        assertEquals(Optional.of(other), index().peek(other.key()));
    }

    /** No key of ours, but it might be one in another spelling: no copy may outlive it. */
    @Test
    void trusts_no_copy_after_a_change_that_it_does_not_understand() {
        index().store(SampleEntries.full(), HOUR);
        found(SampleEntries.full());
        REDIS.keys().hset("meta:cache:0001:2:0123456789ABCDEF ", Map.of("title", "x"));
        eventually("the copy is gone", () -> index().peek(KEY).isEmpty());
    }

    /** As after a failover: entries are read from the new master, and the old one still says that nothing changes. */
    @Test
    void trusts_no_copy_while_another_server_is_tracked_than_read() {
        try (RedisServer old = RedisServer.start();
                RedisServer master = RedisServer.start();
                TcpProxy proxy = TcpProxy.to(old.host(), old.port());
                RedisCoordination coordination = SharedClient.connect(
                        new RedisConfiguration("127.0.0.1", proxy.port(), null, 0),
                        InstantSource.fixed(SampleEntries.CREATED))) {
            NearIndex index = coordination.nearIndex();
            index.store(SampleEntries.full(), HOUR);
            eventually("there is a copy", () -> {
                index.find(KEY, LIMIT);
                return index.peek(KEY).isPresent();
            });

            proxy.leadTo(master.port());
            idsOfPlainConnections(old).forEach(id -> old.command("CLIENT", "KILL", "ID", id));

            eventually("the copy is gone", () -> index.peek(KEY).isEmpty());
            eventually("the new master is read", () -> isGone(index));
            coordination.cacheIndex().store(SampleEntries.full(), HOUR);
            assertEquals(Optional.of(SampleEntries.full()), index.find(KEY, LIMIT));
            assertEquals(Optional.empty(), index.peek(KEY));

            old.kill();
            eventually("there is a copy of the new master's", () -> {
                index.find(KEY, LIMIT);
                return index.peek(KEY).isPresent();
            });
        }
    }

    private static boolean isGone(NearIndex index) {
        try {
            return index.find(KEY, LIMIT).isEmpty();
        } catch (CoordinationException e) {
            return false;
        }
    }

    /** Neither the one that is tracked nor the one that waits for messages. */
    private static List<String> idsOfPlainConnections(RedisServer server) {
        return server.command("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains(" flags=N "))
                .map(line -> line.substring("id=".length(), line.indexOf(' ')))
                .toList();
    }

    @Test
    void gives_the_same_index_each_time() {
        assertEquals(index(), index());
        assertEquals(
                List.of(1L),
                List.of(REDIS.keys()
                        .clientList()
                        .lines()
                        .filter(line -> line.contains("flags=tB") || line.contains("flags=Bt"))
                        .count()));
    }

    private void found(CacheEntry entry) {
        eventually("there is a copy", () -> {
            index().find(entry.key(), LIMIT);
            return index().peek(entry.key()).equals(Optional.of(entry));
        });
    }
}
