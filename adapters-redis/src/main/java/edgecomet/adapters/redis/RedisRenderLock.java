package edgecomet.adapters.redis;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderLock;
import edgecomet.domain.cache.CacheKey;
import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Redis string for each lock (spec 03 §9).
 *
 * <p>Its value is a token that no one else has, so that an owner whose time ran out cannot release the lock of the
 * next one. A release is published; those who wait look at the key every 200 ms as well, because a message can get lost
 * and because gateways of other makes publish nothing.
 */
final class RedisRenderLock implements RenderLock {

    private static final Logger LOG = LoggerFactory.getLogger(RedisRenderLock.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Deletes the lock, and answers 2 if this could not be published, which is no reason to keep it. KEYS: the lock.
     * ARGV: the token, the channel.
     */
    private static final RedisScript RELEASE = RedisScript.of("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('DEL', KEYS[1])
            if type(redis.pcall('PUBLISH', ARGV[2], KEYS[1])) == 'table' then return 2 end
            return 1
            """);

    private static final long UNPUBLISHED = 2;

    private final RedisCalls redis;
    private final AtomicBoolean pollingLogged = new AtomicBoolean();
    private final ReleaseMessages releases = new ReleaseMessages();

    /**
     * Keeps the locks where these commands lead to; the connections stay the caller's.
     *
     * @param subscriptions used for nothing else
     */
    RedisRenderLock(
            RedisClusterAsyncCommands<String, String> commands,
            StatefulRedisPubSubConnection<String, String> subscriptions) {
        this.redis = new RedisCalls(commands);
        subscriptions.addListener(releases);
        try {
            subscriptions.async().subscribe(ReleaseMessages.CHANNEL).exceptionally(e -> {
                logPolling(e.getMessage());
                return null;
            });
        } catch (RedisException e) {
            logPolling(e.getMessage());
        }
    }

    private void logPolling(@Nullable String reason) {
        if (pollingLogged.compareAndSet(false, true)) {
            LOG.warn("Releases of render locks are noticed by polling only: {}", reason);
        }
    }

    @Override
    public Optional<Held> tryAcquire(CacheKey key, Duration ttl) {
        String redisKey = redisKey(key);
        String token = UUID.randomUUID().toString();
        SetArgs absentOnly = SetArgs.Builder.nx().px(ttl);
        String reply = redis.call("taking a render lock", commands -> commands.set(redisKey, token, absentOnly));
        return reply == null ? Optional.empty() : Optional.of(new HeldLock(redisKey, token));
    }

    @Override
    public boolean awaitRelease(CacheKey key, Duration limit) {
        String redisKey = redisKey(key);
        Deadline deadline = Deadline.after(limit);
        try (ReleaseMessages.Waiter waiter = releases.waiter(redisKey)) {
            // The waiter is there before the first look: a release in between is not missed.
            while (isHeld(redisKey)) {
                if (deadline.isSpent()) {
                    return false;
                }
                if (wakes(waiter.released(), deadline.remaining(POLL))) {
                    return true;
                }
            }
            return true;
        }
    }

    private boolean isHeld(String redisKey) {
        return redis.call("looking at a render lock", commands -> commands.exists(redisKey)) > 0;
    }

    private static boolean wakes(Semaphore released, Duration wait) {
        try {
            return released.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoordinationException("interrupted while waiting for a render lock", e);
        }
    }

    private static String redisKey(CacheKey key) {
        return "lock:" + key.text();
    }

    private final class HeldLock implements Held {
        private final String redisKey;
        private final String token;
        private final AtomicBoolean released = new AtomicBoolean();

        HeldLock(String redisKey, String token) {
            this.redisKey = redisKey;
            this.token = token;
        }

        @Override
        public void release() {
            if (!released.compareAndSet(false, true)) {
                return;
            }
            try {
                if (redis.run("releasing a render lock", RELEASE, redisKey, token, ReleaseMessages.CHANNEL)
                        == UNPUBLISHED) {
                    logPolling("Redis refuses PUBLISH");
                }
            } catch (CoordinationException e) {
                LOG.error("Failed to release render lock {}, it ends with its lifetime", redisKey, e);
            }
        }
    }
}
