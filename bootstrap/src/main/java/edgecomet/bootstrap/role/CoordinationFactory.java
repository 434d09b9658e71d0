package edgecomet.bootstrap.role;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.port.Coordination;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** The ports of coordination, whatever is behind them. */
@Factory
class CoordinationFactory {

    CoordinationFactory() {}

    @Singleton
    NearIndex nearIndex(Coordination coordination) {
        return coordination.nearIndex();
    }

    @Singleton
    RenderLock renderLock(Coordination coordination) {
        return coordination.renderLock();
    }

    @Singleton
    @Requires(beans = GatewayConfiguration.class)
    RendererDirectory rendererDirectory(Coordination coordination, GatewayConfiguration configuration) {
        return coordination.rendererDirectory(configuration.selection());
    }

    @Singleton
    RendererRegistry rendererRegistry(Coordination coordination) {
        return coordination.rendererRegistry();
    }

    @Singleton
    GatewayDirectory gatewayDirectory(Coordination coordination) {
        return coordination.gatewayDirectory();
    }
}
