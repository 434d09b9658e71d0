package edgecomet.adapters.http.listener;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a client's address from the PROXY protocol header that a trusted proxy sends first, and then leaves. */
final class ProxiedPeer extends SimpleChannelInboundHandler<HAProxyMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(ProxiedPeer.class);

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HAProxyMessage header) {
        AddressFamily family = header.proxiedProtocol().addressFamily();
        boolean internet = family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6;
        if (header.command() == HAProxyCommand.PROXY && internet) {
            Peers.name(ctx.channel(), header.sourceAddress());
        }
        ctx.pipeline().remove(this);
    }

    /** Who is trusted to send a header and sends none is not guessed at. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atWarn()
                .addKeyValue("peer", Peers.of(ctx.channel()))
                .addKeyValue("error", cause.getMessage())
                .log("No PROXY protocol header from a trusted proxy, connection closed");
        ChannelFuture _ = ctx.close();
    }
}
