package edgecomet.adapters.http.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/** One connection, and since when it has waited for its client. Written by its event loop, read by any thread. */
final class OpenConnection {

    private static final long AT_WORK = Long.MAX_VALUE;

    private final Channel channel;
    private volatile long waitingSince = System.nanoTime();

    OpenConnection(Channel channel) {
        this.channel = channel;
    }

    /** A request of it is under way. */
    void works() {
        waitingSince = AT_WORK;
    }

    /** Nothing is under way: it is the client's turn. */
    void waits() {
        waitingSince = System.nanoTime();
    }

    /** Returns for how many nanoseconds it has waited; negative if a request is under way. */
    long waitedNanos(long now) {
        long since = waitingSince;
        return since == AT_WORK ? -1 : Math.max(0, now - since);
    }

    void close() {
        ChannelFuture _ = channel.close();
    }
}
