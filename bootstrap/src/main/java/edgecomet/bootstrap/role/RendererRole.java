package edgecomet.bootstrap.role;

import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.bootstrap.role.RunningRole.Departure;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A render service over Redis. */
public final class RendererRole {

    private static final Logger LOG = LoggerFactory.getLogger(RendererRole.class);

    /** The server's limits stand this far beyond the hard timeout of a render (spec 05 §3). */
    private static final Duration SERVER_MARGIN = Duration.ofSeconds(10);

    private static final RunningRole.Manner MANNER = new RunningRole.Manner(
            "renderer",
            "Render Service fully ready and registered",
            "listen",
            "Shutting down gracefully...",
            "Render Service stopped",
            Departure.LEAVE_THEN_DRAIN);

    private RendererRole() {}

    /**
     * Starts the render service.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static Role start(RendererConfiguration configuration) {
        LOG.atInfo()
                .addKeyValue("rs", configuration.serviceId())
                .addKeyValue("listen", configuration.listen())
                .log("Render Service starting");
        return RunningRole.start(
                MANNER,
                new Container.Listener(
                        configuration.listen(),
                        "RenderService/" + configuration.serviceId(),
                        configuration.chrome().maxTimeout().plus(SERVER_MARGIN),
                        null,
                        configuration.metrics()),
                List.of(
                        configuration.redis(),
                        configuration.chrome(),
                        new RendererIdentity(configuration.serviceId(), AdvertisedAddress.of(configuration.listen()))));
    }
}
