package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.application.presence.Heartbeat;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gateway and renderer in one process, with embedded coordination in the place of Redis. */
public final class StandaloneRole implements Role {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneRole.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
    private static final String SERVICE_ID = "standalone";

    private final Container container;
    private final Heartbeat presence;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private StandaloneRole(Container container, Heartbeat presence) {
        this.container = container;
        this.presence = presence;
    }

    /**
     * Starts both.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static StandaloneRole start(StandaloneConfiguration configuration) {
        long startedAt = System.nanoTime();
        ListenAddress listen = configuration.gateway().listen();
        Container container = Container.start(
                new Container.Listener(
                        listen,
                        GatewayRole.SERVER_NAME,
                        configuration.gateway().requestBudget(),
                        configuration.gateway().metrics()),
                List.of(configuration.gateway(), configuration.chrome(), new RendererIdentity(SERVICE_ID, listen)));
        try {
            Heartbeat presence = container.bean(Heartbeat.class, Qualifiers.byName("renderer"));
            container.open();
            presence.start();
            Startup.report(LOG, "EdgeComet standalone started", "http_addr", listen, startedAt);
            return new StandaloneRole(container, presence);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            LOG.info("Shutting down EdgeComet standalone...");
            container.drain(DRAIN_LIMIT);
            presence.close();
            container.close();
            LOG.info("EdgeComet standalone stopped");
        }
    }
}
