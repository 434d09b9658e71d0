package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpResponseEncoder;

/**
 * The HTTP/1 side of a connection: requests come out one by one, each after the answer to the one before is written and
 * the client reads what it is sent.
 */
final class Http1Codec extends CombinedChannelDuplexHandler<RequestDecoder, HttpResponseEncoder> {

    private boolean answerWaits;

    Http1Codec(HeadMemory memory) {
        super(new RequestDecoder(memory), new HttpResponseEncoder());
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
        boolean last = Answers.isEnd(msg);
        if (msg instanceof WireAnswer(ByteBuf head, ByteBuf rest)) {
            ChannelFuture _ = ctx.write(head, ctx.voidPromise());
            ChannelFuture _ = ctx.write(rest, promise);
        } else {
            super.write(ctx, msg, promise);
        }
        if (last) {
            next(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        if (answerWaits) {
            next(ctx);
        }
        super.channelWritabilityChanged(ctx);
    }

    private void next(ChannelHandlerContext ctx) {
        answerWaits = !ctx.channel().isWritable();
        if (!answerWaits) {
            inboundHandler().next();
            if (inboundHandler().isStalled()) {
                ctx.executor().execute(() -> decodeOn(ctx));
            }
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
