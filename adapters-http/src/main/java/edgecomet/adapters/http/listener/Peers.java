package edgecomet.adapters.http.listener;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The address at the other end of a connection, as text; a trusted proxy may have named another one. */
final class Peers {

    private static final AttributeKey<String> PEER = AttributeKey.valueOf(Peers.class, "peer");

    private Peers() {}

    /** Returns the address for a connection, or for the connection that a stream belongs to. */
    static String of(Channel channel) {
        Channel connection = channel.parent() != null && channel.parent().hasAttr(PEER) ? channel.parent() : channel;
        String peer = connection.attr(PEER).get();
        return peer == null ? "" : peer;
    }

    /** Remembers where a connection comes from. */
    static void learn(Channel connection) {
        name(connection, socketAddress(connection));
    }

    /** Remembers what a proxy says where it comes from. */
    static void name(Channel connection, String address) {
        connection.attr(PEER).set(address);
    }

    private static String socketAddress(Channel connection) {
        @Nullable Object remote = connection.remoteAddress();
        return remote instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "";
    }
}
