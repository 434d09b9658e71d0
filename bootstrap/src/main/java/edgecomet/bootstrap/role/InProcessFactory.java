package edgecomet.bootstrap.role;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.RendererClient;
import edgecomet.application.render.GuardedRenderer;
import edgecomet.application.render.InProcessRenderer;
import edgecomet.application.render.RenderPageUseCase;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** A gateway with a renderer in the same process calls it directly. */
@Factory
@Requires(beans = {RendererIdentity.class, GatewayConfiguration.class})
class InProcessFactory {

    InProcessFactory() {}

    @Singleton
    RendererClient rendererClient(RenderPageUseCase renderer, GatewayConfiguration configuration) {
        RendererClient client = new InProcessRenderer(renderer);
        return configuration.origins().ssrfProtection() ? new GuardedRenderer(client) : client;
    }
}
