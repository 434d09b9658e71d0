package edgecomet.adapters.http.internal;

import edgecomet.adapters.http.listener.ListenerCustomizer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import jakarta.inject.Singleton;

/** Puts the guards of the public listeners, and the routes of its own, into the connections of the internal one. */
@Singleton
@Requires(beans = InternalSettings.class)
final class InternalListener implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private final ListenerCustomizer customizer;

    InternalListener(InternalSettings settings) {
        this.customizer = ListenerCustomizer.of(settings.listener(), new InternalRoutes(settings.key()));
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(customizer);
        return event.getBean();
    }
}
