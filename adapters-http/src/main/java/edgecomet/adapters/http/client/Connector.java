package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.application.port.Deadline;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Opens connections, to exactly the addresses it is given. Blocks; safe for concurrent use. */
final class Connector {

    private final EventLoopGroup eventLoops;
    private final ClientLimits limits;
    private final TrustedAuthorities authorities;

    Connector(EventLoopGroup eventLoops, ClientLimits limits, TrustedAuthorities authorities) {
        this.eventLoops = eventLoops;
        this.limits = limits;
        this.authorities = authorities;
    }

    /** What came of connecting. */
    sealed interface Result {

        /** A connection, encrypted where the endpoint wants that. */
        record Connected(Connection connection) implements Result {}

        /** None; everything opened on the way is closed. */
        record NotConnected(Failure failure) implements Result {}
    }

    /**
     * Tries one address after the other. Each gets an equal share of the time left, so that one which swallows packets
     * leaves time for the next.
     */
    Result connect(Endpoint endpoint, List<InetAddress> addresses, Deadline deadline) throws InterruptedException {
        Result result = failed(Kind.UNREACHABLE, "no address");
        for (int i = 0; i < addresses.size(); i++) {
            Duration share = deadline.remaining().dividedBy(addresses.size() - i);
            if (share.isZero()) {
                return failed(Kind.TIMEOUT, "connecting to " + endpoint.authority() + " took too long");
            }
            result = connect(endpoint, addresses.get(i), deadline.remaining(shorter(share, limits.connect())));
            boolean tryNext = result instanceof Result.NotConnected(Failure failure)
                    && (failure.kind() == Kind.UNREACHABLE || failure.kind() == Kind.TIMEOUT);
            if (!tryNext) {
                return result;
            }
        }
        return result;
    }

    private Result connect(Endpoint endpoint, InetAddress address, Duration limit) throws InterruptedException {
        Deadline deadline = Deadline.after(limit);
        // Kept here: a channel that fails at once has lost its handlers before anybody could ask for them.
        SslHandler ssl;
        try {
            ssl = endpoint.tls() ? encryption(authorities.context(), endpoint, limit) : null;
        } catch (IOException e) {
            return failed(Kind.UNTRUSTED, "no TLS: " + e.getMessage());
        }
        ExchangeHandler handler = new ExchangeHandler(limits.bodyBytes(), false);
        ChannelFuture connecting = new Bootstrap()
                .group(eventLoops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis(limit))
                .handler(new Pipeline(ssl, handler))
                .connect(new InetSocketAddress(address, endpoint.port()));
        Channel channel = connecting.channel();
        boolean connected = false;
        try {
            String target = endpoint.host() + " (" + address.getHostAddress() + ") port " + endpoint.port();
            if (!await(connecting, deadline)) {
                return notConnected(Kind.UNREACHABLE, "connecting to " + target, connecting);
            }
            if (ssl != null && !await(ssl.handshakeFuture(), deadline)) {
                return notConnected(Kind.UNTRUSTED, "TLS handshake with " + target, ssl.handshakeFuture());
            }
            connected = true;
            boolean http2 = ssl != null && ApplicationProtocolNames.HTTP_2.equals(ssl.applicationProtocol());
            return new Result.Connected(
                    http2 ? new Http2Connection(channel, limits.bodyBytes()) : new Http1Connection(channel, handler));
        } finally {
            if (!connected) {
                ChannelFuture _ = channel.close();
            }
        }
    }

    private static SslHandler encryption(SslContext tls, Endpoint endpoint, Duration limit) {
        SslHandler ssl = tls.newHandler(ByteBufAllocator.DEFAULT, serverName(endpoint.host()), endpoint.port());
        ssl.setHandshakeTimeoutMillis(millis(limit));
        return ssl;
    }

    /** A certificate names no final dot, and neither does SNI. */
    private static String serverName(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static boolean await(Future<?> future, Deadline deadline) throws InterruptedException {
        return future.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS) && future.isSuccess();
    }

    private static Result notConnected(Kind kind, String doing, Future<?> future) {
        Throwable cause = future.cause();
        return cause == null
                ? failed(Kind.TIMEOUT, doing + " took too long")
                : failed(kind, doing + ": " + cause.getMessage());
    }

    private static Result failed(Kind kind, String message) {
        return new Result.NotConnected(new Failure(kind, message));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static int millis(Duration duration) {
        return Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
    }

    /** The handlers of a connection. */
    private final class Pipeline extends ChannelInitializer<Channel> {
        private final @Nullable SslHandler ssl;
        private final ExchangeHandler handler;

        private Pipeline(@Nullable SslHandler ssl, ExchangeHandler handler) {
            this.ssl = ssl;
            this.handler = handler;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (ssl == null) {
                speakHttp1(channel.pipeline());
            } else {
                channel.pipeline().addLast(ssl).addLast(new Negotiated());
            }
        }

        private void speakHttp1(ChannelPipeline pipeline) {
            HttpDecoderConfig decoder = new HttpDecoderConfig()
                    .setMaxInitialLineLength(limits.headerBytes())
                    .setMaxHeaderSize(limits.headerBytes());
            pipeline.addLast(handler.firstByteMark())
                    .addLast(new HttpClientCodec(decoder, false, false))
                    .addLast(handler);
        }

        /** Goes on with the protocol that the server chose; one that chose none speaks HTTP/1.1. */
        private final class Negotiated extends ApplicationProtocolNegotiationHandler {
            private Negotiated() {
                super(ApplicationProtocolNames.HTTP_1_1);
            }

            @Override
            protected void configurePipeline(ChannelHandlerContext context, String protocol) {
                if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                    Http2Connection.configure(context.pipeline(), limits.headerBytes());
                } else {
                    speakHttp1(context.pipeline());
                }
            }

            @Override
            protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
                // Whoever waits for the handshake is told, and closes.
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                ChannelFuture _ = context.close();
            }
        }
    }
}
