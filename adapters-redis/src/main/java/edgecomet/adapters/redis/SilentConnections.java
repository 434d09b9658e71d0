package edgecomet.adapters.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections on which nothing comes back, so that the client makes new ones: those of a server that lost its
 * power, or that some box in between has forgotten, look open until the kernel gives up sending, about a quarter of an
 * hour later.
 *
 * <p>A server answers whatever it is sent. A connection on which something was sent and nothing at all was heard for
 * five seconds since is of no use, whoever is to blame: at worst a server that is very slow is connected to once more.
 * The kernel could be told the same (TCP_USER_TIMEOUT), but not by Java's own sockets. Where nothing is sent nothing is
 * noticed, so somebody has to ask now and then.
 */
final class SilentConnections implements NettyCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(SilentConnections.class);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** Next to the socket, so that bytes count, whatever they mean. */
    @Override
    public void afterChannelInitialized(Channel channel) {
        channel.pipeline().addFirst(new Watch());
    }

    /** Watches one connection, on its event loop. */
    private static final class Watch extends ChannelDuplexHandler {
        private boolean unanswered;
        private boolean watching;
        private long spokenAt;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (!unanswered) {
                unanswered = true;
                spokenAt = System.nanoTime();
                if (!watching) {
                    watching = true;
                    lookIn(context, LONGEST_SILENCE.toNanos());
                }
            }
            ChannelFuture _ = context.write(message, promise);
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            unanswered = false;
            context.fireChannelRead(message);
        }

        /** One timer however much is said: it is set anew while something is unanswered, not with every write. */
        private void lookIn(ChannelHandlerContext context, long nanos) {
            ScheduledFuture<?> _ = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
        }

        private void look(ChannelHandlerContext context) {
            watching = false;
            if (!unanswered || !context.channel().isActive()) {
                return;
            }
            long left = spokenAt + LONGEST_SILENCE.toNanos() - System.nanoTime();
            if (left > 0) {
                watching = true;
                lookIn(context, left);
                return;
            }
            LOG.warn(
                    "Closing the connection to Redis at {}: nothing was heard for {} s",
                    context.channel().remoteAddress(),
                    LONGEST_SILENCE.toSeconds());
            ChannelFuture _ = context.close();
        }
    }
}
