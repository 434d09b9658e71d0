package edgecomet.adapters.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Leaves a server that is not the right one any more, such as one that has become a replica: connections to it stay
 * open, while its address may lead to another one by now. The server is asked to close them, and the client makes them
 * anew as after any loss: it looks the address up, or asks the sentinels.
 *
 * <p>Once a second at most, because the address may lead to the wrong one for a while. Safe for concurrent use; never
 * blocks.
 */
final class Reconnection {

    private static final Logger LOG = LoggerFactory.getLogger(Reconnection.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final List<BaseRedisAsyncCommands<String, String>> connections;
    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
    private volatile long triedAt = System.nanoTime() - 2 * QUIET.toNanos();

    /** Makes these connections anew when asked to, which lead to the same server. */
    Reconnection(List<BaseRedisAsyncCommands<String, String>> connections) {
        this.connections = connections;
    }

    /** Begins, unless it has just begun. */
    void begin(String reason) {
        long now = System.nanoTime();
        long next = nextAt.get();
        if (now - next < 0 || !nextAt.compareAndSet(next, now + PAUSE.toNanos())) {
            return;
        }
        LOG.atLevel(isNews(now) ? Level.WARN : Level.DEBUG).log("Connecting to Redis anew: {}", reason);
        connections.forEach(Reconnection::quit);
    }

    /** One line for each time that it is necessary, however often it is tried. */
    private boolean isNews(long now) {
        boolean news = now - triedAt > QUIET.toNanos();
        triedAt = now;
        return news;
    }

    private static void quit(BaseRedisAsyncCommands<String, String> connection) {
        try {
            RedisFuture<String> _ = connection.quit();
        } catch (RedisException e) {
            LOG.trace("No connection", e);
        }
    }
}
