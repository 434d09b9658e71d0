package edgecomet.adapters.redis;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Sends commands over shared connections and waits for their answers no longer than a limit; whatever goes wrong is
 * a {@link CoordinationException} that says what was being done.
 *
 * <p>Safe for concurrent use: a connection pipelines the commands of all threads. A command names one key at most, so that
 * it means the same in a cluster.
 */
final class RedisCalls {

    /** The longest wait for one command that has no limit of its own (spec 03 §3). */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final RedisClusterAsyncCommands<String, String> commands;

    RedisCalls(RedisClusterAsyncCommands<String, String> commands) {
        this.commands = commands;
    }

    /** A command to send. */
    interface Command<T> extends Function<RedisClusterAsyncCommands<String, String>, RedisFuture<T>> {}

    /** Sends a command and waits for its answer. */
    <T> T call(String what, Command<T> command) {
        return call(what, TIMEOUT, command);
    }

    /** Sends a command and waits for its answer, at most this long. */
    <T> T call(String what, Duration limit, Command<T> command) {
        return await(what, limit, send(what, command));
    }

    /** Sends a command; {@link #await} takes its answer. Several in a row share a round trip. */
    <T> RedisFuture<T> send(String what, Command<T> command) {
        try {
            return command.apply(commands);
        } catch (RedisException e) {
            throw failure(what, e);
        }
    }

    /** Waits for the answer of a command that was sent. */
    <T> T await(String what, RedisFuture<T> answer) {
        return await(what, TIMEOUT, answer);
    }

    /** Runs a script that answers with a number on its key; its text is sent only to a server that lacks it. */
    long run(String what, RedisScript script, String key, String... arguments) {
        return run(what, TIMEOUT, script, key, arguments);
    }

    /** Runs a script that answers with a number on its key, and waits for it at most this long. */
    long run(String what, Duration limit, RedisScript script, String key, String... arguments) {
        Deadline deadline = Deadline.after(limit);
        String[] keys = {key};
        RedisFuture<Long> answer =
                send(what, redis -> redis.evalsha(script.digest(), ScriptOutputType.INTEGER, keys, arguments));
        try {
            return await(what, deadline.remaining(), answer);
        } catch (CoordinationException e) {
            if (e.getCause() instanceof RedisNoScriptException) {
                RedisFuture<Long> anew =
                        send(what, redis -> redis.eval(script.text(), ScriptOutputType.INTEGER, keys, arguments));
                return await(what, deadline.remaining(), anew);
            }
            throw e;
        }
    }

    /**
     * Returns whether the server answered that it will not do this: it lacks the command, or the user may not. A server
     * that is busy or starting refuses what it can do otherwise.
     */
    static boolean isRefusal(CoordinationException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof RedisCommandExecutionException
                && !(cause instanceof RedisBusyException)
                && !(cause instanceof RedisLoadingException);
    }

    private static <T> T await(String what, Duration limit, RedisFuture<T> answer) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failure(what, cause == null ? e : cause);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new CoordinationException(
                    "Redis did not answer within " + limit.toMillis() + " ms (" + what + ")", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CoordinationException("interrupted while waiting for Redis (" + what + ")", e);
        }
    }

    private static CoordinationException failure(String what, Throwable cause) {
        return new CoordinationException("Redis failed (" + what + "): " + cause.getMessage(), cause);
    }
}
