package edgecomet.adapters.redis;

import static edgecomet.application.testing.Eventually.eventually;

import edgecomet.adapters.redis.Amends.Amend;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AmendsTest {

    @RegisterExtension
    static final RedisFixture REDIS = new RedisFixture();

    private static final RedisScript DELETE = RedisScript.of("return redis.call('DEL', KEYS[1])");

    @Test
    void what_is_never_answered_is_sent_again() {
        AtomicBoolean lost = new AtomicBoolean();
        RedisClusterAsyncCommands<String, String> commands = StubbedCommands.of(
                REDIS.commands(), "eval", () -> lost.compareAndSet(false, true) ? StubbedCommands.never() : null);
        REDIS.keys().set("k", "v");
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
                Amends amends = new Amends(commands, timer)) {
            amends.make(new Amend("deleting", DELETE, "k", List.of()));
            eventually("the key is gone", () -> REDIS.keys().exists("k") == 0);
        }
    }
}
