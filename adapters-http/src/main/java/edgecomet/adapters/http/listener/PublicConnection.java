package edgecomet.adapters.http.listener;

import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP2_CONNECTION;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP_DECODER;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_IDLE_STATE;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND;
import static io.micronaut.http.netty.channel.ChannelPipelineCustomizer.HANDLER_SSL;

import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import java.net.InetSocketAddress;

/**
 * Puts our handlers into the pipeline that Micronaut builds for one public connection:
 *
 * <pre>
 * HTTP/1:   [proxy header] [TLS] early lane and codec, timeouts, intake, stage   | Micronaut
 * HTTP/2:   [proxy header] TLS, Netty's codec, guard, streams
 *   stream:               heads, codec, timeouts, intake, stage   | Micronaut
 * </pre>
 *
 * The early lane answers hits (ADR 10), the stage what it can; it hands on the rest.
 */
final class PublicConnection implements NettyServerCustomizer {

    private static final String HEADS = "edgecomet-heads";
    private static final String TIMEOUTS = "edgecomet-timeouts";
    private static final String INTAKE = "edgecomet-intake";
    private static final String STAGE = "edgecomet-stage";
    private static final String GUARD = "edgecomet-http2-guard";
    private static final String TLS_FAILURES = "edgecomet-tls-failures";

    private static final int READ_BYTES = 2 * 1024;
    private static final int MAX_READ_BYTES = 16 * 1024;

    /** Enough for the largest binary header that names two addresses, with some room for what proxies add. */
    private static final int MAX_PROXY_EXTRAS = 1024;

    private final PublicConnections common;
    private final Channel channel;
    private final OpenConnection connection;

    private PublicConnection(PublicConnections common, Channel channel, OpenConnection connection) {
        this.common = common;
        this.channel = channel;
        this.connection = connection;
    }

    /** Begins a pipeline, which is still empty; a connection for which there is no room is refused there and then. */
    static NettyServerCustomizer begin(PublicConnections common, Channel channel, boolean tls) {
        // One read at a time, of bounded size: what is read must fit what one client may occupy.
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(READ_BYTES, READ_BYTES, MAX_READ_BYTES).maxMessagesPerRead(1));
        Peers.learn(channel);
        return common.open()
                .admit(channel)
                .<NettyServerCustomizer>map(connection -> admitted(common, channel, connection, tls))
                .orElseGet(() -> refused(common, channel, tls));
    }

    private static NettyServerCustomizer admitted(
            PublicConnections common, Channel channel, OpenConnection connection, boolean tls) {
        if (channel.remoteAddress() instanceof InetSocketAddress remote && common.isProxy(remote.getAddress())) {
            channel.pipeline().addLast(new HAProxyMessageDecoder(MAX_PROXY_EXTRAS), new ProxiedPeer());
        }
        if (tls) {
            channel.pipeline().addLast(new TlsFailuresInstaller());
        }
        return new PublicConnection(common, channel, connection);
    }

    private static NettyServerCustomizer refused(PublicConnections common, Channel channel, boolean tls) {
        channel.pipeline()
                .addLast(new HttpResponseEncoder(), new RefusedConnection(common.server(), common.refusals(), tls));
        return new NettyServerCustomizer() {};
    }

    @Override
    public void onInitialPipelineBuilt() {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(HANDLER_IDLE_STATE) != null) {
            pipeline.remove(HANDLER_IDLE_STATE);
        }
        if (pipeline.get(HANDLER_HTTP2_CONNECTION) instanceof Http2FrameCodec codec) {
            pipeline.addAfter(
                    HANDLER_HTTP2_CONNECTION,
                    GUARD,
                    new Http2Guard(
                            codec.connection(),
                            connection,
                            common.settings().limits().idleTimeout()));
            pipeline.addLast(new QuietEnd());
        } else {
            pipeline.replace(HANDLER_HTTP_SERVER_CODEC, HANDLER_HTTP_SERVER_CODEC, common.http1());
        }
    }

    /** Called for a connection of HTTP/1; a stream has a customizer of its own. */
    @Override
    public void onStreamPipelineBuilt() {
        install(
                channel,
                ExchangeTimeouts.ofConnection(common.timeouts(), common.server(), connection),
                new RequestIntake(
                        common.server(), common.ids(), true, common.settings().bodyBytes()));
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel stream, ChannelRole role) {
        return new NettyServerCustomizer() {
            @Override
            public void onStreamPipelineBuilt() {
                stream.pipeline().addBefore(HANDLER_HTTP_DECODER, HEADS, new StreamHeads(common.headMemory()));
                install(
                        stream,
                        ExchangeTimeouts.ofStream(common.timeouts(), common.server()),
                        new RequestIntake(
                                common.server(),
                                common.ids(),
                                false,
                                common.settings().bodyBytes()));
            }
        };
    }

    private void install(Channel exchange, ChannelHandler timeouts, ChannelHandler intake) {
        exchange.pipeline()
                .addBefore(HANDLER_MICRONAUT_INBOUND, TIMEOUTS, timeouts)
                .addBefore(HANDLER_MICRONAUT_INBOUND, INTAKE, intake)
                .addBefore(HANDLER_MICRONAUT_INBOUND, STAGE, common.stage().handler());
    }

    /** Micronaut adds its TLS handler after us and tells nobody; when the connection is active, it is there. */
    private static final class TlsFailuresInstaller extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext ctx) throws Exception {
            ctx.pipeline().addAfter(HANDLER_SSL, TLS_FAILURES, new TlsFailures());
            ctx.pipeline().remove(this);
            ctx.fireChannelActive();
        }
    }

    /** Ends a connection on an error that nobody in front of it has dealt with. */
    private static final class QuietEnd extends ChannelInboundHandlerAdapter {

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ChannelFuture _ = ctx.close();
        }
    }
}
