package edgecomet.adapters.http.listener;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_SSL;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends the last answer of a connection so that its client can read it. A socket that is closed with bytes unread tells
 * the other end to throw away what it has not read either; so only our direction is closed at first, and what the
 * client still sends is read for a moment and dropped.
 */
final class LastAnswer {

    private static final long LINGER_SECONDS = 1;

    private LastAnswer() {}

    static void send(ChannelHandlerContext ctx, FullHttpResponse answer) {
        ChannelFuture _ = ctx.writeAndFlush(answer).addListener(sent -> {
            if (sent.isSuccess() && isPlain(ctx.channel())) {
                ChannelFuture _ = ((DuplexChannel) ctx.channel()).shutdownOutput();
                Future<?> _ = ctx.executor().schedule(() -> end(ctx), LINGER_SECONDS, TimeUnit.SECONDS);
            } else {
                end(ctx);
            }
        });
    }

    private static void end(ChannelHandlerContext ctx) {
        ChannelFuture _ = ctx.close();
    }

    private static boolean isPlain(Channel channel) {
        return channel instanceof DuplexChannel && channel.pipeline().get(HANDLER_SSL) == null;
    }
}
