package edgecomet.bootstrap.role;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.presence.Heartbeat;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway over Redis. */
public final class GatewayRole implements Role {

    /** Sent as {@code Server} header. */
    static final String SERVER_NAME = "EdgeGateway/1.0";

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRole.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    private final Container container;
    private final Heartbeat presence;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private GatewayRole(Container container, Heartbeat presence) {
        this.container = container;
        this.presence = presence;
    }

    /**
     * Starts the gateway.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static GatewayRole start(GatewayConfiguration configuration) {
        long startedAt = System.nanoTime();
        Container container = Container.start(
                new Container.Listener(
                        configuration.listen(), SERVER_NAME, configuration.requestBudget(), configuration.metrics()),
                List.of(configuration, Objects.requireNonNull(configuration.redis())));
        try {
            Heartbeat presence = container.bean(Heartbeat.class, Qualifiers.byName("gateway"));
            container.open();
            presence.start();
            Startup.report(LOG, "Edge Gateway started", "http_addr", configuration.listen(), startedAt);
            return new GatewayRole(container, presence);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            LOG.info("Shutting down Edge Gateway...");
            container.drain(DRAIN_LIMIT);
            presence.close();
            container.close();
            LOG.info("Edge Gateway stopped");
        }
    }
}
