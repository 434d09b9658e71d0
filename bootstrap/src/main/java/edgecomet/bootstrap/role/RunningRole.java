package edgecomet.bootstrap.role;

import edgecomet.application.presence.Heartbeat;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every role does alike: it opens its port before it joins its list, and leaves nothing behind. */
final class RunningRole implements Role {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRole.class);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    /** How long gateways may still send what they reserved before a service left its list (spec 05 §6). */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final Manner manner;
    private final Container container;
    private final Heartbeat presence;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private RunningRole(Manner manner, Container container, Heartbeat presence) {
        this.manner = manner;
        this.container = container;
        this.presence = presence;
    }

    /** Which goes first at the end: the requests under way, or the place on the list by which new ones come. */
    enum Departure {
        DRAIN_THEN_LEAVE,
        LEAVE_THEN_DRAIN
    }

    /**
     * In what a role differs from the others.
     *
     * @param heartbeat name of the bean that keeps it on its list
     * @param started logged when it is ready
     * @param addressKey under which that line has the address
     * @param stopping logged at the beginning of its end
     * @param stopped logged at the very end
     */
    record Manner(
            String heartbeat,
            String started,
            String addressKey,
            String stopping,
            String stopped,
            Departure departure) {}

    /**
     * Starts a role.
     *
     * @param singletons what the factories and endpoints are made of
     * @throws StartupException if it cannot; nothing is left running
     */
    static Role start(Manner manner, Container.Listener listener, List<Object> singletons) {
        long startedAt = System.nanoTime();
        Container container = Container.start(listener, singletons);
        try {
            Heartbeat presence = container.bean(Heartbeat.class, Qualifiers.byName(manner.heartbeat()));
            container.open();
            presence.start();
            Startup.report(LOG, manner.started(), manner.addressKey(), listener.address(), startedAt);
            return new RunningRole(manner, container, presence);
        } catch (RuntimeException e) {
            container.close();
            throw e;
        }
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            LOG.info(manner.stopping());
            switch (manner.departure()) {
                case DRAIN_THEN_LEAVE -> {
                    container.drain(DRAIN_LIMIT);
                    presence.close();
                }
                case LEAVE_THEN_DRAIN -> {
                    presence.close();
                    linger();
                    container.drain(DRAIN_LIMIT);
                }
            }
            container.close();
            LOG.info(manner.stopped());
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
