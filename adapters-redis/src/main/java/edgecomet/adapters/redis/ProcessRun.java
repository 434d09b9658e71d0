package edgecomet.adapters.redis;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * This run of the process, under a name that no other run has, and how others see whether it goes on.
 *
 * <p>A gateway's record ({@code registry:eg:{eg_id}}) cannot tell that: a successor has the same id, and gateways that
 * were given none all have the same. So each run has a key of its own, which is written with each announcement and
 * lives as long as that. What a run takes hold of names the run once it has announced itself, not before: nobody could
 * see that it is alive.
 *
 * <p>Safe for concurrent use.
 */
final class ProcessRun {

    private static final String PREFIX = "edgecomet:run:";
    private static final String OWNER = "run:";
    private static final Duration LIFETIME = Duration.ofSeconds(3);

    /** About the longest time that a gateway takes to finish what it has begun when it is stopped. */
    private static final Duration LONGEST_LEAVE = Duration.ofMinutes(1);

    private final String id = UUID.randomUUID().toString();
    private final RedisCalls redis;
    private volatile boolean announced;

    ProcessRun(RedisCalls redis) {
        this.redis = redis;
    }

    /** Says that the run goes on, for the next three seconds. */
    void announce(String gatewayId) {
        write(gatewayId, LIFETIME);
        announced = true;
    }

    /** Says that the run begins nothing new; what it has begun stays its own, and ends as usual. */
    void leave(String gatewayId) {
        if (announced) {
            write(gatewayId, LONGEST_LEAVE);
        }
    }

    /** The value is for people who look for the owner. */
    private void write(String gatewayId, Duration lifetime) {
        redis.call(
                "announcing a run of a gateway",
                commands -> commands.set(PREFIX + id, gatewayId, SetArgs.Builder.px(lifetime)));
    }

    /** Returns a text that no one else has, by which others can tell who has what it stands for. */
    String token() {
        String unique = UUID.randomUUID().toString();
        return announced ? OWNER + id + ":" + unique : unique;
    }

    /** Returns the key that is there as long as the owner of a token is; empty if the token does not say whose it is. */
    static Optional<String> keyOfOwner(String token) {
        int end = token.lastIndexOf(':');
        return token.startsWith(OWNER) && end > OWNER.length()
                ? Optional.of(PREFIX + token.substring(OWNER.length(), end))
                : Optional.empty();
    }
}
