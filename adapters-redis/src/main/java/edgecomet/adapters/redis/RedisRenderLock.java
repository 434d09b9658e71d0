package edgecomet.adapters.redis;

import edgecomet.adapters.redis.Amends.Amend;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderLock;
import edgecomet.domain.cache.CacheKey;
import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * next one. One that is taken after the caller gave up waiting for the answer is let go again. A release is published; those who wait look at the key every 200 ms as well, because a message can get lost
 * and because gateways of other makes publish nothing. They also look whether the owner is alive, where the token says
 * who that is, and let the lock of a dead one go.
 */
final class RedisRenderLock implements RenderLock {

    private static final Logger LOG = LoggerFactory.getLogger(RedisRenderLock.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Lets a lock go that has this token, and says so; 2 if that is not allowed, as it is not to new users of an access
     * control list. KEYS: the lock. ARGV: the token, the channel.
     */
    private static final RedisScript RELEASE = RedisScript.of("""
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('DEL', KEYS[1])
            local told = redis.pcall('PUBLISH', ARGV[2], KEYS[1])
            if type(told) == 'table' and told.err then return 2 end
            return 1
            """);

    /** What the script answers when it must not publish. */
    private static final long UNTOLD = 2;

    private final RedisCalls redis;
    private final ProcessRun run;
    private final AtomicBoolean pollingLogged = new AtomicBoolean();
    private final ReleaseMessages releases = new ReleaseMessages();

    /**
     * Keeps the locks by these calls.
     *
     * @param run whose they are
     * @param subscriptions used for nothing else; the connection stays the caller's
     */
    RedisRenderLock(RedisCalls redis, ProcessRun run, StatefulRedisPubSubConnection<String, String> subscriptions) {
        this.redis = redis;
        this.run = run;
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
        String token = run.token();
        SetArgs absentOnly = SetArgs.Builder.nx().px(ttl);
        Amend undoing =
                new Amend("releasing a render lock", RELEASE, redisKey, List.of(token, ReleaseMessages.CHANNEL));
        String reply = redis.undoable(
                undoing,
                () -> redis.call("taking a render lock", commands -> commands.set(redisKey, token, absentOnly)));
        return reply == null ? Optional.empty() : Optional.of(new HeldLock(redisKey, token));
    }

    @Override
    public boolean awaitRelease(CacheKey key, Duration limit) {
        String redisKey = redisKey(key);
        Deadline deadline = Deadline.after(limit);
        OwnerWatch owner = new OwnerWatch(redis);
        try (ReleaseMessages.Waiter waiter = releases.waiter(redisKey)) {
            // The waiter is there before the first look: a release in between is not missed.
            while (true) {
                String token = redis.call("looking at a render lock", commands -> commands.get(redisKey));
                if (token == null || (owner.isGone(token) && takeFromTheDead(redisKey, token))) {
                    return true;
                }
                if (deadline.isSpent()) {
                    return false;
                }
                if (wakes(waiter.released(), deadline.remaining(POLL))) {
                    return true;
                }
            }
        }
    }

    /** By the token, so that it is the dead one's lock and no other. Whoever waits may try to have it next. */
    private boolean takeFromTheDead(String redisKey, String token) {
        boolean taken = release("taking a render lock from a gateway that is gone", redisKey, token) > 0;
        if (taken) {
            LOG.warn("The gateway that had render lock {} is gone: the lock is free", redisKey);
        }
        return taken;
    }

    private long release(String what, String redisKey, String token) {
        long done = redis.runInTheEnd(new Amend(what, RELEASE, redisKey, List.of(token, ReleaseMessages.CHANNEL)));
        if (done == UNTOLD) {
            logPolling("Redis refuses PUBLISH");
        }
        return done;
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
                RedisRenderLock.this.release("releasing a render lock", redisKey, token);
            } catch (CoordinationException e) {
                LOG.error("Failed to release render lock {}, it ends with its lifetime", redisKey, e);
            }
        }
    }
}
