package edgecomet.adapters.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks something every second over a connection on which little is said otherwise, so that {@link SilentConnections}
 * can tell when it is dead. One question is open at most, so that a dead one collects none. Safe for concurrent use.
 */
final class Questions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<RedisFuture<String>> question;
    private final Future<?> asking;
    private @Nullable RedisFuture<String> open;

    /**
     * Begins to ask.
     *
     * @param question must not block
     * @param timer used for short tasks; stays the caller's
     */
    Questions(Supplier<RedisFuture<String>> question, ScheduledExecutorService timer) {
        this.question = question;
        this.asking =
                timer.scheduleWithFixedDelay(this::ask, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Runs one at a time. */
    private void ask() {
        if (open == null || open.isDone()) {
            try {
                open = question.get();
            } catch (RedisException e) {
                LOG.trace("No connection", e);
            }
        }
    }

    /** Stops asking. */
    @Override
    public void close() {
        asking.cancel(false);
    }
}
