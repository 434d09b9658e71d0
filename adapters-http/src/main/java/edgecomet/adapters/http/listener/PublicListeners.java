package edgecomet.adapters.http.listener;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;

/** Finds the connections of the public listeners among those of Micronaut's server. */
@Singleton
@Requires(beans = ListenerSettings.class)
final class PublicListeners implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private final Provider<PublicConnections> connections;

    PublicListeners(Provider<PublicConnections> connections) {
        this.connections = connections;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Listeners(connections.get(), false));
        return event.getBean();
    }

    /** Returns the customizer of a server whose listeners speak TLS. */
    NettyServerCustomizer overTls() {
        return new Listeners(connections.get(), true);
    }

    private record Listeners(PublicConnections connections, boolean tls) implements NettyServerCustomizer {

        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return switch (role) {
                case LISTENER -> this;
                case CONNECTION ->
                    isPublic(channel)
                            ? PublicConnection.begin(connections, channel, tls)
                            : new NettyServerCustomizer() {};
                case REQUEST_STREAM, PUSH_PROMISE_STREAM -> this;
            };
        }

        private boolean isPublic(Channel channel) {
            return channel.localAddress() instanceof InetSocketAddress local
                    && connections.settings().ports().contains(local.getPort());
        }
    }
}
