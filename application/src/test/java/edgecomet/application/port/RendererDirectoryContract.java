package edgecomet.application.port;

import static edgecomet.application.port.RendererDirectory.SelectionStrategy.LEAST_LOADED;
import static edgecomet.application.port.RendererDirectory.SelectionStrategy.MOST_AVAILABLE;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.port.RendererDirectory.Reservation.NoCapacity;
import edgecomet.application.port.RendererDirectory.Reservation.NoServices;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererRegistry.BusyTab;
import edgecomet.application.port.RendererRegistry.Renderer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of {@link RendererDirectory} and {@link RendererRegistry} together, for every pair of implementations. */
public abstract class RendererDirectoryContract {

    private static final Duration LIFETIME = Duration.ofSeconds(3);

    /** Returns the registry under test, empty at the start of each test. */
    protected abstract RendererRegistry registry();

    /** Returns a directory over the same store with this strategy. */
    protected abstract RendererDirectory directory(SelectionStrategy strategy);

    /** Lets time pass where the implementation is on a clock that tests turn; real time passes by itself. */
    protected void letPass(Duration duration) {}

    @Test
    void knows_no_service_before_one_is_announced() {
        assertEquals(0, directory(LEAST_LOADED).countHealthy());
        assertEquals(new NoServices(), reserve("r1"));
    }

    @Test
    void reserves_a_tab_of_the_announced_service() {
        announce(renderer("rs1", 2, 0));
        assertEquals(new Reserved("r1", "rs1", 0, "10.0.0.7", 9301), reserve("r1"));
        assertEquals(1, directory(LEAST_LOADED).countHealthy());
    }

    @Test
    void gives_each_tab_to_one_request_until_none_is_left() {
        announce(renderer("rs1", 3, 0));
        assertEquals(Set.of(0, 1, 2), Set.of(tab("r1"), tab("r2"), tab("r3")));
        assertEquals(new NoCapacity(), reserve("r4"));
    }

    @Test
    void gives_a_released_tab_away() {
        announce(renderer("rs1", 1, 0));
        Reserved first = reserved("r1");
        assertEquals(new NoCapacity(), reserve("r2"));
        directory(LEAST_LOADED).release(first);
        assertEquals(0, tab("r2"));
    }

    @Test
    void leaves_a_tab_alone_that_is_somebody_elses_by_now() {
        announce(renderer("rs1", 1, 0));
        Reserved first = reserved("r1");
        directory(LEAST_LOADED).release(first);
        reserved("r2");
        directory(LEAST_LOADED).release(first);
        assertEquals(new NoCapacity(), reserve("r3"));
    }

    @Test
    void keeps_reservations_over_announcements() {
        announce(renderer("rs1", 2, 0));
        reserved("r1");
        registry().announce(renderer("rs1", 2, 1), List.of(new BusyTab(0, "r1")));
        reserved("r2");
        announce(renderer("rs1", 2, 0));
        assertEquals(new NoCapacity(), reserve("r3"));
    }

    @Test
    void tells_the_service_what_is_reserved() {
        assertEquals(List.of(), registry().announce(renderer("rs1", 3, 0), List.of()));
        reserved("r1");
        reserved("r2");
        assertEquals(
                List.of(new BusyTab(0, "r1"), new BusyTab(1, "r2")),
                registry().announce(renderer("rs1", 3, 1), List.of(new BusyTab(0, "r1"))));
    }

    @Test
    void lets_the_service_free_a_tab_that_the_request_still_has() {
        announce(renderer("rs1", 1, 0));
        reserved("r1");
        registry().free("rs1", new BusyTab(0, "r0"));
        assertEquals(new NoCapacity(), reserve("r2"));
        registry().free("rs1", new BusyTab(0, "r1"));
        assertEquals(0, tab("r2"));
        registry().withdraw("rs1");
        registry().free("rs1", new BusyTab(0, "r2"));
        assertEquals(new NoServices(), reserve("r3"));
    }

    @Test
    void lists_the_tabs_that_are_in_use_when_the_list_is_made_anew() {
        registry().announce(renderer("rs1", 3, 1), List.of(new BusyTab(1, "old")));
        assertEquals(Set.of(0, 2), Set.of(tab("r1"), tab("r2")));
        directory(LEAST_LOADED).release(new Reserved("old", "rs1", 1, "10.0.0.7", 9301));
        assertEquals(1, tab("r3"));
    }

    @Test
    void follows_a_service_that_has_more_or_fewer_tabs_than_before() {
        announce(renderer("rs1", 4, 0));
        announce(renderer("rs1", 1, 0));
        assertEquals(0, tab("r1"));
        assertEquals(new NoCapacity(), reserve("r2"));
        announce(renderer("rs1", 2, 0));
        assertEquals(1, tab("r3"));
    }

    @Test
    void forgets_a_withdrawn_service() {
        announce(renderer("rs1", 2, 0));
        registry().withdraw("rs1");
        assertEquals(0, directory(LEAST_LOADED).countHealthy());
        assertEquals(new NoServices(), reserve("r1"));
        registry().withdraw("rs1");
    }

    @Test
    void makes_nothing_of_a_release_after_the_tabs_are_gone() {
        announce(renderer("rs1", 2, 0));
        Reserved late = reserved("r1");
        registry().withdraw("rs1");
        directory(LEAST_LOADED).release(late);
        assertEquals(new NoServices(), reserve("r2"));
        announce(renderer("rs1", 2, 0));
        assertEquals(Set.of(0, 1), Set.of(tab("r3"), tab("r4")));
    }

    @Test
    void forgets_a_service_that_is_silent() {
        announce(renderer("rs1", 2, 0));
        letPass(LIFETIME);
        eventually("the service is forgotten", () -> directory(LEAST_LOADED).countHealthy() == 0);
        assertEquals(new NoServices(), reserve("r1"));
    }

    @Test
    void passes_over_a_service_that_is_full_by_its_own_account() {
        announce(renderer("rs1", 2, 2));
        assertEquals(new NoCapacity(), reserve("r1"));
        assertEquals(1, directory(LEAST_LOADED).countHealthy());
    }

    @Test
    void passes_over_a_service_without_tabs() {
        announce(renderer("rs1", 0, 0));
        assertEquals(new NoCapacity(), reserve("r1"));
    }

    @Test
    void prefers_the_smallest_share_of_tabs_in_use() {
        announce(renderer("few", 2, 1));
        announce(renderer("many", 10, 4));
        assertEquals("many", service(LEAST_LOADED, "r1"));
    }

    @Test
    void counts_reservations_that_the_service_has_not_noticed_yet() {
        announce(renderer("rs1", 2, 0));
        announce(renderer("rs2", 2, 0));
        assertEquals(Set.of("rs1", "rs2"), Set.of(service(LEAST_LOADED, "r1"), service(LEAST_LOADED, "r2")));
    }

    @Test
    void prefers_the_largest_number_of_free_tabs() {
        announce(renderer("idle", 2, 0));
        registry()
                .announce(
                        renderer("busy", 10, 5),
                        IntStream.range(0, 5)
                                .mapToObj(i -> new BusyTab(i, "b" + i))
                                .toList());
        assertEquals("busy", service(MOST_AVAILABLE, "r1"));
        assertEquals("idle", service(LEAST_LOADED, "r2"));
    }

    @Test
    void uses_the_next_service_when_the_preferred_one_has_no_free_tab() {
        announce(renderer("rs1", 1, 0));
        registry().announce(renderer("rs2", 4, 1), List.of(new BusyTab(3, "old")));
        assertEquals("rs1", service(LEAST_LOADED, "r1"));
        assertEquals("rs2", service(LEAST_LOADED, "r2"));
    }

    @Test
    void never_gives_a_tab_twice_however_many_ask() {
        announce(renderer("rs1", 10, 0));
        announce(renderer("rs2", 10, 0));
        List<Reservation> results = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String requestId = "r" + i;
                callers.execute(() -> results.add(reserve(requestId)));
            }
        }
        List<String> tabs = results.stream()
                .flatMap(r -> r instanceof Reserved reserved
                        ? List.of(reserved.serviceId() + "/" + reserved.tab()).stream()
                        : List.<String>of().stream())
                .toList();
        assertEquals(20, tabs.size());
        assertEquals(
                20, new TreeSet<>(tabs).size(), () -> tabs.stream().sorted().collect(Collectors.joining(" ")));
    }

    /** Returns a service of this capacity and load. */
    protected static Renderer renderer(String serviceId, int capacity, int load) {
        return new Renderer(
                serviceId, "10.0.0.7", 9301, capacity, load, Instant.parse("2026-01-02T03:04:05Z"), "1.0.0", "box");
    }

    private void announce(Renderer renderer) {
        registry().announce(renderer, List.of());
    }

    private Reservation reserve(String requestId) {
        return directory(LEAST_LOADED).reserve(requestId);
    }

    private Reserved reserved(String requestId) {
        return assertInstanceOf(Reserved.class, reserve(requestId));
    }

    private int tab(String requestId) {
        return reserved(requestId).tab();
    }

    private String service(SelectionStrategy strategy, String requestId) {
        return assertInstanceOf(Reserved.class, directory(strategy).reserve(requestId))
                .serviceId();
    }
}
