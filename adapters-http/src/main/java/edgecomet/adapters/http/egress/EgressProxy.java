package edgecomet.adapters.http.egress;

import edgecomet.adapters.http.client.AddressLookup;
import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A SOCKS5 proxy for browsers of this machine that reaches only what a policy permits. It resolves each name itself,
 * checks every address that comes of it, and dials one of those: no redirect, rebinding name server or literal in
 * another spelling leads anywhere else. What it carries, it does not look into.
 *
 * <p>It listens on the loopback address. Whoever else on this machine finds its port can reach nothing through it that
 * cannot be reached without it. Bounded in connections, in the time that each step of opening one may take, and in what
 * it holds back for an end that does not read.
 *
 * <p>Safe for concurrent use.
 */
public final class EgressProxy implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 4096;
    private static final int BACKLOG = 1024;
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 2_000;

    private final EventLoopGroup loops;
    private final AddressLookup lookup;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private final LongAdder refused = new LongAdder();
    private final InetSocketAddress address;

    private EgressProxy(AddressLookup lookup, EventLoopGroup loops) throws IOException {
        this.loops = loops;
        this.lookup = lookup;
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Opening())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("no port on the loopback address", bound.cause());
        }
        channels.add(bound.channel());
        this.address = (InetSocketAddress) bound.channel().localAddress();
    }

    /**
     * Opens a proxy on a free port.
     *
     * @param policy says what may be reached
     * @throws IOException if there is no free port
     */
    public static EgressProxy open(AddressResolver resolver, AddressPolicy policy) throws IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        AddressLookup lookup = new AddressLookup(resolver, policy);
        try {
            return new EgressProxy(lookup, loops);
        } catch (IOException e) {
            lookup.close();
            Future<?> _ = loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            throw e;
        }
    }

    /** Returns where it listens, as browsers are told. */
    public String url() {
        return "socks5://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Returns how many connections it has refused since it was opened, because they led to no public address. */
    public long refused() {
        return refused.sum();
    }

    /** The first steps of each connection. */
    private final class Opening extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel browser) {
            if (!places.tryAcquire()) {
                ChannelFuture _ = browser.close();
                return;
            }
            ChannelFuture _ = browser.closeFuture().addListener(closed -> places.release());
            channels.add(browser);
            browser.pipeline()
                    .addLast(Socks5ServerEncoder.DEFAULT, new Socks5InitialRequestDecoder())
                    .addLast(new Socks5CommandRequestDecoder(), new EgressRequest(lookup, refused));
        }
    }

    /** Cuts every connection and frees the port. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        lookup.close();
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
