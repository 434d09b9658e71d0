package edgecomet.bootstrap.role;

import edgecomet.adapters.http.origin.OriginHttpClient;
import edgecomet.adapters.http.renderer.HttpRendererClient;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.Origin;
import edgecomet.application.port.RendererClient;
import edgecomet.application.render.GuardedRenderer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** What a gateway asks over HTTP: origins, and render services where they are processes of their own. */
@Factory
@Requires(beans = GatewayConfiguration.class)
class OutboundFactory {

    OutboundFactory() {}

    @Singleton
    @Bean(preDestroy = "close")
    OutboundHttp outboundHttp(GatewayConfiguration configuration) {
        return new OutboundHttp(configuration.origins());
    }

    @Singleton
    Origin origin(OutboundHttp http, GatewayConfiguration configuration) {
        return new OriginHttpClient(http.origins(), configuration.holderId());
    }

    @Singleton
    @Requires(missingBeans = RendererIdentity.class)
    RendererClient rendererClient(OutboundHttp http, GatewayConfiguration configuration) {
        RendererClient client = new HttpRendererClient(http.renderers());
        return configuration.origins().ssrfProtection() ? new GuardedRenderer(client) : client;
    }
}
