package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection that speaks HTTP/2. It carries one request at a time, like any other connection of the pool: a slow
 * answer never holds up another request, and a connection that misbehaves costs one.
 */
final class Http2Connection implements Connection {

    private static final int WINDOW = 1 << 20;

    private final Channel channel;
    private final int bodyLimit;

    Http2Connection(Channel channel, int bodyLimit) {
        this.channel = channel;
        this.bodyLimit = bodyLimit;
    }

    /** Adds the handlers of the connection itself. */
    static void configure(ChannelPipeline pipeline, int headerLimit) {
        Http2Settings settings = Http2Settings.defaultSettings()
                .pushEnabled(false)
                .maxHeaderListSize(headerLimit)
                .initialWindowSize(WINDOW);
        pipeline.addLast(Http2FrameCodecBuilder.forClient()
                        .initialSettings(settings)
                        .build())
                .addLast(new Http2MultiplexHandler(new NoPushedStream()));
    }

    @Override
    public CompletableFuture<Reply> send(FullHttpRequest request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try {
            // The handlers that the negotiation adds are there for sure only once the event loop is past it.
            channel.eventLoop().execute(() -> open(request, reply));
        } catch (RejectedExecutionException e) {
            ReferenceCountUtil.release(request);
            reply.complete(new Reply.Broken(new Failure(Kind.CANCELLED, "the client is closed"), false));
        }
        return reply;
    }

    private void open(FullHttpRequest request, CompletableFuture<Reply> reply) {
        ExchangeHandler handler = new ExchangeHandler(bodyLimit, true);
        Future<Http2StreamChannel> _ = new Http2StreamChannelBootstrap(channel)
                .handler(new ChannelInitializer<Http2StreamChannel>() {
                    @Override
                    protected void initChannel(Http2StreamChannel stream) {
                        stream.pipeline()
                                .addLast(handler.firstByteMark())
                                .addLast(new Http2StreamFrameToHttpObjectCodec(false))
                                .addLast(handler);
                    }
                })
                .open()
                .addListener((Future<Http2StreamChannel> opened) -> write(opened, handler, request, reply));
    }

    private static void write(
            Future<Http2StreamChannel> opened,
            ExchangeHandler handler,
            FullHttpRequest request,
            CompletableFuture<Reply> reply) {
        if (!opened.isSuccess()) {
            ReferenceCountUtil.release(request);
            reply.complete(new Reply.Broken(
                    new Failure(Kind.CONNECTION_LOST, "no new HTTP/2 stream: " + opened.cause()), true));
            return;
        }
        handler.begin(reply);
        ChannelFuture _ = opened.getNow().writeAndFlush(request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public Channel channel() {
        return channel;
    }

    /** The settings forbid pushing. */
    private static final class NoPushedStream extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel stream) {
            ChannelFuture _ = stream.close();
        }
    }
}
