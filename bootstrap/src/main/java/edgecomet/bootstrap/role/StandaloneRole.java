package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ChromeConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.bootstrap.role.RunningRole.Departure;
import java.util.List;

/** Gateway and renderer in one process, with embedded coordination in the place of Redis. */
public final class StandaloneRole {

    private static final String SERVICE_ID = "standalone";

    private static final RunningRole.Manner MANNER = new RunningRole.Manner(
            "renderer",
            "EdgeComet standalone started",
            "http_addr",
            "Shutting down EdgeComet standalone...",
            "EdgeComet standalone stopped",
            Departure.DRAIN_THEN_LEAVE);

    private StandaloneRole() {}

    /**
     * Starts both.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static Role start(LiveConfiguration live, ChromeConfiguration chrome) {
        GatewayConfiguration gateway = live.get();
        return RunningRole.start(
                MANNER,
                Container.Listener.of(gateway),
                List.of(live, gateway, chrome, new RendererIdentity(SERVICE_ID, gateway.listen())));
    }
}
