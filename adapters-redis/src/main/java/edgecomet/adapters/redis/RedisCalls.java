package edgecomet.adapters.redis;

import edgecomet.adapters.redis.Amends.Amend;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends commands over shared connections and waits for their answers no longer than a limit; whatever goes wrong is
 * a {@link CoordinationException} that says what was being done.
 *
 * <p>While the server does not answer, calls fail at once, without being sent.
 *
 * <p>Safe for concurrent use: a connection pipelines the commands of all threads. A command names one key at most, so that
 * it means the same in a cluster.
 */
final class RedisCalls {

    private static final Logger LOG = LoggerFactory.getLogger(RedisCalls.class);

    /** The longest wait for one command that has no limit of its own (spec 03 §3). */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final long NOT_YET = -1;

    /**
     * How refusals begin that end by themselves: of a server that is busy or starting, that waits for its master, its
     * replicas, its disk or the rest of its cluster, or that has no memory left. Servers before Redis 7 put a text of
     * their own before what a command in a script was refused with.
     */
    private static final Pattern NOT_NOW = Pattern.compile(
            "(?:^| -)(?:BUSY|LOADING|READONLY|MASTERDOWN|NOREPLICAS|MISCONF|CLUSTERDOWN|TRYAGAIN|OOM) ");

    private static final Pattern READ_ONLY = Pattern.compile("(?:^| -)READONLY ");

    /** What the client library says of commands that it does not send; it has no types for that. */
    private static final Set<String> REJECTIONS =
            Set.of("Currently not connected. Commands are rejected.", "Connection is closed");

    private final RedisClusterAsyncCommands<String, String> commands;
    private final @Nullable Amends amends;
    private final @Nullable Pulse pulse;
    private final @Nullable Reconnection reconnection;

    /** Calls of which none leaves behind what would have to be undone. */
    RedisCalls(RedisClusterAsyncCommands<String, String> commands) {
        this(commands, null, null, null);
    }

    /**
     * @param amends undo what was given up
     * @param pulse says whether the server answers; without it every call waits for its answer
     * @param reconnection leaves the server when it says that it is a replica
     */
    RedisCalls(
            RedisClusterAsyncCommands<String, String> commands,
            @Nullable Amends amends,
            @Nullable Pulse pulse,
            @Nullable Reconnection reconnection) {
        this.commands = commands;
        this.amends = amends;
        this.pulse = pulse;
        this.reconnection = reconnection;
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
        if (pulse != null && pulse.isSilent()) {
            throw failure(what, new NotSent("the server has stopped answering"));
        }
        RedisFuture<T> answer;
        try {
            answer = command.apply(commands);
        } catch (RedisException e) {
            throw failure(what, new NotSent(e));
        }
        CompletableFuture<T> state = answer.toCompletableFuture();
        if (state.state() == Future.State.FAILED && isRejection(state.exceptionNow())) {
            throw failure(what, new NotSent(state.exceptionNow()));
        }
        return answer;
    }

    /** Returns whether the client library did not even try; a connection that ended meanwhile proves nothing. */
    private static boolean isRejection(Throwable failure) {
        return REJECTIONS.contains(String.valueOf(failure.getMessage()));
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
     * Makes a call that changes something. If nobody knows whether it ran, or whether it still will, the script follows
     * that undoes it.
     */
    <T> T undoable(Amend undoing, Supplier<T> call) {
        try {
            return call.get();
        } catch (CoordinationException e) {
            Throwable cause = e.getCause();
            if (cause != null && !(cause instanceof NotSent) && !(cause instanceof RedisCommandExecutionException)) {
                inTheEnd(undoing);
            }
            throw e;
        }
    }

    /**
     * Runs a script and waits for its answer; if there is none, or none but that it cannot run now, it runs as soon as
     * it can.
     *
     * @return what the script answers; -1 if that is not known yet
     * @throws CoordinationException if the server refuses to run it
     */
    long runInTheEnd(Amend amend) {
        try {
            return run(
                    amend.what(), amend.script(), amend.key(), amend.arguments().toArray(String[]::new));
        } catch (CoordinationException e) {
            if (e.getCause() == null || isRefusal(e.getCause())) {
                throw e;
            }
            LOG.debug("{} {} again later", amend.what(), amend.key(), e);
            inTheEnd(amend);
            return NOT_YET;
        }
    }

    private void inTheEnd(Amend amend) {
        if (amends != null) {
            amends.make(amend);
        }
    }

    /** Returns whether a server says no for good, and not only that it cannot do it now. */
    static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof RedisCommandExecutionException && !isRefusal(failure, NOT_NOW);
    }

    private static boolean isRefusal(@Nullable Throwable failure, Pattern kind) {
        return failure instanceof RedisCommandExecutionException
                && kind.matcher(String.valueOf(failure.getMessage())).find();
    }

    /** Waits for the answer of a command that was sent, at most this long. */
    <T> T await(String what, Duration limit, RedisFuture<T> answer) {
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            leaveReplica(cause);
            throw failure(what, cause == null ? e : cause);
        } catch (TimeoutException e) {
            answer.cancel(true);
            if (pulse != null) {
                pulse.missed(limit);
            }
            throw new CoordinationException(
                    "Redis did not answer within " + limit.toMillis() + " ms (" + what + ")", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CoordinationException("interrupted while waiting for Redis (" + what + ")", e);
        }
    }

    private void leaveReplica(@Nullable Throwable failure) {
        if (reconnection != null && isRefusal(failure, READ_ONLY)) {
            reconnection.begin("the server has become a replica");
        }
    }

    /** The connection is down, or nobody listens at its end: the command has never left. */
    private static final class NotSent extends RedisException {
        private static final long serialVersionUID = 1L;

        NotSent(String message) {
            super(message);
        }

        NotSent(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static CoordinationException failure(String what, Throwable cause) {
        return new CoordinationException("Redis failed (" + what + "): " + cause.getMessage(), cause);
    }
}
