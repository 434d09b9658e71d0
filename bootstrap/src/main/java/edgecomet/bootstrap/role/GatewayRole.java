package edgecomet.bootstrap.role;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.bootstrap.role.RunningRole.Departure;
import java.util.List;
import java.util.Objects;

/** A gateway over Redis. */
public final class GatewayRole {

    /** Sent as {@code Server} header. */
    static final String SERVER_NAME = "EdgeGateway/1.0";

    private static final RunningRole.Manner MANNER = new RunningRole.Manner(
            "gateway",
            "Edge Gateway started",
            "http_addr",
            "Shutting down Edge Gateway...",
            "Edge Gateway stopped",
            Departure.DRAIN_THEN_LEAVE);

    private GatewayRole() {}

    /**
     * Starts the gateway.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static Role start(LiveConfiguration live) {
        GatewayConfiguration configuration = live.get();
        return RunningRole.start(
                MANNER,
                Container.Listener.of(configuration),
                List.of(live, configuration, Objects.requireNonNull(configuration.redis())));
    }
}
