package edgecomet.bootstrap.role;

import edgecomet.adapters.fs.pages.FilePageStore;
import edgecomet.adapters.http.gateway.HotPagesSize;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.Origin;
import edgecomet.application.port.PageStore;
import edgecomet.application.port.PeerClient;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.Telemetry;
import edgecomet.application.presence.Heartbeat;
import edgecomet.application.readiness.CheckReadiness;
import edgecomet.application.readiness.CheckReadinessUseCase;
import edgecomet.application.serve.FindHit;
import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.ServePage;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.netty.util.internal.PlatformDependent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway is made of, once there is coordination, an origin and a renderer. The configuration that beans are given here
 * is that of the start; the live one is for what each request reads.
 */
@Factory
@Requires(beans = GatewayConfiguration.class)
class GatewayFactory {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayFactory.class);
    private static final long MEGABYTE = 1024 * 1024;

    GatewayFactory() {}

    /** What a killed predecessor left half written is removed beside the work: the walk takes long in a large cache. */
    @Singleton
    PageStore pageStore(GatewayConfiguration configuration) {
        FilePageStore store = new FilePageStore(
                configuration.storage().basePath(), configuration.storage().compression());
        Thread.ofVirtual().name("storage-leftovers").start(store::removeLeftovers);
        return store;
    }

    @Singleton
    ServePagePorts servePagePorts(
            GatewayConfiguration configuration,
            CacheIndex index,
            PageStore pages,
            RenderLock lock,
            RendererDirectory renderers,
            RendererClient renderer,
            Origin origin,
            Telemetry telemetry) {
        return new ServePagePorts(
                configuration.holderId(), index, pages, lock, renderers, renderer, PeerClient.NONE, origin, telemetry);
    }

    @Singleton
    ServePageUseCase servePage(LiveConfiguration live, ServePagePorts ports) {
        return new ServePage(live, ports, InstantSource.system());
    }

    @Singleton
    FindHitUseCase findHit(LiveConfiguration live, NearIndex index, GatewayConfiguration configuration) {
        return new FindHit(live, index, configuration.holderId(), InstantSource.system());
    }

    /** Network buffers lie outside the heap too, and must find room there. */
    @Singleton
    HotPagesSize hotPagesSize(GatewayConfiguration configuration) {
        long wanted = configuration.storage().hotMegabytes() * MEGABYTE;
        long room = PlatformDependent.maxDirectMemory() / 2;
        if (wanted > room) {
            LOG.atWarn()
                    .addKeyValue("configured", configuration.storage().hotMegabytes())
                    .addKeyValue("used", room / MEGABYTE)
                    .log("Less memory than storage.hot_megabytes: put twice as much into"
                            + " EDGECOMET_OPTS=-XX:MaxDirectMemorySize=");
        }
        return new HotPagesSize(Math.min(wanted, room));
    }

    @Singleton
    CheckReadinessUseCase checkReadiness(RendererDirectory renderers) {
        return new CheckReadiness(renderers);
    }

    @Singleton
    @Named("gateway")
    Heartbeat presence(GatewayConfiguration configuration, GatewayDirectory gateways) {
        String id = configuration.holderId();
        String address = AdvertisedAddress.of(configuration.internalListen()).toString();
        return new Heartbeat(
                "gateway",
                () -> gateways.announce(new GatewayDirectory.Gateway(
                        id,
                        address,
                        InstantSource.system().instant(),
                        configuration.sharding().enabled())),
                () -> gateways.withdraw(id));
    }
}
