package edgecomet.adapters.http.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * An event loop that knows every address that was dialled on it, and lets none but those of this machine be dialled in
 * truth: every other one leads to a server of the test, or is refused where there is none.
 */
public final class RecordedDials extends MultiThreadIoEventLoopGroup {

    private static final long STOP_MILLIS = 2_000;

    private final List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
    private volatile int publicServer;

    public RecordedDials() {
        super(1, Thread.ofPlatform().daemon().name("recorded-loop").factory(), NioIoHandler.newFactory());
    }

    /** Has connections to the public internet lead to this port of the loopback address. */
    public void leadTo(int port) {
        publicServer = port;
    }

    /** Ends the event loop, and with it what is still open. */
    public void stop() {
        shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    /** Returns the addresses that were dialled, in this order. */
    public List<InetAddress> addresses() {
        return dialled.stream().map(InetSocketAddress::getAddress).toList();
    }

    @Override
    public ChannelFuture register(Channel channel) {
        channel.pipeline().addFirst(new Recorder());
        return super.register(channel);
    }

    private final class Recorder extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            InetSocketAddress address = (InetSocketAddress) remote;
            dialled.add(address);
            if (address.getAddress().isLoopbackAddress()) {
                ChannelFuture _ = context.connect(address, local, promise);
            } else if (publicServer > 0) {
                SocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), publicServer);
                ChannelFuture _ = context.connect(server, local, promise);
            } else {
                promise.setFailure(new ConnectException("not in a test: " + address));
            }
        }
    }
}
