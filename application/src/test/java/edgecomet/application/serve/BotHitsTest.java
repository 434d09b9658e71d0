package edgecomet.application.serve;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.bothit.BotHits;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.InMemoryEventLog;
import edgecomet.application.port.RecacheQueue;
import edgecomet.application.recache.RecachePage;
import edgecomet.application.recache.RecachePageUseCase.RecacheCommand;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.host.Host;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that bots get from the cache are noted, and due for a render (spec 03 §14). */
@Timeout(60)
class BotHitsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final ServePageScenario gateway = new ServePageScenario()
            .botHits(new Settings.BotHits(true, Duration.ofHours(6), List.of(Pattern.parse("*Googlebot*"))));
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final AtomicLong ticks = new AtomicLong();
    private final List<String> scheduled = new CopyOnWriteArrayList<>();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private BotHits hits = new BotHits(gateway.cache, this::schedule, telemetry, now::get, ticks::get);

    private RecacheQueue.Scheduling schedule(int hostId, String url, int dimensionId, Instant due) {
        scheduled.add(hostId + " " + dimensionId + " " + url + " " + due);
        return RecacheQueue.Scheduling.ADDED;
    }

    @AfterEach
    void stop() {
        hits.close();
    }

    private void pass(Duration duration) {
        now.updateAndGet(time -> time.plus(duration));
        ticks.addAndGet(duration.toNanos());
    }

    private PageAnswer.Cached cached(String url) {
        gateway.bot(url);
        return (PageAnswer.Cached) gateway.bot(url);
    }

    private Instant lastHit(PageAnswer.Cached page) {
        return gateway.cache
                .find(page.requested().key(), Duration.ofSeconds(1))
                .map(CacheEntry::lastBotHit)
                .orElse(null);
    }

    @Test
    void the_first_hit_decides_when_the_page_is_due_and_later_ones_are_noted_by_the_minute() {
        PageAnswer.Cached page = cached("https://shop.example/a");
        hits.hit(page);
        eventually("the hit is noted", () -> NOON.equals(lastHit(page)));
        eventually(
                "the page is due", () -> scheduled.equals(List.of("1 1 https://shop.example/a 2026-11-24T18:00:00Z")));
        pass(Duration.ofSeconds(59));
        hits.hit(page);
        hits.hit(cached("https://shop.example/b"));
        eventually("the other page is noted", () -> scheduled.size() == 2);
        assertEquals(NOON, lastHit(page));
        pass(Duration.ofSeconds(2));
        hits.hit(page);
        eventually("the page is noted again", () -> NOON.plusSeconds(61).equals(lastHit(page)));
    }

    /** A recache forgets the last hit, whichever gateway does it, so that the next one makes the page due again. */
    @Test
    void the_first_hit_of_an_entry_that_was_made_anew_is_noted_at_once() {
        PageAnswer.Cached page = cached("https://shop.example/a");
        hits.hit(page);
        eventually("the hit is noted", () -> NOON.equals(lastHit(page)));
        RecachePage recaching = new RecachePage(
                gateway::configuration,
                gateway.ports(),
                new RequestEvents(new InMemoryEventLog(), gateway::configuration, gateway::look),
                gateway::look);
        recaching.recache(new RecacheCommand("https://shop.example/a", 1, 1));
        assertEquals(null, lastHit(page));
        pass(Duration.ofSeconds(1));
        hits.hit((PageAnswer.Cached) gateway.bot("https://shop.example/a"));
        eventually("the new hit is noted", () -> NOON.plusSeconds(1).equals(lastHit(page)));
    }

    /** It took a jump back for a page that was noted in the future. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void a_jump_of_the_clock_holds_no_note_back(int days) {
        PageAnswer.Cached page = cached("https://shop.example/a");
        hits.hit(page);
        eventually("the hit is noted", () -> NOON.equals(lastHit(page)));
        now.set(NOON.plus(Duration.ofDays(days)));
        pass(Duration.ofSeconds(61));
        hits.hit(page);
        eventually("the page is noted again", () -> now.get().equals(lastHit(page)));
    }

    @Test
    void who_is_no_such_bot_leaves_no_trace() {
        PageAnswer.Cached page = cached("https://shop.example/a");
        RequestedPage asked = page.requested();
        hits.hit(asFor(
                page,
                new RequestedPage(
                        asked.host(),
                        asked.dimension(),
                        asked.unmatched(),
                        asked.url(),
                        asked.policy(),
                        asked.action(),
                        asked.policy().botHits().counts("curl/8"))));
        hits.close();
        assertEquals(List.of(), scheduled);
        assertEquals(null, lastHit(page));
    }

    @Test
    void what_waits_is_written_at_the_end() {
        List<PageAnswer.Cached> pages = List.of(cached("https://shop.example/a"), cached("https://shop.example/b"));
        pages.forEach(page -> hits.hit(page));
        hits.close();
        assertEquals(2, scheduled.size());
        pages.forEach(page -> assertEquals(NOON, lastHit(page)));
    }

    @Test
    void a_page_is_due_even_where_its_hit_cannot_be_noted() {
        PageAnswer.Cached page = cached("https://shop.example/a");
        gateway.cache.coordinationDown = true;
        hits.hit(page);
        eventually("the page is due", () -> scheduled.size() == 1);
    }

    /** Whoever answers requests goes on while the store hangs, and what is too much is counted and not kept. */
    @Test
    void a_store_that_hangs_holds_nobody_up() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        hits.close();
        hits = new BotHits(
                gateway.cache,
                (hostId, url, dimensionId, due) -> {
                    begun.countDown();
                    try {
                        goesOn.await();
                    } catch (InterruptedException e) {
                        throw new CoordinationException("interrupted", e);
                    }
                    return schedule(hostId, url, dimensionId, due);
                },
                telemetry,
                now::get,
                ticks::get);
        PageAnswer.Cached page = cached("https://shop.example/a");
        hits.hit(page);
        begun.await();
        int many = 12_000;
        for (int i = 0; i < many; i++) {
            hits.hit(numbered(page, i));
        }
        assertEquals(2_000, telemetry.events.stream().filter("dropped"::equals).count());
        goesOn.countDown();
        eventually("the others are written", () -> scheduled.size() == 10_001);
        hits.hit(numbered(page, many - 1));
        eventually("one that was dropped is taken the next time", () -> scheduled.size() == 10_002);
        assertTrue(scheduled.getLast().contains("/n" + (many - 1)));
    }

    private static PageAnswer.Cached asFor(PageAnswer.Cached like, RequestedPage page) {
        return new PageAnswer.Cached(page, like.entry(), like.body(), like.age(), like.stale());
    }

    private static PageAnswer.Cached numbered(PageAnswer.Cached answer, int number) {
        RequestedPage like = answer.requested();
        return switch (like.host().identify("https://shop.example/n" + number)) {
            case Host.Identified identified ->
                asFor(
                        answer,
                        new RequestedPage(
                                like.host(),
                                like.dimension(),
                                false,
                                identified.url(),
                                identified.policy(),
                                like.action(),
                                true));
            case Host.Rejected rejected -> throw new AssertionError(rejected.toString());
        };
    }

    @Test
    void a_bug_costs_one_note_and_not_those_that_follow() {
        hits.close();
        AtomicInteger failures = new AtomicInteger(1);
        InMemoryCache broken = new InMemoryCache() {
            @Override
            public void recordBotHit(CacheKey key, Instant at) {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("a bug");
                }
            }
        };
        hits = new BotHits(broken, this::schedule, telemetry, now::get, ticks::get);
        hits.hit(cached("https://shop.example/one"));
        hits.hit(cached("https://shop.example/two"));
        eventually("the second one is noted", () -> scheduled.size() == 1);
    }
}
