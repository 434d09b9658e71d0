package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ChromeConfiguration;
import edgecomet.application.port.Browser;
import edgecomet.application.port.RenderTelemetry;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.presence.Heartbeat;
import edgecomet.application.render.BusyTabs;
import edgecomet.application.render.RenderPage;
import edgecomet.application.render.RenderPageUseCase;
import edgecomet.application.render.RendererPresence;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What renders pages, alone or inside a standalone process. */
@Factory
@Requires(beans = RendererIdentity.class)
class RendererFactory {

    /** The version that the original's render services announce; gateways read it as a text of no consequence. */
    private static final String ANNOUNCED_VERSION = "1.0.0";

    RendererFactory() {}

    @Singleton
    BusyTabs busyTabs() {
        return new BusyTabs();
    }

    @Singleton
    RenderPageUseCase renderPage(
            Browser browser, BusyTabs busyTabs, ChromeConfiguration chrome, RenderTelemetry telemetry) {
        return new RenderPage(browser, busyTabs, chrome.maxTimeout(), telemetry);
    }

    @Singleton
    @Named("renderer")
    Heartbeat presence(RendererIdentity identity, Browser browser, BusyTabs busyTabs, RendererRegistry registry) {
        InstantSource clock = InstantSource.system();
        RendererPresence presence = new RendererPresence(registry, busyTabs, clock);
        Heartbeat heartbeat = new Heartbeat(
                "renderer",
                () -> presence.announce(identity.at(browser.pool(), clock.instant(), ANNOUNCED_VERSION)),
                () -> registry.withdraw(identity.serviceId()));
        busyTabs.onChange(heartbeat::beatSoon);
        // Tabs that a killed predecessor of this name had reserved would stay reserved.
        registry.withdraw(identity.serviceId());
        return heartbeat;
    }
}
