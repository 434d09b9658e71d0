package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A connection that speaks HTTP/1.1. */
final class Http1Connection implements Connection {

    private final Channel channel;
    private final ExchangeHandler handler;

    Http1Connection(Channel channel, ExchangeHandler handler) {
        this.channel = channel;
        this.handler = handler;
    }

    @Override
    public CompletableFuture<Reply> send(FullHttpRequest request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try {
            channel.eventLoop().execute(() -> write(request, reply));
        } catch (RejectedExecutionException e) {
            ReferenceCountUtil.release(request);
            reply.complete(new Reply.Broken(new Failure(Kind.CANCELLED, "the client is closed"), false));
        }
        return reply;
    }

    private void write(FullHttpRequest request, CompletableFuture<Reply> reply) {
        if (!channel.isActive()) {
            ReferenceCountUtil.release(request);
            reply.complete(
                    new Reply.Broken(new Failure(Kind.CONNECTION_LOST, "connection closed by the server"), true));
            return;
        }
        handler.begin(reply);
        ChannelFuture _ = channel.writeAndFlush(request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public Channel channel() {
        return channel;
    }
}
