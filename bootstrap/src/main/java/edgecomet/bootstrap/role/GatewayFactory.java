package edgecomet.bootstrap.role;

import edgecomet.adapters.fs.events.FileEventLog;
import edgecomet.adapters.fs.pages.FilePageStore;
import edgecomet.adapters.http.gateway.HotPagesSize;
import edgecomet.application.bothit.BotHits;
import edgecomet.application.clean.StorageQuota;
import edgecomet.application.configuration.EventLogConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.application.inspect.InspectPage;
import edgecomet.application.inspect.InspectPageUseCase;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.Coordination;
import edgecomet.application.port.EventLog;
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
import edgecomet.application.recache.RecachePage;
import edgecomet.application.recache.RecachePageUseCase;
import edgecomet.application.serve.FindHit;
import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.ServePage;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.netty.util.internal.PlatformDependent;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway is made of, once there is coordination, an origin and a renderer. The configuration that beans are
 * given here is that of the start; the live one is for what each request reads.
 */
@Factory
@Requires(beans = GatewayConfiguration.class)
class GatewayFactory {

    /** How long an inspection of a page waits for a free tab (spec 04 §9). */
    private static final Duration WAIT_FOR_TAB = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayFactory.class);
    private static final long MEGABYTE = 1024 * 1024;

    GatewayFactory() {}

    /** What is there from before is looked through beside the work: the walk takes long in a large cache. */
    @Singleton
    PageStore pageStore(GatewayConfiguration configuration, Telemetry telemetry, Optional<StorageQuota> quota) {
        FilePageStore store = new FilePageStore(
                configuration.storage().basePath(), configuration.storage().compression());
        Thread.ofVirtual()
                .name("storage-stock")
                .start(() -> telemetry.foundOnDisk(store.takeStock().bytes()));
        return quota.map(limit -> limit.limit(store)).orElse(store);
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
    @Bean(preDestroy = "close")
    EventLog eventLog(GatewayConfiguration configuration) {
        EventLogConfiguration events = configuration.events();
        return events == null ? EventLog.NONE : FileEventLog.open(events);
    }

    @Singleton
    RequestEvents requestEvents(EventLog log, LiveConfiguration live) {
        return new RequestEvents(log, live, InstantSource.system());
    }

    @Singleton
    @Bean(preDestroy = "close")
    BotHits botHits(Coordination coordination, NearIndex index, Telemetry telemetry) {
        return new BotHits(index, coordination.recacheQueue(), telemetry, InstantSource.system(), System::nanoTime);
    }

    @Singleton
    InspectPageUseCase inspectPage(LiveConfiguration live, RendererDirectory renderers, RendererClient renderer) {
        return new InspectPage(live, renderers, renderer, WAIT_FOR_TAB);
    }

    @Singleton
    RecachePageUseCase recachePage(LiveConfiguration live, ServePagePorts ports, RequestEvents events) {
        return new RecachePage(live, ports, events, InstantSource.system());
    }

    @Singleton
    CheckReadinessUseCase checkReadiness(Coordination coordination, RendererDirectory renderers) {
        return new CheckReadiness(coordination, renderers);
    }

    @Singleton
    FindHitUseCase findHit(
            LiveConfiguration live, NearIndex index, PageStore pages, GatewayConfiguration configuration) {
        return new FindHit(live, index, pages, configuration.holderId(), InstantSource.system());
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
