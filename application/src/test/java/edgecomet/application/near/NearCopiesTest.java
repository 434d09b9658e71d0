package edgecomet.application.near;

import static edgecomet.application.port.SampleEntries.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.SampleEntries;
import edgecomet.application.testing.TurnableClock;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NearCopiesTest {

    private static final CacheEntry ENTRY = SampleEntries.full();
    private static final Optional<CacheEntry> OLD = Optional.of(ENTRY);
    private static final Optional<CacheEntry> NEW = Optional.of(SampleEntries.bare());

    private final TurnableClock clock = new TurnableClock(SampleEntries.CREATED);
    private final NearCopies copies = NearCopies.ofSharedEntries(clock);

    @Test
    void gives_what_was_read_until_it_changes() {
        copies.restart(System.nanoTime());
        assertEquals(Optional.empty(), copies.get(KEY));
        assertEquals(OLD, copies.read(KEY, () -> OLD));
        assertEquals(OLD, copies.get(KEY));
        assertEquals(Optional.empty(), copies.get(SampleEntries.key("0123456789abcdee")));
        copies.invalidate(KEY);
        assertEquals(Optional.empty(), copies.get(KEY));
    }

    static Stream<Consumer<NearCopies>> everyWayInWhichAnEntryChanges() {
        return Stream.of(
                copies -> copies.invalidate(KEY),
                NearCopies::invalidateAll,
                copies -> copies.restart(System.nanoTime()),
                copies -> {
                    copies.distrust();
                    copies.restart(System.nanoTime());
                });
    }

    @ParameterizedTest
    @MethodSource("everyWayInWhichAnEntryChanges")
    void keeps_nothing_that_changed_while_it_was_read(Consumer<NearCopies> change) {
        copies.restart(System.nanoTime());
        Optional<CacheEntry> read = copies.read(KEY, () -> {
            change.accept(copies);
            return OLD;
        });
        assertEquals(OLD, read);
        assertEquals(Optional.empty(), copies.get(KEY));
        assertEquals(NEW, copies.read(KEY, () -> NEW));
        assertEquals(NEW, copies.get(KEY));
    }

    @ParameterizedTest
    @MethodSource("everyWayInWhichAnEntryChanges")
    void gives_no_copy_of_what_has_changed(Consumer<NearCopies> change) {
        copies.restart(System.nanoTime());
        copies.read(KEY, () -> OLD);
        change.accept(copies);
        assertEquals(Optional.empty(), copies.get(KEY));
    }

    @Test
    void keeps_the_later_of_two_readings_when_the_entry_changed_between_them() {
        copies.restart(System.nanoTime());
        copies.read(KEY, () -> {
            copies.invalidate(KEY);
            copies.read(KEY, () -> NEW);
            return OLD;
        });
        assertEquals(NEW, copies.get(KEY));
    }

    @Test
    void lets_a_second_reader_read_for_itself() {
        copies.restart(System.nanoTime());
        copies.read(KEY, () -> {
            assertEquals(Optional.empty(), copies.get(KEY));
            assertEquals(NEW, copies.read(KEY, () -> NEW));
            return NEW;
        });
        assertEquals(NEW, copies.get(KEY));
    }

    @Test
    void gives_nothing_before_the_source_of_changes_has_begun_nor_when_it_is_not_trusted_any_more() {
        copies.read(KEY, () -> OLD);
        assertEquals(Optional.empty(), copies.get(KEY));
        copies.restart(System.nanoTime());
        assertEquals(Optional.empty(), copies.get(KEY), "read before the beginning");
        copies.read(KEY, () -> OLD);
        copies.distrust();
        assertEquals(Optional.empty(), copies.get(KEY));
    }

    @Test
    void gives_nothing_by_an_old_proof_and_everything_again_by_a_new_one() {
        copies.restart(System.nanoTime());
        copies.read(KEY, () -> OLD);
        copies.prove(System.nanoTime() - NearCopies.BOUND.toNanos());
        assertEquals(Optional.empty(), copies.get(KEY));
        copies.prove(System.nanoTime());
        assertEquals(OLD, copies.get(KEY));
    }

    @Test
    void gives_nothing_that_is_not_fresh() {
        copies.restart(System.nanoTime());
        copies.read(KEY, () -> OLD);
        clock.turn(Duration.between(SampleEntries.CREATED, ENTRY.expiresAt()));
        copies.prove(System.nanoTime());
        assertEquals(OLD, copies.get(KEY));
        clock.turn(Duration.ofNanos(1));
        assertEquals(Optional.empty(), copies.get(KEY));
        assertEquals(OLD, copies.read(KEY, () -> OLD), "what the index says of it is not for us to judge");
        assertEquals(Optional.empty(), copies.get(KEY));
    }

    @Test
    void is_ready_for_the_next_reader_after_one_that_failed_or_found_nothing() {
        copies.restart(System.nanoTime());
        assertThrows(
                CoordinationException.class,
                () -> copies.read(KEY, () -> {
                    throw new CoordinationException("down", new IllegalStateException());
                }));
        copies.read(KEY, Optional::empty);
        assertEquals(Optional.empty(), copies.get(KEY));
        copies.read(KEY, () -> OLD);
        assertEquals(OLD, copies.get(KEY));
    }

    @Test
    void needs_no_proof_where_nobody_else_changes_anything() {
        NearCopies own = NearCopies.ofOwnEntries(clock);
        own.read(KEY, () -> OLD);
        assertEquals(OLD, own.get(KEY));
        own.invalidate(KEY);
        assertEquals(Optional.empty(), own.get(KEY));
    }

    @Test
    void keeps_a_bounded_amount() {
        NearCopies own = NearCopies.ofOwnEntries(clock);
        CacheEntry large = withTitle("x".repeat(50_000));
        int written = 1000;
        IntStream.range(0, written).forEach(i -> {
            CacheKey key = SampleEntries.key("%016x".formatted(i));
            own.read(key, () -> Optional.of(SampleEntries.withKey(large, key)));
        });
        long kept = IntStream.range(0, written)
                .filter(i -> own.get(SampleEntries.key("%016x".formatted(i))).isPresent())
                .count();
        assertTrue(kept > 50 && kept < 200, () -> kept + " copies of 100 kB each");
    }

    private static CacheEntry withTitle(String title) {
        return new CacheEntry(
                ENTRY.key(),
                ENTRY.url(),
                ENTRY.filePath(),
                ENTRY.dimension(),
                ENTRY.requestId(),
                ENTRY.createdAt(),
                ENTRY.expiresAt(),
                ENTRY.size(),
                ENTRY.diskSize(),
                ENTRY.lastAccess(),
                ENTRY.source(),
                ENTRY.statusCode(),
                ENTRY.headers(),
                ENTRY.gatewayIds(),
                ENTRY.lastBotHit(),
                ENTRY.indexStatus(),
                title);
    }
}
