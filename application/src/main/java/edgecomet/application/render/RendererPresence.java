package edgecomet.application.render;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.port.RendererRegistry.BusyTab;
import edgecomet.application.port.RendererRegistry.Renderer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that a render service is alive, and frees the tabs that nobody will give back: the gateway that reserved one may
 * have died meanwhile, or what it sent to release it got lost (spec 04 §7, spec 03 §3). Without that a tab would stay
 * reserved for as long as this service lives.
 *
 * <p>A reservation is left alone until its tab has not been in use here for {@link #PATIENCE}. Gateways ask for the
 * render as soon as they have the tab, wait for it 60 s at most, and release the tab once the page is stored, those of
 * the original as well; whoever has a reservation that old is not there any more.
 *
 * <p>For one thread at a time. {@link #announce} blocks for as long as the registry does.
 */
public final class RendererPresence {

    /** The 60 s that a gateway waits for a render, and as much again as half of it for what comes before and after. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(RendererPresence.class);

    private final RendererRegistry registry;
    private final BusyTabs busyTabs;
    private final InstantSource clock;
    private final Map<BusyTab, Instant> idleSince = new HashMap<>();

    /** Creates the presence of a service that uses these tabs. */
    public RendererPresence(RendererRegistry registry, BusyTabs busyTabs, InstantSource clock) {
        this.registry = registry;
        this.busyTabs = busyTabs;
        this.clock = clock;
    }

    /**
     * Announces the service once; to be called every second.
     *
     * @throws CoordinationException if the registry cannot be asked
     */
    public void announce(Renderer renderer) {
        List<BusyTab> reservations;
        try {
            reservations = registry.announce(renderer, busyTabs.list());
        } catch (CoordinationException e) {
            // What happens to the tabs meanwhile goes unseen, so that it proves nothing.
            idleSince.clear();
            throw e;
        }
        for (BusyTab abandoned : abandoned(reservations)) {
            registry.free(renderer.serviceId(), abandoned);
            idleSince.remove(abandoned);
            LOG.atWarn()
                    .addKeyValue("tab_id", abandoned.tab())
                    .addKeyValue("reserved_for", abandoned.requestId())
                    .log("Freed a tab that was reserved and not used");
        }
    }

    /** A tab in use counts as used by whoever reserved it, whatever that request is called here. */
    private List<BusyTab> abandoned(List<BusyTab> reservations) {
        Set<Integer> inUse = busyTabs.list().stream().map(BusyTab::tab).collect(Collectors.toSet());
        List<BusyTab> idle =
                reservations.stream().filter(tab -> !inUse.contains(tab.tab())).toList();
        Instant now = clock.instant();
        idleSince.keySet().retainAll(Set.copyOf(idle));
        idle.forEach(tab -> idleSince.putIfAbsent(tab, now));
        return idle.stream()
                .filter(tab -> idleSince.getOrDefault(tab, now).plus(PATIENCE).isBefore(now))
                .toList();
    }
}
