package edgecomet.adapters.redis;

import edgecomet.application.near.NearCopies;
import edgecomet.application.port.CoordinationException;
import io.lettuce.core.RedisFuture;
import java.util.Optional;

/**
 * Whether two connections lead to the same server. They need not: after a failover one may be at the new master while
 * the other is still at the old one, which then says nothing of what changes.
 *
 * <p>Safe for concurrent use; blocks for as long as the calls do.
 */
final class ServerIdentity {

    private static final String RUN_ID = "run_id:";

    private final RedisCalls commands;
    private final boolean moves;

    /**
     * @param commands over the one connection
     * @param moves whether connections are led to another server in the course of time
     */
    ServerIdentity(RedisCalls commands, boolean moves) {
        this.commands = commands;
        this.moves = moves;
    }

    /** What is known of two connections. */
    enum Answer {
        SAME,
        DIFFERENT,
        /** The server does not say who it is, and it may be another one. */
        UNKNOWN
    }

    /** Asks over both connections at once. A server that does not say who it is, but never moves, is the same. */
    Answer compare(RedisCalls other) {
        try {
            return ask(other);
        } catch (CoordinationException e) {
            if (RedisCalls.isRefusal(e.getCause())) { // INFO is among the dangerous commands
                return unsaid();
            }
            throw e;
        }
    }

    private Answer ask(RedisCalls other) {
        String what = "asking for the server's identity";
        RedisFuture<String> here = commands.send(what, redis -> redis.info("server"));
        RedisFuture<String> there = other.send(what, redis -> redis.info("server"));
        Optional<String> one = runId(commands.await(what, NearCopies.BOUND, here));
        Optional<String> two = runId(other.await(what, NearCopies.BOUND, there));
        if (one.isEmpty() || two.isEmpty()) {
            return unsaid();
        }
        return one.equals(two) ? Answer.SAME : Answer.DIFFERENT;
    }

    private Answer unsaid() {
        return moves ? Answer.UNKNOWN : Answer.SAME;
    }

    private static Optional<String> runId(String info) {
        return info.lines()
                .filter(line -> line.startsWith(RUN_ID))
                .map(line -> line.substring(RUN_ID.length()).strip())
                .filter(id -> !id.isEmpty())
                .findFirst();
    }
}
