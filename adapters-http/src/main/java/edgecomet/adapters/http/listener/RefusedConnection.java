package edgecomet.adapters.http.listener;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Semaphore;

/**
 * Ends a connection for which there is no room, with a word where the client can read one. Only so many are told at a
 * time; the others are closed.
 */
final class RefusedConnection extends ChannelInboundHandlerAdapter {

    private final ServerHeaders server;
    private final Semaphore told;
    private final boolean tls;

    /** Creates the end of a connection; {@code told} is shared by all of them. */
    RefusedConnection(ServerHeaders server, Semaphore told, boolean tls) {
        this.server = server;
        this.told = told;
        this.tls = tls;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (tls || !told.tryAcquire()) {
            ChannelFuture _ = ctx.close();
        } else {
            ctx.channel().closeFuture().addListener(closed -> told.release());
            Ending.withAnswer(ctx, ProtocolError.OVERLOADED.answer(server));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }
}
