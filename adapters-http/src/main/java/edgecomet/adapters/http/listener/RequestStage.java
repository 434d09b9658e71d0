package edgecomet.adapters.http.listener;

import io.netty.channel.ChannelHandler;

/**
 * What becomes of the requests of the public listeners: its handlers are given each {@link PublicRequest} in turn, one
 * at a time for each channel. A handler answers it, or hands it on to the server's routes.
 */
public interface RequestStage {

    /** Returns a handler for a new connection, or for a new stream of one; called on its event loop. */
    ChannelHandler handler();
}
