package edgecomet.adapters.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Commands of which one is answered by the test. */
final class StubbedCommands {

    private StubbedCommands() {}

    /**
     * Returns commands that go to a server, except one.
     *
     * @param name of the method
     * @param answer to it; null sends it to the server all the same
     */
    @SuppressWarnings("unchecked")
    static RedisClusterAsyncCommands<String, String> of(
            RedisClusterAsyncCommands<String, String> server, String name, Supplier<@Nullable RedisFuture<?>> answer) {
        return (RedisClusterAsyncCommands<String, String>) Proxy.newProxyInstance(
                StubbedCommands.class.getClassLoader(),
                new Class<?>[] {RedisClusterAsyncCommands.class},
                (_, method, arguments) -> {
                    RedisFuture<?> stubbed = method.getName().equals(name) ? answer.get() : null;
                    if (stubbed != null) {
                        return stubbed;
                    }
                    try {
                        return method.invoke(server, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Returns the answer to a command that is never answered. */
    static RedisFuture<Long> never() {
        return new AsyncCommand<>(new Command<>(CommandType.EVAL, new IntegerOutput<>(StringCodec.UTF8)));
    }

    /** Returns the answer to a command that failed before anybody looked. */
    static RedisFuture<Long> failed(Throwable failure) {
        AsyncCommand<String, String, Long> command =
                new AsyncCommand<>(new Command<>(CommandType.EVAL, new IntegerOutput<>(StringCodec.UTF8)));
        command.completeExceptionally(failure);
        return command;
    }
}
