package edgecomet.adapters.redis;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the owner of a lock is gone, as one who waits for the lock sees it. An owner is gone when three looks, a
 * second apart, did not find it: it announces itself each second for three, so that it takes more than a late
 * announcement, or a Redis that has just come back, to be taken for dead. A look that fails proves nothing, and ends
 * the wait.
 *
 * <p>Who says nothing of himself, as gateways of the original do, is never taken for gone. For one thread.
 */
final class OwnerWatch {

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int LOOKS = 3;

    private final RedisCalls redis;
    private @Nullable String watched;
    private long lookedAt;
    private int missed;

    OwnerWatch(RedisCalls redis) {
        this.redis = redis;
    }

    /** Looks for the owner of a token, unless it was looked for just now. */
    boolean isGone(String token) {
        Optional<String> key = ProcessRun.keyOfOwner(token);
        if (key.isEmpty()) {
            return false;
        }
        long now = System.nanoTime();
        if (!token.equals(watched)) {
            watched = token;
            missed = 0;
        } else if (now - lookedAt < PAUSE.toNanos()) {
            return false;
        }
        lookedAt = now;
        boolean alive =
                redis.call("looking for the owner of a render lock", commands -> commands.exists(key.get())) > 0;
        missed = alive ? 0 : missed + 1;
        return missed >= LOOKS;
    }
}
