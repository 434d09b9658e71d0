package edgecomet.application.port;

import static edgecomet.application.port.SampleEntries.KEY;
import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@link CacheIndex}, for every implementation. */
public abstract class CacheIndexContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Returns the index under test, empty at the start of each test. */
    protected abstract CacheIndex index();

    /** Lets time pass where the implementation is on a clock that tests turn; real time passes by itself. */
    protected void letPass(Duration duration) {}

    static List<CacheEntry> everyShapeOfEntry() {
        return List.of(SampleEntries.full(), SampleEntries.bare(), SampleEntries.redirect());
    }

    @ParameterizedTest
    @MethodSource("everyShapeOfEntry")
    void finds_an_entry_as_it_was_stored(CacheEntry entry) {
        index().store(entry, HOUR);
        assertEquals(Optional.of(entry), find(KEY));
    }

    @Test
    void finds_nothing_under_another_key() {
        index().store(SampleEntries.full(), HOUR);
        assertEquals(
                Optional.empty(),
                find(CacheKey.parse("cache:1:3:0123456789abcdef").orElseThrow()));
        assertEquals(
                Optional.empty(),
                find(CacheKey.parse("cache:2:2:0123456789abcdef").orElseThrow()));
        assertEquals(Optional.empty(), find(SampleEntries.key("0123456789abcdee")));
    }

    @Test
    void keeps_entries_of_different_keys_apart() {
        CacheEntry other = SampleEntries.withKey(SampleEntries.redirect(), SampleEntries.key("ffffffffffffffff"));
        index().store(SampleEntries.full(), HOUR);
        index().store(other, HOUR);
        assertEquals(Optional.of(SampleEntries.full()), find(KEY));
        assertEquals(Optional.of(other), find(other.key()));
    }

    @Test
    void keeps_no_field_of_the_entry_before_except_its_last_bot_hit() {
        index().store(SampleEntries.full(), HOUR);
        index().store(SampleEntries.bare(), HOUR);
        Instant hitBefore = SampleEntries.full().lastBotHit();
        assertEquals(Optional.of(SampleEntries.bare().withLastBotHit(hitBefore)), find(KEY));
    }

    @Test
    void takes_the_last_bot_hit_of_the_new_entry_where_it_names_one() {
        CacheEntry newer = SampleEntries.bare().withLastBotHit(Instant.ofEpochSecond(1_800_000_000));
        index().store(SampleEntries.full(), HOUR);
        index().store(newer, HOUR);
        assertEquals(Optional.of(newer), find(KEY));
    }

    @Test
    void forgets_an_entry_when_its_lifetime_is_over() {
        index().store(SampleEntries.full(), Duration.ofSeconds(1));
        assertEquals(Optional.of(SampleEntries.full()), find(KEY));
        letPass(Duration.ofSeconds(2));
        eventually("the entry is forgotten", () -> find(KEY).isEmpty());
    }

    @Test
    void keeps_no_bot_hit_of_an_entry_whose_lifetime_was_over() {
        index().store(SampleEntries.full(), Duration.ofSeconds(1));
        letPass(Duration.ofSeconds(2));
        eventually("the entry is forgotten", () -> find(KEY).isEmpty());
        index().store(SampleEntries.bare(), HOUR);
        assertEquals(Optional.of(SampleEntries.bare()), find(KEY));
    }

    @Test
    void gives_an_entry_the_lifetime_of_its_latest_store() {
        index().store(SampleEntries.full(), HOUR);
        index().store(SampleEntries.full(), Duration.ofSeconds(1));
        letPass(Duration.ofSeconds(2));
        eventually("the entry is forgotten", () -> find(KEY).isEmpty());
    }

    @Test
    void refuses_a_lifetime_under_a_second() {
        assertThrows(IllegalArgumentException.class, () -> index().store(SampleEntries.full(), Duration.ofMillis(999)));
        assertEquals(Optional.empty(), find(KEY));
    }

    @Test
    void replaces_no_rendered_page_where_it_must_not() {
        index().store(SampleEntries.full(), HOUR);
        assertFalse(index().storeUnlessRendered(SampleEntries.bare(), HOUR));
        assertEquals(Optional.of(SampleEntries.full()), find(KEY));
        index().store(SampleEntries.redirect(), HOUR);
        Optional<CacheEntry> redirect = find(KEY);
        assertFalse(index().storeUnlessRendered(SampleEntries.bare(), HOUR));
        assertEquals(redirect, find(KEY));
    }

    @Test
    void replaces_what_is_no_rendered_page() {
        assertTrue(index().storeUnlessRendered(SampleEntries.bare(), HOUR));
        assertEquals(Optional.of(SampleEntries.bare()), find(KEY));
        Instant at = Instant.ofEpochSecond(1_790_000_000);
        index().recordBotHit(KEY, at);
        CacheEntry next = SampleEntries.withBody(
                SampleEntries.bare(), SampleEntries.full().filePath(), 7, 6);
        assertTrue(index().storeUnlessRendered(next, HOUR));
        assertEquals(Optional.of(next.withLastBotHit(at)), find(KEY));
        assertThrows(IllegalArgumentException.class, () -> index().storeUnlessRendered(next, Duration.ofMillis(999)));
    }

    @Test
    void gives_way_where_a_rendered_page_is_forgotten() {
        index().store(SampleEntries.full(), Duration.ofSeconds(1));
        letPass(Duration.ofSeconds(2));
        eventually(
                "the page is forgotten",
                () -> index().storeUnlessRendered(SampleEntries.bare(), Duration.ofSeconds(1)));
        letPass(Duration.ofSeconds(2));
        eventually("the other one is forgotten too", () -> find(KEY).isEmpty());
    }

    @Test
    void forgets_a_deleted_entry() {
        index().store(SampleEntries.full(), HOUR);
        index().delete(KEY);
        assertEquals(Optional.empty(), find(KEY));
        index().delete(KEY);
    }

    @Test
    void notes_a_bot_hit_and_nothing_else() {
        Instant at = Instant.ofEpochSecond(1_790_000_000);
        index().store(SampleEntries.bare(), HOUR);
        index().recordBotHit(KEY, at);
        assertEquals(Optional.of(SampleEntries.bare().withLastBotHit(at)), find(KEY));
    }

    @Test
    void forgets_a_bot_hit_and_nothing_else() {
        index().store(SampleEntries.bare(), HOUR);
        index().recordBotHit(KEY, Instant.ofEpochSecond(1_790_000_000));
        index().forgetBotHit(KEY);
        assertEquals(Optional.of(SampleEntries.bare()), find(KEY));
        index().forgetBotHit(KEY);
        index().delete(KEY);
        index().forgetBotHit(KEY);
        assertEquals(Optional.empty(), find(KEY));
    }

    @Test
    void makes_nothing_of_a_bot_hit_on_an_entry_that_is_gone() {
        index().recordBotHit(KEY, Instant.ofEpochSecond(1_790_000_000));
        assertEquals(Optional.empty(), find(KEY));
        index().store(SampleEntries.bare(), HOUR);
        assertEquals(Optional.of(SampleEntries.bare()), find(KEY));
    }

    @Test
    void does_not_lengthen_a_lifetime_by_changes_to_the_entry() {
        index().store(SampleEntries.full(), Duration.ofSeconds(1));
        index().recordBotHit(KEY, Instant.ofEpochSecond(1_790_000_000));
        index().removeHolder(SampleEntries.full(), "eg1");
        letPass(Duration.ofSeconds(2));
        eventually("the entry is forgotten", () -> find(KEY).isEmpty());
    }

    @Test
    void takes_one_gateway_off_the_holders() {
        index().store(SampleEntries.full(), HOUR);
        index().removeHolder(SampleEntries.full(), "eg1");
        assertEquals(Optional.of(SampleEntries.full().withGatewayIds(List.of("eg10", "eg2"))), find(KEY));
    }

    @Test
    void changes_nothing_for_a_gateway_that_is_no_holder() {
        index().store(SampleEntries.full(), HOUR);
        index().removeHolder(SampleEntries.full(), "eg");
        assertEquals(Optional.of(SampleEntries.full()), find(KEY));
    }

    /** Who read the entry before it was made anew knows nothing about the new body. */
    @Test
    void changes_nothing_where_the_entry_is_another_one_by_now() {
        CacheEntry seen = SampleEntries.full();
        CacheEntry otherFile = SampleEntries.withBody(seen, SampleEntries.bare().filePath(), 5000, 1200);
        index().store(otherFile, HOUR);
        index().removeHolder(seen, "eg1");
        assertEquals(Optional.of(otherFile), find(KEY));
        CacheEntry otherRequest = SampleEntries.withRequest(seen, "req-9");
        index().store(otherRequest, HOUR);
        index().removeHolder(seen, "eg1");
        assertEquals(Optional.of(otherRequest), find(KEY));
    }

    @Test
    void keeps_an_entry_that_nobody_holds_any_more() {
        index().store(SampleEntries.full().withGatewayIds(List.of("eg1")), HOUR);
        index().removeHolder(SampleEntries.full(), "eg1");
        assertEquals(Optional.of(SampleEntries.full().withGatewayIds(List.of())), find(KEY));
    }

    @Test
    void makes_nothing_of_a_holder_of_an_entry_that_is_gone() {
        index().removeHolder(SampleEntries.full(), "eg1");
        assertEquals(Optional.empty(), find(KEY));
    }

    @Test
    void loses_no_change_of_concurrent_callers() {
        List<String> holders = IntStream.range(0, 50).mapToObj(i -> "eg" + i).toList();
        index().store(SampleEntries.full().withGatewayIds(holders), HOUR);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            holders.forEach(holder -> callers.execute(() -> index().removeHolder(SampleEntries.full(), holder)));
        }
        assertEquals(Optional.of(SampleEntries.full().withGatewayIds(List.of())), find(KEY));
    }

    private Optional<CacheEntry> find(CacheKey key) {
        return index().find(key, LIMIT);
    }
}
