package edgecomet.adapters.http.listener;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpUtil;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/1 side of a connection: requests come out one by one, each after the answer to the one before is written and
 * the client reads what it is sent.
 */
final class Http1Codec extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {

    private @Nullable ChannelHandlerContext context;
    private boolean last;

    /**
     * Creates the codec of a connection.
     *
     * @param early makes the lane that is offered each request before it is decoded, given what resumes decoding; null
     *     for none
     */
    Http1Codec(HeadMemory memory, @Nullable Function<Runnable, EarlyLane> early) {
        init(
                new RequestDecoder(memory, early == null ? null : early.apply(this::resumeEarly)),
                new HttpResponseEncoder());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
    }

    /** The next answer that is given before decoding is the last one; those behind see to all others. */
    void leave() {
        inboundHandler().leave();
    }

    /** While a whole request lies undecoded, there is no use in more of them. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!inboundHandler().isHolding()) {
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) throws Exception {
        if (Answers.isBegin(msg)) {
            last = !HttpUtil.isKeepAlive((HttpResponse) msg);
        }
        boolean end = Answers.isEnd(msg);
        super.write(ctx, msg, promise);
        if (end) {
            inboundHandler().answered(last, ctx.channel().isWritable());
            decodeSoon(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (ctx.channel().isWritable()) {
            inboundHandler().resume();
            decodeSoon(ctx);
        }
        super.channelWritabilityChanged(ctx);
    }

    private void decodeSoon(ChannelHandlerContext ctx) {
        if (inboundHandler().isStalled()) {
            ctx.executor().execute(() -> decodeOn(ctx));
        }
    }

    private void resumeEarly() {
        inboundHandler().resumeEarly();
        if (context != null) {
            decodeOn(context);
        }
    }

    private void decodeOn(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved() && inboundHandler().isStalled()) {
            try {
                channelRead(ctx, Unpooled.EMPTY_BUFFER);
                channelReadComplete(ctx);
            } catch (Exception e) {
                ctx.fireExceptionCaught(e);
            }
        }
    }
}
