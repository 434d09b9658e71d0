package edgecomet.adapters.http.listener;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_SSL;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How a connection, or a stream of one, is ended from our side. */
public final class Ending {

    private static final long LINGER_SECONDS = 1;

    private Ending() {}

    /**
     * Sends the last answer of a connection, or the answer to a request that is still on its way, so that its client
     * can read it. A socket that is closed with bytes unread tells the other end to throw away what it has not read
     * either: so only our direction is closed at first, and what the client still sends is read for a moment and
     * dropped. A stream is ended with the word that nothing is wrong.
     */
    static void withAnswer(ChannelHandlerContext ctx, FullHttpResponse answer) {
        ChannelFuture _ = ctx.writeAndFlush(answer).addListener(sent -> {
            if (sent.isSuccess()) {
                linger(ctx);
            } else {
                close(ctx);
            }
        });
    }

    private static void linger(ChannelHandlerContext ctx) {
        switch (ctx.channel()) {
            case Http2StreamChannel stream -> reset(ctx, Http2Error.NO_ERROR);
            case DuplexChannel plain
            when plain.pipeline().get(HANDLER_SSL) == null -> {
                ChannelFuture _ = plain.shutdownOutput();
                Future<?> _ = ctx.executor().schedule(() -> close(ctx), LINGER_SECONDS, TimeUnit.SECONDS);
            }
            default -> close(ctx);
        }
    }

    /** Ends it at once. What waits to be written is thrown away, which closing a stream alone would not do. */
    static void atOnce(ChannelHandlerContext ctx) {
        if (ctx.channel() instanceof Http2StreamChannel) {
            reset(ctx, Http2Error.CANCEL);
        } else {
            close(ctx);
        }
    }

    /**
     * Ends an answer short of its end, so that nobody takes what came for all of it: an old client knows the end of a
     * body by the end of the connection alone, and only from a reset can it tell that this is not it.
     *
     * @param ctx of the client's connection, or of a stream of one; any thread may call
     */
    public static void cut(ChannelHandlerContext ctx) {
        if (!(ctx.channel() instanceof Http2StreamChannel)) {
            ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        atOnce(ctx);
    }

    /** Ends a stream with this word. */
    static void reset(ChannelHandlerContext ctx, Http2Error error) {
        ChannelFuture _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(ChannelFutureListener.CLOSE);
    }

    private static void close(ChannelHandlerContext ctx) {
        ChannelFuture _ = ctx.close();
    }
}
