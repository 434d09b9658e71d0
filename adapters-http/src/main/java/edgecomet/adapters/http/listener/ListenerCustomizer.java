package edgecomet.adapters.http.listener;

import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;

/** Finds the connections of some listeners among those of Micronaut's server, and guards them as the settings say. */
public final class ListenerCustomizer implements NettyServerCustomizer {

    private final PublicConnections connections;
    private final boolean tls;

    ListenerCustomizer(PublicConnections connections, boolean tls) {
        this.connections = connections;
        this.tls = tls;
    }

    /**
     * Returns the customizer of listeners in clear text that are not the public ones.
     *
     * @param stage what becomes of their requests
     */
    public static ListenerCustomizer of(ListenerSettings settings, RequestStage stage) {
        return new ListenerCustomizer(new PublicConnections(settings, stage, null), false);
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
        return switch (role) {
            case LISTENER -> this;
            case CONNECTION ->
                isOurs(channel) ? PublicConnection.begin(connections, channel, tls) : new NettyServerCustomizer() {};
            case REQUEST_STREAM, PUSH_PROMISE_STREAM -> this;
        };
    }

    private boolean isOurs(Channel channel) {
        return channel.localAddress() instanceof InetSocketAddress local
                && connections.settings().ports().contains(local.getPort());
    }
}
