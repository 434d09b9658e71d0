package edgecomet.adapters.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts right what calls may have done whose outcome nobody knows, and what others could not undo, while nobody waits
 * for it.
 *
 * <p>A command that was not answered in time may be carried out later: by a server that was held up, or by one that
 * has it in a buffer of a connection that is gone. What undoes it is sent at once, behind it on the same connection, so
 * that it is carried out after it. If that is not answered, because the connection ends or for five seconds, it is sent
 * again a second later, for a minute at most. So it may run twice, and must compare before it changes anything.
 *
 * <p>Safe for concurrent use; never blocks and never throws. Bounded: what would be too much is left to lifetimes.
 */
final class Amends implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Amends.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final RedisClusterAsyncCommands<String, String> commands;
    private final ScheduledExecutorService timer;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicBoolean tooMany = new AtomicBoolean();
    private volatile boolean closed;

    /** Sends where these commands lead to. The timer stays the caller's, and is used for short tasks. */
    Amends(RedisClusterAsyncCommands<String, String> commands, ScheduledExecutorService timer) {
        this.commands = commands;
        this.timer = timer;
    }

    /**
     * A script to run in the end.
     *
     * @param what it does, in words
     * @param script may run more than once
     */
    record Amend(String what, RedisScript script, String key, List<String> arguments) {}

    /** Sends a script and leaves it alone once it is answered. */
    void make(Amend amend) {
        if (open.incrementAndGet() > MOST) {
            open.decrementAndGet();
            if (tooMany.compareAndSet(false, true)) {
                LOG.warn("Too much was interrupted to undo all of it: locks and tabs end with their lifetimes");
            }
            return;
        }
        new Attempts(amend).send();
    }

    private final class Attempts {
        private final Amend amend;
        private final long end = System.nanoTime() + LONGEST.toNanos();

        Attempts(Amend amend) {
            this.amend = amend;
        }

        /** The whole text, so that no answer has to be waited for before the next try. */
        void send() {
            String[] keys = {amend.key()};
            try {
                CompletableFuture<Long> _ = commands.<Long>eval(
                                amend.script().text(),
                                ScriptOutputType.INTEGER,
                                keys,
                                amend.arguments().toArray(String[]::new))
                        .toCompletableFuture()
                        .orTimeout(LONGEST_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((ran, failure) -> answered(failure));
            } catch (RedisException e) {
                answered(e);
            }
        }

        private void answered(@Nullable Throwable failure) {
            if (failure == null) {
                done();
            } else if (closed || RedisCalls.isRefusal(failure) || System.nanoTime() - end > 0) {
                LOG.warn("Gave up {} {}: {}", amend.what(), amend.key(), failure.toString());
                done();
            } else {
                again();
            }
        }

        private void again() {
            try {
                ScheduledFuture<?> _ = timer.schedule(this::send, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.trace("The threads of the client have ended", e);
                done();
            }
        }

        private void done() {
            if (open.decrementAndGet() == 0) {
                tooMany.set(false);
            }
        }
    }

    /** Gives up what is not answered yet. */
    @Override
    public void close() {
        closed = true;
    }
}
