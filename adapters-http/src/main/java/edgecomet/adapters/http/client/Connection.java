package edgecomet.adapters.http.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.concurrent.CompletableFuture;

/** An open connection; one request at a time. Safe for concurrent use. */
interface Connection {

    /** Sends a request and takes ownership of it. The future always completes, at the latest when the channel closes. */
    CompletableFuture<Reply> send(FullHttpRequest request);

    /** Returns the channel of the whole connection. */
    Channel channel();

    /** Returns whether the connection was open a moment ago. */
    default boolean isOpen() {
        return channel().isActive();
    }

    /** Closes the connection, and breaks the exchange that is under way. */
    default void close() {
        ChannelFuture _ = channel().close();
    }
}
