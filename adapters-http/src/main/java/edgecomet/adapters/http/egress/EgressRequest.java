package edgecomet.adapters.http.egress;

import edgecomet.adapters.http.client.AddressLookup;
import edgecomet.adapters.http.client.ClientAnswer;
import edgecomet.application.port.Deadline;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5Message;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection until both its ends are there, or it is refused: who asks, for what, and may that be reached. */
final class EgressRequest extends SimpleChannelInboundHandler<Socks5Message> {

    private static final Logger LOG = LoggerFactory.getLogger(EgressRequest.class);

    /** For the words that come before the first byte of a page. */
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** For the lookup of the name and all attempts at its addresses. */
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

    private final AddressLookup lookup;
    private final LongAdder refused;
    private @Nullable Future<?> impatience;

    EgressRequest(AddressLookup lookup, LongAdder refused) {
        this.lookup = lookup;
        this.refused = refused;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        impatience = ctx.executor()
                .schedule(
                        () -> {
                            ChannelFuture _ = ctx.close();
                        },
                        HANDSHAKE_LIMIT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        bePatient();
    }

    private void bePatient() {
        if (impatience != null) {
            impatience.cancel(false);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Socks5Message message) {
        if (message.decoderResult().isFailure()) {
            ChannelFuture _ = ctx.close();
        } else if (message instanceof Socks5InitialRequest) {
            ChannelFuture _ = ctx.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.NO_AUTH));
        } else if (message instanceof Socks5CommandRequest request) {
            bePatient();
            if (request.type().equals(Socks5CommandType.CONNECT)) {
                ctx.channel().config().setAutoRead(false);
                Thread.ofVirtual().name("egress").start(() -> open(ctx, request));
            } else {
                refuse(ctx, Socks5CommandStatus.COMMAND_UNSUPPORTED);
            }
        }
    }

    /** Looks up and dials, which blocks. */
    private void open(ChannelHandlerContext ctx, Socks5CommandRequest request) {
        Deadline deadline = Deadline.after(CONNECT_LIMIT);
        try {
            switch (lookup.lookUp(request.dstAddr(), deadline)) {
                case AddressLookup.Result.Found(List<InetAddress> addresses) ->
                    dial(ctx, addresses, request.dstPort(), deadline);
                case AddressLookup.Result.NotFound(ClientAnswer.Failure failure) -> {
                    boolean forbidden = failure.kind() == ClientAnswer.Kind.FORBIDDEN_ADDRESS;
                    if (forbidden) {
                        refused.increment();
                    }
                    LOG.atDebug().addKeyValue("reason", failure.message()).log("A page's connection is refused");
                    refuse(ctx, forbidden ? Socks5CommandStatus.FORBIDDEN : Socks5CommandStatus.HOST_UNREACHABLE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(ctx, Socks5CommandStatus.FAILURE);
        } catch (RuntimeException e) {
            refuse(ctx, Socks5CommandStatus.FAILURE);
            throw e;
        }
    }

    private static void dial(ChannelHandlerContext ctx, List<InetAddress> addresses, int port, Deadline deadline)
            throws InterruptedException {
        for (int i = 0;
                i < addresses.size() && !deadline.isSpent() && ctx.channel().isActive();
                i++) {
            Duration share = deadline.remaining().dividedBy(addresses.size() - i);
            ChannelFuture connecting = connect(ctx.channel(), new InetSocketAddress(addresses.get(i), port), share);
            connecting.await();
            if (connecting.isSuccess()) {
                ctx.executor().execute(() -> join(ctx, connecting.channel()));
                return;
            }
        }
        refuse(ctx, Socks5CommandStatus.HOST_UNREACHABLE);
    }

    private static ChannelFuture connect(Channel browser, InetSocketAddress target, Duration limit) {
        return new Bootstrap()
                .group(browser.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE))
                .handler(new Relay(browser))
                .connect(target);
    }

    /** From here on each end is told what the other one says. */
    private static void join(ChannelHandlerContext ctx, Channel site) {
        Channel browser = ctx.channel();
        if (!browser.isActive()) {
            ChannelFuture _ = site.close();
            return;
        }
        ChannelFuture _ = browser.writeAndFlush(
                new DefaultSocks5CommandResponse(Socks5CommandStatus.SUCCESS, Socks5AddressType.IPv4));
        List<String> handshake = browser.pipeline().names();
        browser.pipeline().addLast(new Relay(site));
        handshake.stream()
                .filter(name -> browser.pipeline().get(name) != null)
                .forEach(name -> browser.pipeline().remove(name));
        browser.config().setAutoRead(true);
        site.config().setAutoRead(true);
    }

    private static void refuse(ChannelHandlerContext ctx, Socks5CommandStatus status) {
        ChannelFuture _ = ctx.writeAndFlush(new DefaultSocks5CommandResponse(status, Socks5AddressType.IPv4))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.atDebug().setCause(cause).log("A browser broke its word to the proxy");
        ChannelFuture _ = ctx.close();
    }
}
