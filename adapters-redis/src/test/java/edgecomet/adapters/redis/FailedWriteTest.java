package edgecomet.adapters.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.RedisServer;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that never get as far as the connection, as when it is closed the moment before. */
class FailedWriteTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<@Nullable CommandType> failing = new AtomicReference<>();
    private final RedisServer server = RedisServer.start();
    private final ClientResources resources = resources();
    private final RedisCoordination coordination = RedisCoordination.connect(
            resources, new RedisConfiguration(server.host(), server.port(), null, 0), InstantSource.system());

    private ClientResources resources() {
        ClientResources.Builder builder = ClientResources.builder();
        RedisCoordination.prepare(builder);
        return builder.nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addLast(new FailingWrites());
                    }
                })
                .build();
    }

    @AfterEach
    void close() {
        coordination.close();
        resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        server.close();
    }

    @Test
    void a_lock_is_taken_all_the_same() {
        failing.set(CommandType.SET);
        assertTrue(coordination.renderLock().tryAcquire(SampleEntries.KEY, HOUR).isPresent());
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandType.class,
            names = {"EVAL", "EVALSHA"})
    void a_script_is_run_all_the_same(CommandType type) {
        failing.set(type);
        coordination.cacheIndex().store(SampleEntries.full(), HOUR);
        assertEquals(null, failing.get());
    }

    /** Fails the next write of a command, before anything of it is written. */
    private final class FailingWrites extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            boolean fails = message instanceof RedisCommand<?, ?, ?> command
                    && command.getType() instanceof CommandType type
                    && failing.compareAndSet(type, null);
            ChannelFuture _ =
                    fails ? promise.setFailure(new ClosedChannelException()) : context.write(message, promise);
        }
    }
}
