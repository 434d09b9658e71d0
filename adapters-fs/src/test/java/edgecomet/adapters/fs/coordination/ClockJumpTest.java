package edgecomet.adapters.fs.coordination;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererRegistry;
import edgecomet.application.port.SampleEntries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of locks, tabs and entries when somebody sets the clock of the machine. */
class ClockJumpTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration ALIVE = Duration.ofSeconds(3);
    private static final String DAY_ON = "P1D";
    private static final String DAY_BACK = "P-1D";

    @RegisterExtension
    final EmbeddedFixture embedded = new EmbeddedFixture();

    @ParameterizedTest
    @ValueSource(strings = {DAY_ON, DAY_BACK})
    void a_lock_is_neither_freed_nor_kept(Duration jump) {
        RenderLock lock = embedded.coordination().renderLock();
        assertTrue(lock.tryAcquire(KEY, MINUTE).isPresent());
        embedded.setClock(jump);
        assertFalse(lock.tryAcquire(KEY, MINUTE).isPresent(), "its owner still renders");
        assertFalse(lock.awaitRelease(KEY, Duration.ZERO));
        embedded.letPass(MINUTE);
        assertTrue(lock.awaitRelease(KEY, Duration.ZERO));
        assertTrue(lock.tryAcquire(KEY, MINUTE).isPresent(), "its owner has died");
    }

    @ParameterizedTest
    @ValueSource(strings = {DAY_ON, DAY_BACK})
    void a_render_service_and_its_tabs_are_neither_lost_nor_kept(Duration jump) {
        RendererRegistry registry = embedded.coordination().rendererRegistry();
        RendererDirectory directory = embedded.coordination().rendererDirectory(SelectionStrategy.LEAST_LOADED);
        registry.announce(
                new RendererRegistry.Renderer("rs", "127.0.0.1", 1, 1, 0, Instant.EPOCH, "v", "h"), List.of());
        assertInstanceOf(Reservation.Reserved.class, directory.reserve("r1"));
        embedded.setClock(jump);
        assertEquals(1, directory.countHealthy());
        assertEquals(new Reservation.NoCapacity(), directory.reserve("r2"));
        embedded.letPass(ALIVE);
        assertEquals(0, directory.countHealthy());
    }

    @ParameterizedTest
    @ValueSource(strings = {DAY_ON, DAY_BACK})
    void a_gateway_is_neither_lost_nor_kept(Duration jump) {
        GatewayDirectory directory = embedded.coordination().gatewayDirectory();
        directory.announce(new GatewayDirectory.Gateway("eg", "127.0.0.1:1", Instant.EPOCH, false));
        embedded.setClock(jump);
        assertEquals(1, directory.alive().size());
        embedded.letPass(ALIVE);
        assertEquals(List.of(), directory.alive());
    }

    /** An entry outlives the process, so its end is a time of the clock: set back, it lives longer, and none is lost. */
    @Test
    void an_entry_is_not_lost_when_the_clock_goes_back_and_still_ends() {
        CacheIndex index = embedded.coordination().cacheIndex();
        index.store(SampleEntries.full(), MINUTE);
        embedded.setClock(Duration.ofDays(-1));
        assertEquals(Optional.of(SampleEntries.full()), index.find(KEY, LIMIT));
        index.recordBotHit(KEY, SampleEntries.CREATED);
        assertTrue(index.find(KEY, LIMIT).isPresent(), "a change keeps it as well");
        embedded.letPass(Duration.ofDays(1).plus(MINUTE));
        assertEquals(Optional.empty(), index.find(KEY, LIMIT));
    }

    @Test
    void an_entry_outlives_a_clock_that_goes_on_by_less_than_its_time() {
        CacheIndex index = embedded.coordination().cacheIndex();
        index.store(SampleEntries.full(), Duration.ofDays(2));
        embedded.setClock(Duration.ofDays(1));
        assertEquals(Optional.of(SampleEntries.full()), index.find(KEY, LIMIT));
        embedded.setClock(Duration.ofDays(-1));
        assertEquals(Optional.of(SampleEntries.full()), index.find(KEY, LIMIT));
        embedded.setClock(Duration.ofDays(2));
        assertEquals(Optional.empty(), index.find(KEY, LIMIT));
    }
}
