package edgecomet.bootstrap.role;

import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.presence.Heartbeat;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A render service over Redis. */
public final class RendererRole implements Role {

    private static final Logger LOG = LoggerFactory.getLogger(RendererRole.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    /** The server's limits stand this far beyond the hard timeout of a render (spec 05 §3). */
    private static final Duration SERVER_MARGIN = Duration.ofSeconds(10);

    /** How long gateways may still send what they reserved before the service left the list (spec 05 §6). */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final Container container;
    private final Heartbeat presence;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RendererRole(Container container, Heartbeat presence) {
        this.container = container;
        this.presence = presence;
    }

    /**
     * Starts the render service.
     *
     * @throws StartupException if it cannot; nothing is left running
     */
    public static RendererRole start(RendererConfiguration configuration) {
        long startedAt = System.nanoTime();
        LOG.atInfo()
                .addKeyValue("rs", configuration.serviceId())
                .addKeyValue("listen", configuration.listen())
                .log("Render Service starting");
        Container container = Container.start(
                new Container.Listener(
                        configuration.listen(),
                        "RenderService/" + configuration.serviceId(),
                        configuration.chrome().maxTimeout().plus(SERVER_MARGIN),
                        null),
                List.of(
                        configuration.redis(),
                        configuration.chrome(),
                        new RendererIdentity(configuration.serviceId(), AdvertisedAddress.of(configuration.listen()))));
        try {
            Heartbeat presence = container.bean(Heartbeat.class, Qualifiers.byName("renderer"));
            container.open();
            presence.start();
            Startup.report(
                    LOG, "Render Service fully ready and registered", "listen", configuration.listen(), startedAt);
            return new RendererRole(container, presence);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            LOG.info("Shutting down gracefully...");
            presence.close();
            linger();
            container.drain(DRAIN_LIMIT);
            container.close();
            LOG.info("Render Service stopped");
        }
    }

    private static void linger() {
        try {
            if (new CountDownLatch(1).await(LINGER.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this latch down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
