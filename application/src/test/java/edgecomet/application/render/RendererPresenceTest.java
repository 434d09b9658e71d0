package edgecomet.application.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.port.RendererRegistry.BusyTab;
import edgecomet.application.port.RendererRegistry.Renderer;
import edgecomet.application.testing.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RendererPresenceTest {

    private static final Duration LITTLE = Duration.ofMillis(1);

    private final TurnableClock clock = new TurnableClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final BusyTabs busyTabs = new BusyTabs();
    private final ListedTabs listed = new ListedTabs();
    private final RendererPresence presence = new RendererPresence(listed, busyTabs, clock);

    @Test
    void frees_a_tab_that_was_reserved_and_is_never_used() {
        listed.reserve(1, "r1");
        announce();
        later(RendererPresence.PATIENCE);
        assertEquals(Map.of(1, "r1"), listed.reservations, "it may be used yet");
        later(LITTLE);
        assertEquals(Map.of(), listed.reservations);
    }

    @Test
    void frees_a_tab_long_after_the_render_whose_gateway_died() {
        listed.reserve(0, "r1");
        busyTabs.occupy(0, "r1");
        announce();
        later(RendererPresence.PATIENCE.multipliedBy(10));
        busyTabs.vacate(0, "r1");
        announce();
        later(RendererPresence.PATIENCE);
        assertEquals(Map.of(0, "r1"), listed.reservations, "its page may not be stored yet");
        later(LITTLE);
        assertEquals(Map.of(), listed.reservations);
    }

    @Test
    void takes_a_tab_in_use_for_that_of_the_reservation_whatever_the_request_is_called() {
        listed.reserve(0, "har-debug");
        busyTabs.occupy(0, "r1");
        announce();
        later(RendererPresence.PATIENCE.multipliedBy(2));
        assertEquals(Map.of(0, "har-debug"), listed.reservations);
    }

    @Test
    void gives_each_reservation_of_a_tab_its_own_time() {
        listed.reserve(0, "r1");
        announce();
        later(RendererPresence.PATIENCE);
        listed.reserve(0, "r2");
        later(LITTLE);
        later(RendererPresence.PATIENCE);
        assertEquals(Map.of(0, "r2"), listed.reservations);
    }

    @Test
    void counts_no_time_in_which_it_could_not_look() {
        listed.reserve(0, "r1");
        announce();
        listed.reachable = false;
        clock.turn(RendererPresence.PATIENCE.plus(LITTLE));
        assertThrows(CoordinationException.class, this::announce);
        listed.reachable = true;
        announce();
        assertEquals(Map.of(0, "r1"), listed.reservations);
    }

    private void later(Duration duration) {
        clock.turn(duration);
        announce();
    }

    private void announce() {
        presence.announce(new Renderer("rs1", "10.0.0.7", 9301, 2, 0, clock.instant(), "1.0.0", "box"));
    }

    /** The reservations of one service. */
    private static final class ListedTabs implements RendererRegistry {
        private final Map<Integer, String> reservations = new TreeMap<>();
        private boolean reachable = true;

        void reserve(int tab, String requestId) {
            reservations.put(tab, requestId);
        }

        @Override
        public List<BusyTab> announce(Renderer renderer, List<BusyTab> busyTabs) {
            if (!reachable) {
                throw new CoordinationException("nobody answers");
            }
            return reservations.entrySet().stream()
                    .map(e -> new BusyTab(e.getKey(), e.getValue()))
                    .toList();
        }

        @Override
        public void free(String serviceId, BusyTab reservation) {
            reservations.remove(reservation.tab(), reservation.requestId());
        }

        @Override
        public void withdraw(String serviceId) {
            reservations.clear();
        }
    }
}
