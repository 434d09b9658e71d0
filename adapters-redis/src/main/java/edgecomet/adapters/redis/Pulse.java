package edgecomet.adapters.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server of a connection answers at all, so that nobody waits for one that does not.
 *
 * <p>The server is asked four times a second. It is silent when it has answered nothing for two seconds, or did not
 * answer some call that waited for a second at least; a shorter wait says more of the caller than of the server. It
 * answers again when it answers a question that was asked after that: what was sent before lies in front of it on the
 * connection, and says nothing of how long the next call would have to wait.
 *
 * <p>Beats are counted, not time: a process that was held up itself has missed one beat, and finds the answer waiting.
 * Safe for concurrent use; never blocks.
 */
final class Pulse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration BEAT = Duration.ofMillis(250);
    private static final int BEATS_OF_SILENCE = 8;
    private static final Duration TELLING_WAIT = Duration.ofSeconds(1);

    private final RedisClusterAsyncCommands<String, String> commands;
    private final Future<?> beats;
    private final ReentrantLock lock = new ReentrantLock();
    private int round;
    private int beatsWithoutAnswer;
    private @Nullable Future<?> question;
    private volatile boolean silent;

    private Pulse(RedisClusterAsyncCommands<String, String> commands, ScheduledExecutorService timer) {
        this.commands = commands;
        this.beats = timer.scheduleWithFixedDelay(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Begins to ask a server that has just answered.
     *
     * @param timer used for short tasks; stays the caller's
     */
    static Pulse of(RedisClusterAsyncCommands<String, String> commands, ScheduledExecutorService timer) {
        return new Pulse(commands, timer);
    }

    /** Returns whether it is of no use to send something and wait. */
    boolean isSilent() {
        return silent;
    }

    /** A call was not answered within this time. */
    void missed(Duration waited) {
        if (silent || waited.compareTo(TELLING_WAIT) < 0) {
            return;
        }
        lock.lock();
        try {
            fallSilent();
            ask();
        } finally {
            lock.unlock();
        }
    }

    private void beat() {
        lock.lock();
        try {
            beatsWithoutAnswer++;
            if (beatsWithoutAnswer > BEATS_OF_SILENCE) {
                fallSilent();
            }
            if (question == null || question.isDone()) {
                ask();
            }
        } finally {
            lock.unlock();
        }
    }

    private void fallSilent() {
        if (!silent) {
            silent = true;
            round++;
            LOG.warn("Redis does not answer: calls fail at once until it does");
        }
    }

    private void ask() {
        int asked = round;
        try {
            question = commands.ping()
                    .thenAccept(pong -> answered(asked))
                    .exceptionally(e -> null) // the connection is down: asked again at the next beat
                    .toCompletableFuture();
        } catch (RedisException e) {
            LOG.trace("No connection", e);
        }
    }

    private void answered(int asked) {
        lock.lock();
        try {
            if (asked == round) {
                beatsWithoutAnswer = 0;
                if (silent) {
                    silent = false;
                    LOG.info("Redis answers again");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops asking. */
    @Override
    public void close() {
        beats.cancel(false);
    }
}
