package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2PriorityFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one HTTP/2 connection: closes it when it has carried no stream for too long, when it is being shut down and
 * its last stream has ended, and when it sends more control frames than any client needs.
 *
 * <p>Netty's codec bounds the rest by itself: streams at a time, resets, small CONTINUATION frames, empty DATA frames
 * and control frames that wait to be written. A header block that never ends opens no stream, so it counts as silence.
 */
final class Http2Guard extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Http2Guard.class);

    /** SETTINGS, PING and PRIORITY frames in one {@link #WINDOW}: a client that measures round trips sends a few. */
    private static final int MAX_CONTROL_FRAMES = 200;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);

    private final Http2Connection http2;
    private final OpenConnection connection;
    private final Duration idle;
    private long windowEnd = System.nanoTime();
    private int controlFrames;
    private @Nullable Future<?> timer;
    private boolean leaving;

    Http2Guard(Http2Connection http2, OpenConnection connection, Duration idle) {
        this.http2 = http2;
        this.connection = connection;
        this.idle = idle;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.waits();
        http2.addListener(new Streams(ctx));
        watch(ctx, idle.toNanos());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) throws Exception {
        if (leaving) {
            ReferenceCountUtil.release(frame);
        } else {
            super.channelRead(ctx, frame);
            boolean control = frame instanceof Http2SettingsFrame
                    || frame instanceof Http2PingFrame
                    || frame instanceof Http2PriorityFrame;
            if (control && isOneTooMany()) {
                leave(ctx);
            }
        }
    }

    private boolean isOneTooMany() {
        long now = System.nanoTime();
        if (now - windowEnd >= 0) {
            windowEnd = now + WINDOW;
            controlFrames = 0;
        }
        return ++controlFrames > MAX_CONTROL_FRAMES;
    }

    private void leave(ChannelHandlerContext ctx) {
        leaving = true;
        LOG.atDebug().log("HTTP/2 connection sends too many control frames");
        ChannelFuture _ = ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void watch(ChannelHandlerContext ctx, long nanos) {
        timer = ctx.executor().schedule(() -> checkIdle(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    private void checkIdle(ChannelHandlerContext ctx) {
        long waited = connection.waitedNanos(System.nanoTime());
        if (waited >= idle.toNanos()) {
            ChannelFuture _ = ctx.close();
        } else {
            watch(ctx, idle.toNanos() - Math.max(0, waited));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        LOG.atDebug().setCause(cause).log("HTTP/2 error");
        super.exceptionCaught(ctx, cause);
    }

    /** Streams that come and go. */
    private final class Streams extends Http2ConnectionAdapter {

        private final ChannelHandlerContext ctx;

        Streams(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void onStreamActive(Http2Stream stream) {
            connection.works();
        }

        @Override
        public void onStreamRemoved(Http2Stream stream) {
            if (http2.numActiveStreams() == 0) {
                connection.waits();
                closeIfGoingAway();
            }
        }

        @Override
        public void onGoAwaySent(int lastStreamId, long errorCode, ByteBuf debugData) {
            closeIfGoingAway();
        }

        private void closeIfGoingAway() {
            if (http2.goAwaySent() && http2.numActiveStreams() == 0) {
                ctx.executor().execute(() -> {
                    ChannelFuture _ = ctx.close();
                });
            }
        }
    }
}
