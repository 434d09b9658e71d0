package edgecomet.application.serve;

import static edgecomet.application.serve.ServePageScenario.BOT;
import static edgecomet.application.serve.ServePageScenario.KEY;
import static edgecomet.application.serve.ServePageScenario.page;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.Origin;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererDirectory.Reservation;
import edgecomet.application.testing.Eventually;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.StatusAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServePageTest {

    private static final String URL = "https://shop.example/product/1";

    private final ServePageScenario gateway = new ServePageScenario();

    @Test
    void a_miss_is_rendered_and_the_next_request_is_a_hit() {
        PageAnswer.Rendered first = assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertEquals("rs-1", first.serviceId());

        PageAnswer.Cached second = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertEquals("<html>rendered</html>", text(second));
        assertFalse(second.stale());
        assertEquals(1, gateway.renders.get());
        assertEquals(0, gateway.renderers.open.get(), "the tab was released");
    }

    @Test
    void the_entry_says_what_was_asked_and_who_holds_the_body() {
        gateway.bot("https://SHOP.example:443//product/./1?b=2&a=1&utm_source=x#top");

        CacheEntry entry = gateway.cache.all().getFirst();
        assertEquals("https://shop.example/product/1?a=1&b=2", entry.url());
        assertEquals("desktop", entry.dimension());
        assertEquals(List.of("eg-a"), entry.gatewayIds());
        assertEquals(200, entry.statusCode());
        assertEquals(Duration.ofHours(1), Duration.between(entry.createdAt(), entry.expiresAt()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', missing required 'url' query parameter",
                "ftp://shop.example/, only HTTP and HTTPS schemes are supported",
                "shop.example/x, only HTTP and HTTPS schemes are supported",
                "https://, URL must have a valid host",
                "http://127.0.0.1/, SSRF protection: hostname resolves to private/reserved IP address: 127.0.0.1",
            })
    void a_target_that_is_no_public_url_is_refused(String url, String message) {
        assertEquals(new PageAnswer.Refusal.InvalidUrl(message), gateway.bot(url));
    }

    @Test
    void a_target_may_have_2048_bytes_and_no_more() {
        String longest = URL + "?q=" + "a".repeat(2048 - URL.length() - 3);
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(longest));
        assertEquals(
                new PageAnswer.Refusal.InvalidUrl("URL exceeds maximum length of 2048 characters"),
                gateway.bot(longest + "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://shop.example/, X-Render-Key header is required",
        "wrong, https://shop.example/, invalid render key or domain mismatch",
        "k-shop, https://other.example/, invalid render key or domain mismatch",
        "K-SHOP, https://shop.example/, invalid render key or domain mismatch",
    })
    void a_key_that_does_not_open_the_host_is_refused(String key, String url, String message) {
        assertEquals(new PageAnswer.Refusal.Unauthorized(message), gateway.ask(url, key, BOT));
    }

    @Test
    void a_blocked_dimension_is_refused_whatever_the_rules_say() {
        gateway.rule("/product/*", Action.RENDER, null);
        PageAnswer.Refusal.DimensionBlocked answer =
                assertInstanceOf(PageAnswer.Refusal.DimensionBlocked.class, gateway.ask(URL, KEY, "SemrushBot/7"));
        assertEquals("shop.example", answer.host().primaryDomain());
        assertEquals("scraper", answer.dimension().name());
    }

    @Test
    void an_unknown_user_agent_is_bypassed_and_flagged() {
        PageAnswer.Bypassed answer = assertInstanceOf(PageAnswer.Bypassed.class, gateway.ask(URL, KEY, "curl/8"));
        assertTrue(answer.flagged());
        assertEquals(List.of(BypassReason.UNMATCHED_USER_AGENT), gateway.bypasses);
    }

    @Test
    void an_unknown_user_agent_is_blocked_where_the_host_says_so() {
        gateway.unmatchedAre(new UnmatchedDimension.Block());
        PageAnswer.Refusal.UserAgentBlocked answer =
                assertInstanceOf(PageAnswer.Refusal.UserAgentBlocked.class, gateway.ask(URL, KEY, "curl/8"));
        assertEquals("shop.example", answer.host().primaryDomain());
    }

    @Test
    void a_dimension_that_the_host_lacks_is_an_error_and_no_empty_page() {
        gateway.unmatchedAre(new UnmatchedDimension.Use("tablet"));
        PageAnswer.Refusal.NoSuchDimension answer =
                assertInstanceOf(PageAnswer.Refusal.NoSuchDimension.class, gateway.ask(URL, KEY, "curl/8"));
        assertEquals("tablet", answer.name());
    }

    @Test
    void a_host_without_a_dot_has_no_normal_form() {
        assertInstanceOf(PageAnswer.Refusal.Unauthorized.class, gateway.bot("https://singleword/"));
    }

    @Test
    void a_status_rule_answers_without_asking_anybody() {
        StatusAction gone = new StatusAction(410, "sold out", Map.of());
        gateway.rule("/old/*", Action.STATUS_410, gone);
        gateway.cache.coordinationDown = true;

        PageAnswer.Status answer = assertInstanceOf(PageAnswer.Status.class, gateway.bot("https://shop.example/old/1"));
        assertEquals(gone, answer.action());
        assertEquals(0, gateway.renders.get() + gateway.fetches.get());
    }

    @ParameterizedTest
    @CsvSource({"https://shop.example//admin/x", "https://shop.example/y/../admin/x", "https://shop.example/./admin/x"})
    void a_rule_cannot_be_evaded_by_writing_the_path_differently(String url) {
        gateway.rule("/admin/*", Action.BLOCK, new StatusAction(403, "", Map.of()));
        assertInstanceOf(PageAnswer.Status.class, gateway.bot(url));
    }

    @Test
    void a_bypass_rule_fetches_the_origin() {
        gateway.rule("/cart", Action.BYPASS, null);
        PageAnswer.Bypassed answer =
                assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot("https://shop.example/cart"));
        assertFalse(answer.flagged());
        assertEquals(List.of(BypassReason.URL_RULE), gateway.bypasses);
    }

    @Nested
    class When_a_page_has_expired_within_its_grace {

        When_a_page_has_expired_within_its_grace() {
            gateway.bot(URL);
            gateway.later(Duration.ofHours(2));
        }

        @Test
        void a_new_render_is_the_answer() {
            gateway.rendererAnswers(() -> page(200, "<html>new</html>", null));
            assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
            assertEquals("<html>new</html>", text(assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL))));
        }

        @Test
        void it_answers_when_the_render_fails() {
            gateway.rendererFails();
            assertTrue(
                    assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).stale());
        }

        @Test
        void it_answers_when_no_renderer_is_alive() {
            gateway.renderers.next = new Reservation.NoServices();
            assertTrue(
                    assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).stale());
        }

        @Test
        void it_answers_when_the_lock_cannot_be_asked_for() {
            gateway.cache.lockDown = true;
            assertTrue(
                    assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).stale());
        }

        @Test
        void it_answers_instead_of_a_server_error() {
            gateway.rendererAnswers(() -> page(503, "<html>oops</html>", null));
            assertTrue(
                    assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).stale());
        }

        @Test
        void it_outlives_server_errors_that_may_be_kept() {
            gateway.cacheFor(Duration.ofHours(1), new ExpiredPolicy.ServeStale(Duration.ofHours(24)), 200, 503)
                    .rendererAnswers(() -> page(503, "<html>oops</html>", null));
            for (int i = 0; i < 2; i++) {
                PageAnswer.Cached answer = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
                assertTrue(answer.stale());
                assertEquals("<html>rendered</html>", text(answer));
            }
            assertEquals(200, gateway.cache.all().getFirst().statusCode());
        }

        @Test
        void an_incomplete_render_answers_but_does_not_replace_it() {
            gateway.rendererAnswers(() -> page(200, "<html>half</html>", RenderError.SOFT_TIMEOUT));
            assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
            gateway.rendererFails();
            assertEquals("<html>rendered</html>", text(assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL))));
        }

        @Test
        void a_page_that_is_not_to_be_kept_any_more_takes_it_away() {
            gateway.rendererAnswers(() -> page(403, "<html>members only</html>", null));
            assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
            assertTrue(gateway.cache.all().isEmpty());
        }

        @Test
        void the_origin_answers_when_its_file_is_gone_too() {
            gateway.rendererFails();
            gateway.cache.loseBodies();
            assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
            assertEquals(List.of(BypassReason.STALE_UNAVAILABLE), gateway.bypasses);
        }
    }

    @Test
    void an_expired_page_is_not_used_under_the_delete_strategy() {
        gateway.cacheFor(Duration.ofHours(1), new ExpiredPolicy.Delete());
        gateway.bot(URL);
        gateway.later(Duration.ofHours(2)).rendererFails();
        assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertEquals(List.of(BypassReason.SERVICE_FAILED), gateway.bypasses);
    }

    @Test
    void an_incomplete_page_is_kept_for_a_short_time_only() {
        gateway.rendererAnswers(() -> page(200, "<html>half</html>", RenderError.SOFT_TIMEOUT));
        gateway.bot(URL);
        assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        gateway.later(Duration.ofSeconds(61));
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
    }

    @Test
    void an_incomplete_page_is_kept_no_longer_than_a_whole_one() {
        gateway.partialPagesFor(Duration.ofHours(2)).cacheFor(Duration.ofMinutes(5), new ExpiredPolicy.Delete());
        gateway.rendererAnswers(() -> page(200, "<html>half</html>", RenderError.SOFT_TIMEOUT));
        gateway.bot(URL);
        CacheEntry entry = gateway.cache.all().getFirst();
        assertEquals(Duration.ofMinutes(5), Duration.between(entry.createdAt(), entry.expiresAt()));
    }

    /** The other gateway is out of reach now, but the page is whole. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"200, <html>half</html>, SOFT_TIMEOUT", "200, '', EMPTY_RESPONSE", "503, <html>oops</html>, -"})
    void what_is_no_better_replaces_no_page_that_another_gateway_holds(int status, String html, RenderError qualifier) {
        gateway.cacheFor(Duration.ofHours(1), new ExpiredPolicy.Delete(), 200, 503);
        CacheEntry elsewhere = sampleEntry().withGatewayIds(List.of("eg-b"));
        gateway.cache.store(elsewhere, Duration.ofHours(1));
        gateway.rendererAnswers(() -> page(status, html, qualifier));
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertEquals(List.of(elsewhere), gateway.cache.all());
        gateway.rendererAnswers(() -> page(200, "<html>new</html>", null));
        gateway.bot(URL);
        assertEquals(List.of("eg-a"), gateway.cache.all().getFirst().gatewayIds(), "a whole one does");
    }

    /** A recache takes no lock, so it may be done while a render for a bot is not. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"200, SOFT_TIMEOUT, 2", "200, SOFT_TIMEOUT, 48", "403, -, 2", "503, -, 48"})
    void what_is_no_better_replaces_no_page_that_was_stored_during_the_render(
            int status, RenderError qualifier, int hoursLater) {
        Integer[] kept = status == 503 ? new Integer[] {200, 503} : new Integer[] {200};
        gateway.cacheFor(Duration.ofHours(1), new ExpiredPolicy.ServeStale(Duration.ofHours(24)), kept);
        gateway.bot(URL);
        CacheEntry old = gateway.cache.all().getFirst();
        gateway.later(Duration.ofHours(hoursLater));
        gateway.rendererAnswers(() -> {
            gateway.cache.store(renewed(old, gateway.look()), Duration.ofHours(25));
            return page(status, "<html>worse</html>", qualifier);
        });
        gateway.bot(URL);
        assertEquals("renewal", gateway.cache.all().getFirst().requestId());
    }

    private static CacheEntry renewed(CacheEntry old, Instant now) {
        return new CacheEntry(
                old.key(),
                old.url(),
                old.filePath(),
                old.dimension(),
                "renewal",
                now,
                now.plus(Duration.ofHours(1)),
                old.size(),
                old.diskSize(),
                now,
                old.source(),
                200,
                old.headers(),
                old.gatewayIds(),
                null,
                null,
                "");
    }

    @Test
    void an_incomplete_page_is_kept_where_the_body_of_the_whole_one_is_gone() {
        gateway.bot(URL);
        gateway.cache.loseBodies();
        gateway.rendererAnswers(() -> page(200, "<html>half</html>", RenderError.SOFT_TIMEOUT));
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertEquals("<html>half</html>", text(assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL))));
    }

    @Test
    void a_redirect_is_kept_without_a_file() {
        gateway.rendererAnswers(() -> page(301, "", null));
        gateway.bot(URL);
        gateway.cache.loseBodies();

        PageAnswer.Cached hit = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertEquals(
                "https://shop.example/next",
                hit.entry().headers().first("Location").orElseThrow());
        assertEquals(List.of(), hit.entry().gatewayIds());
        assertEquals(1, gateway.renders.get());
    }

    @ParameterizedTest
    @CsvSource({"300, <html>choose</html>", "304, ''"})
    void a_3xx_that_leads_nowhere_is_kept_like_a_page(int status, String html) {
        gateway.cacheFor(Duration.ofHours(1), new ExpiredPolicy.Delete(), status)
                .rendererAnswers(() -> page(status, html, null, ""));
        gateway.bot(URL);
        PageAnswer.Cached hit = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertEquals(html, text(hit));
        assertTrue(hit.entry().headers().first("Location").isEmpty());
    }

    @Test
    void a_redirect_whose_end_the_renderer_does_not_name_leads_where_the_site_said() {
        Headers headers = Headers.builder().add("Location", "/there").build();
        gateway.rendererAnswers(() -> page(302, "", null, "", headers));
        gateway.bot(URL);
        PageAnswer.Cached hit = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertEquals("/there", hit.entry().headers().first("Location").orElseThrow());
    }

    @Test
    void a_server_error_without_anything_older_is_served_as_it_is() {
        gateway.rendererAnswers(() -> page(500, "<html>oops</html>", null));
        PageAnswer.Rendered answer = assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertEquals(500, answer.page().report().statusCode());
        assertTrue(gateway.cache.all().isEmpty());
    }

    @Test
    void without_coordination_the_origin_answers() {
        gateway.cache.coordinationDown = true;
        assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertEquals(List.of(BypassReason.LOCK_ERROR), gateway.bypasses);
    }

    @Test
    void without_a_disk_pages_are_rendered_and_not_kept() {
        gateway.cache.storageDown = true;
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertTrue(gateway.cache.all().isEmpty());
    }

    @Test
    void a_lost_file_is_rendered_again() {
        gateway.bot(URL);
        gateway.cache.loseBodies();
        assertInstanceOf(PageAnswer.Rendered.class, gateway.bot(URL));
        assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
    }

    /** The file may well be there: another look, and it is an answer again. */
    @Test
    void a_file_that_cannot_be_read_for_a_moment_is_not_given_up() {
        gateway.bot(URL);
        CacheEntry entry = gateway.cache.all().getFirst();
        gateway.cache.storageDown = true;
        gateway.rendererFails();
        assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertEquals(List.of(entry), gateway.cache.all());
        gateway.cache.storageDown = false;
        assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
    }

    @Test
    void what_is_kept_and_what_is_lost_is_reported() {
        gateway.cache.compression = Compression.LZ4;
        gateway.bot(URL);
        gateway.cache.loseBodies();
        gateway.bot(URL);
        String rendered = "rendered shop.example desktop rs-1 200";
        String stored = "stored LZ4 21 21";
        assertEquals(List.of(rendered, stored, "unreadable LZ4", rendered, stored), gateway.events);
    }

    @Test
    void a_lost_file_that_was_not_compressed_is_no_error_of_compression() {
        gateway.bot(URL);
        gateway.cache.loseBodies();
        gateway.bot(URL);
        assertFalse(gateway.events.contains("unreadable NONE"), gateway.events::toString);
    }

    @ParameterizedTest
    @EnumSource(
            value = RenderError.class,
            names = {"HARD_TIMEOUT", "CHROME_CRASH", "NETWORK_ERROR", "POOL_UNAVAILABLE"})
    void whatever_ends_a_render_the_origin_answers(RenderError error) {
        gateway.rendererAnswers(() -> new RenderOutcome.Declined(error, "x", null));
        assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertEquals(List.of(BypassReason.SERVICE_FAILED), gateway.bypasses);
        assertEquals(0, gateway.renderers.open.get(), "the tab was released");
    }

    @Test
    void an_origin_that_cannot_be_reached_is_an_answer_too() {
        gateway.rendererFails().originAnswers(new Origin.Answer.Unreachable("connection refused"));
        PageAnswer.Bypassed answer = assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertInstanceOf(Origin.Answer.Unreachable.class, answer.answer());
    }

    @Test
    void many_requests_for_one_cold_page_cause_one_render() throws Exception {
        CountDownLatch rendering = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        gateway.rendererAnswers(() -> {
            rendering.countDown();
            await(finish);
            return page(200, "<html>rendered</html>", null);
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PageAnswer>> answers = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> gateway.bot(URL)))
                    .toList();
            await(rendering);
            finish.countDown();
            for (Future<PageAnswer> answer : answers) {
                assertEquals("<html>rendered</html>", body(answer.get(20, TimeUnit.SECONDS)));
            }
        }
        assertEquals(1, gateway.renders.get());
    }

    @Test
    void who_shares_a_render_of_this_process_has_waited() throws Exception {
        CountDownLatch rendering = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        gateway.rendererAnswers(() -> {
            rendering.countDown();
            await(finish);
            return page(200, "<html>rendered</html>", null);
        });
        Thread first = Thread.ofPlatform().start(() -> gateway.bot(URL));
        await(rendering);
        Thread second = Thread.ofPlatform().start(() -> gateway.bot(URL));
        Eventually.eventually(
                "the second one waits for the first", () -> second.getState() == Thread.State.TIMED_WAITING);
        finish.countDown();
        first.join();
        second.join();
        assertEquals(
                List.of("waited shop.example desktop true"),
                gateway.events.stream().filter(e -> e.startsWith("waited")).toList());
    }

    @Test
    void one_who_waits_takes_over_when_the_owner_of_the_lock_goes_without_a_page() throws Exception {
        CacheEntry sample = sampleEntry();
        RenderLock.Held elsewhere =
                gateway.cache.tryAcquire(sample.key(), Duration.ofSeconds(30)).orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageAnswer> waiting = threads.submit(() -> gateway.bot(URL));
            Eventually.eventually("the request waits", () -> gateway.cache.refusedLocks.get() > 0);
            elsewhere.release();
            assertInstanceOf(PageAnswer.Rendered.class, waiting.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void one_who_waits_gets_the_page_that_the_owner_of_the_lock_made() throws Exception {
        CacheEntry sample = sampleEntry();
        int before = gateway.renders.get();
        RenderLock.Held elsewhere =
                gateway.cache.tryAcquire(sample.key(), Duration.ofSeconds(30)).orElseThrow();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<PageAnswer> waiting = threads.submit(() -> gateway.bot(URL));
            Eventually.eventually("the request waits", () -> gateway.cache.refusedLocks.get() > 0);
            gateway.cache.write(
                    sample.key(), sample.expiresAt(), "<html>theirs</html>".getBytes(StandardCharsets.UTF_8));
            gateway.cache.store(sample, Duration.ofHours(1));
            elsewhere.release();
            assertInstanceOf(PageAnswer.Cached.class, waiting.get(20, TimeUnit.SECONDS));
        }
        assertEquals(before, gateway.renders.get());
        assertEquals("waited shop.example desktop true", gateway.events.getLast());
    }

    /** An entry for the page as this gateway would make it, taken out of the cache again. */
    private CacheEntry sampleEntry() {
        gateway.bot(URL);
        CacheEntry entry = gateway.cache.all().getFirst();
        gateway.cache.delete(entry.key());
        return entry;
    }

    private static String body(PageAnswer answer) {
        return switch (answer) {
            case PageAnswer.Rendered rendered -> new String(rendered.page().body(), StandardCharsets.UTF_8);
            case PageAnswer.Cached cached -> text(cached);
            default -> answer.toString();
        };
    }

    private static String text(PageAnswer.Cached cached) {
        return new String(cached.body(), StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_page_whose_lifetime_ends_while_it_is_served_was_fresh_when_it_was_chosen() {
        ServePageScenario shop = new ServePageScenario();
        String url = "https://shop.example/page";
        shop.bot(url);
        shop.later(Duration.ofHours(1).minusSeconds(1)).ticking(Duration.ofSeconds(1));
        PageAnswer.Cached served = assertInstanceOf(PageAnswer.Cached.class, shop.bot(url));
        assertTrue(served.age().compareTo(Duration.ofHours(1)) > 0, "it ended meanwhile");
        assertFalse(served.stale());
    }
}
