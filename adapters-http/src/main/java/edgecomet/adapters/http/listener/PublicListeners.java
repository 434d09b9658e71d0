package edgecomet.adapters.http.listener;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

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
        event.getBean().register(new ListenerCustomizer(connections.get(), false));
        return event.getBean();
    }

    /** Returns the customizer of a server whose listeners speak TLS. */
    NettyServerCustomizer overTls() {
        return new ListenerCustomizer(connections.get(), true);
    }
}
