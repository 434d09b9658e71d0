package edgecomet.application.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.port.Origin;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.rules.Action;
import edgecomet.domain.seo.IndexStatus;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that keeps what origins answer, or does not (spec 03 §11). */
class BypassCacheTest {

    private static final String URL = "https://shop.example/page";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final ExpiredPolicy FOR_TWO_HOURS = new ExpiredPolicy.ServeStale(HOUR.multipliedBy(2));

    private final ServePageScenario gateway = new ServePageScenario().rule("*", Action.BYPASS, null);

    private void keepsFor(Duration ttl, ExpiredPolicy expired, Integer... statuses) {
        gateway.bypass(new Settings.Bypass(null, null, true, new Settings.Cache(ttl, Set.of(statuses), expired, null)));
    }

    private static Origin.Answer.Response answer(int status, String body) {
        return new Origin.Answer.Response(status, Headers.EMPTY, body.getBytes(StandardCharsets.UTF_8));
    }

    private String bodyOf(PageAnswer answer) {
        return switch (answer) {
            case PageAnswer.Cached cached -> "cached " + new String(cached.body(), StandardCharsets.UTF_8);
            case PageAnswer.Bypassed bypassed
            when bypassed.answer() instanceof Origin.Answer.Response response ->
                response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8);
            case PageAnswer.Bypassed bypassed -> bypassed.answer().getClass().getSimpleName();
            default -> throw new AssertionError(answer.toString());
        };
    }

    /** A body of 200 KB that knows whether it was closed, and may break at its end. */
    private static final class LongBody extends FilterInputStream {

        private static final byte[] BYTES = new byte[200 * 1024];

        private boolean closed;

        LongBody(boolean breaks) {
            super(
                    breaks
                            ? new SequenceInputStream(new ByteArrayInputStream(BYTES), new Broken())
                            : new ByteArrayInputStream(BYTES));
        }

        Origin.Answer.Begun answer(int status) {
            return new Origin.Answer.Begun(status, Headers.EMPTY, OptionalLong.empty(), new byte[0], this);
        }

        @Override
        public void close() {
            closed = true;
        }

        private static final class Broken extends InputStream {
            @Override
            public int read() throws IOException {
                throw new IOException("connection closed by the server");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        }
    }

    @Test
    void an_answer_is_kept_for_its_lifetime() {
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200);
        gateway.originAnswers(answer(200, "one"));
        assertEquals("200 one", bodyOf(gateway.bot(URL)));
        gateway.originAnswers(answer(200, "two"));
        assertEquals("cached one", bodyOf(gateway.bot(URL)));
        gateway.later(HOUR.plusSeconds(1));
        assertEquals("200 two", bodyOf(gateway.bot(URL)));
        assertEquals("cached two", bodyOf(gateway.bot(URL)));
        assertEquals(2, gateway.fetches.get());
        assertEquals(4, gateway.bypasses.size(), "an answer of the bypass cache counts like any other");
    }

    @Test
    void a_page_that_is_kept_is_kept_with_its_title() {
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200);
        gateway.originAnswers(new Origin.Answer.Response(
                200,
                Headers.builder().add("Content-Type", "text/html").build(),
                "<title>Lamps</title><link rel=canonical href=/lamps>".getBytes(StandardCharsets.UTF_8)));
        gateway.bot(URL);
        PageAnswer.Cached kept = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertEquals("Lamps", kept.entry().title());
        assertEquals(IndexStatus.CANONICAL_ELSEWHERE, kept.entry().indexStatus());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, text/plain; charset=utf-8", "text/css, text/css", "application/json, application/json"})
    void a_page_that_is_kept_keeps_its_type_whatever_headers_pass(String type, String kept) {
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200);
        Headers named = type == null
                ? Headers.EMPTY
                : Headers.builder().add("content-type", type).build();
        gateway.originAnswers(new Origin.Answer.Response(200, named, new byte[0]));
        gateway.bot(URL);
        assertEquals(Optional.of(kept), keptType());
        gateway.safeResponse("ETag").later(HOUR.plusMinutes(1));
        gateway.bot(URL);
        assertEquals(Optional.of(kept), keptType());
    }

    private Optional<String> keptType() {
        return assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL))
                .entry()
                .headers()
                .first("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 301, 404, 500})
    void only_what_is_listed_is_kept(int status) {
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200);
        gateway.originAnswers(answer(status, "x"));
        gateway.bot(URL);
        gateway.bot(URL);
        assertEquals(2, gateway.fetches.get());
    }

    @Test
    void a_lifetime_of_nothing_keeps_nothing() {
        keepsFor(Duration.ZERO, new ExpiredPolicy.Delete(), 200);
        gateway.bot(URL);
        gateway.bot(URL);
        assertEquals(2, gateway.fetches.get());
    }

    @Test
    void a_long_answer_that_is_kept_is_kept_whole() {
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200);
        LongBody body = new LongBody(false);
        gateway.originAnswers(body.answer(200));
        PageAnswer.Bypassed first = assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertArrayEquals(
                LongBody.BYTES,
                assertInstanceOf(Origin.Answer.Response.class, first.answer()).body());
        assertTrue(body.closed);
        assertArrayEquals(
                LongBody.BYTES,
                assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL)).body());
    }

    @Test
    void a_long_answer_that_breaks_is_not_kept() {
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200);
        LongBody body = new LongBody(true);
        gateway.originAnswers(body.answer(200));
        assertEquals("Unreachable", bodyOf(gateway.bot(URL)));
        assertTrue(body.closed);
        gateway.originAnswers(answer(200, "whole"));
        assertEquals("200 whole", bodyOf(gateway.bot(URL)));
    }

    @Test
    void a_long_answer_that_is_not_kept_is_passed_on_and_has_a_place_until_it_is_closed() throws IOException {
        gateway.takesOn(1, 0);
        LongBody body = new LongBody(false);
        gateway.originAnswers(body.answer(200));
        PageAnswer.Bypassed first = assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        Origin.Answer.Begun begun = assertInstanceOf(Origin.Answer.Begun.class, first.answer());
        assertFalse(body.closed);
        assertInstanceOf(PageAnswer.Refusal.Overloaded.class, gateway.bot(URL));
        begun.body().close();
        begun.body().close();
        assertTrue(body.closed);
        gateway.originAnswers(answer(200, "next"));
        assertEquals("200 next", bodyOf(gateway.bot(URL)));
        gateway.originAnswers(new LongBody(false).answer(200));
        assertInstanceOf(PageAnswer.Bypassed.class, gateway.bot(URL));
        assertInstanceOf(PageAnswer.Refusal.Overloaded.class, gateway.bot(URL), "closing twice made no second place");
    }

    @Test
    void an_expired_answer_stands_in_for_an_origin_in_trouble() {
        keepsFor(HOUR, FOR_TWO_HOURS, 200);
        gateway.originAnswers(answer(200, "old"));
        gateway.bot(URL);
        gateway.later(HOUR.plusMinutes(1));
        gateway.originAnswers(new Origin.Answer.Unreachable("connection refused"));
        assertEquals("cached old", bodyOf(gateway.bot(URL)));
        gateway.originAnswers(answer(500, "trouble"));
        PageAnswer.Cached stale = assertInstanceOf(PageAnswer.Cached.class, gateway.bot(URL));
        assertTrue(stale.stale());
        LongBody body = new LongBody(false);
        gateway.originAnswers(body.answer(503));
        assertEquals("cached old", bodyOf(gateway.bot(URL)));
        assertTrue(body.closed, "nobody else would");
        gateway.originAnswers(answer(499, "no trouble"));
        assertEquals("499 no trouble", bodyOf(gateway.bot(URL)));
        gateway.originAnswers(answer(200, "new"));
        assertEquals("200 new", bodyOf(gateway.bot(URL)), "the origin is always asked first");
        assertEquals("cached new", bodyOf(gateway.bot(URL)));
    }

    @Test
    void an_expired_answer_stands_in_for_a_long_one_that_breaks_while_it_is_collected() {
        keepsFor(HOUR, FOR_TWO_HOURS, 200);
        gateway.originAnswers(answer(200, "old"));
        gateway.bot(URL);
        gateway.later(HOUR.plusMinutes(1));
        gateway.originAnswers(new LongBody(true).answer(200));
        assertEquals("cached old", bodyOf(gateway.bot(URL)));
    }

    @Test
    void an_expired_answer_is_used_within_its_grace_only() {
        keepsFor(HOUR, FOR_TWO_HOURS, 200);
        gateway.originAnswers(answer(200, "old"));
        gateway.bot(URL);
        gateway.later(HOUR.multipliedBy(3).plusSeconds(1)).originAnswers(answer(500, "trouble"));
        assertEquals("500 trouble", bodyOf(gateway.bot(URL)));
    }

    @Test
    void an_expired_answer_is_not_used_under_the_delete_strategy_or_when_its_status_is_no_longer_listed() {
        keepsFor(HOUR, FOR_TWO_HOURS, 200, 404);
        gateway.originAnswers(answer(404, "old"));
        gateway.bot(URL);
        gateway.later(HOUR.plusMinutes(1)).originAnswers(answer(500, "trouble"));
        assertEquals("cached old", bodyOf(gateway.bot(URL)));
        keepsFor(HOUR, FOR_TWO_HOURS, 200);
        assertEquals("500 trouble", bodyOf(gateway.bot(URL)));
        keepsFor(HOUR, new ExpiredPolicy.Delete(), 200, 404);
        assertEquals("500 trouble", bodyOf(gateway.bot(URL)));
    }

    /** Both kinds share a slot: a rendered page, also an expired one, is neither served by a bypass nor replaced. */
    @Test
    void a_rendered_page_keeps_its_slot() {
        ServePageScenario rendering = new ServePageScenario();
        rendering.bot(URL);
        rendering.later(HOUR.plusMinutes(1)).rule("*", Action.BYPASS, null);
        rendering.bypass(new Settings.Bypass(
                null, null, true, new Settings.Cache(HOUR, Set.of(200), new ExpiredPolicy.Delete(), null)));
        rendering.originAnswers(answer(200, "shell"));
        assertEquals("200 shell", bodyOf(rendering.bot(URL)));
        PageAnswer.Bypassed again = assertInstanceOf(PageAnswer.Bypassed.class, rendering.bot(URL));
        assertEquals(2, rendering.fetches.get());
        assertEquals(
                EntrySource.RENDER,
                rendering
                        .cache
                        .find(again.requested().key(), HOUR)
                        .orElseThrow()
                        .source());
    }

    /** An answer of the origin that is fetched while another gateway renders the page comes too late. */
    @Test
    void a_page_that_is_rendered_meanwhile_keeps_its_slot() {
        ServePageScenario shop = new ServePageScenario();
        shop.bot(URL);
        CacheEntry rendered = shop.cache.all().getFirst();
        shop.cache.delete(rendered.key());
        shop.rule("*", Action.BYPASS, null);
        shop.bypass(new Settings.Bypass(
                null, null, true, new Settings.Cache(HOUR, Set.of(200), new ExpiredPolicy.Delete(), null)));
        shop.originAnswers(() -> {
            shop.cache.store(rendered, HOUR);
            return answer(200, "shell");
        });
        assertEquals("200 shell", bodyOf(shop.bot(URL)));
        assertEquals(List.of(rendered), shop.cache.all());
        assertEquals(List.of("<html>rendered</html>"), shop.cache.texts(), "nor is its file another one");
    }

    /** Nobody knows then whether a rendered page is there. */
    @Test
    void an_index_that_cannot_be_read_is_not_taken_for_an_empty_one() {
        ServePageScenario shop = new ServePageScenario();
        shop.bot(URL);
        CacheEntry rendered = shop.cache.all().getFirst();
        shop.rule("*", Action.BYPASS, null);
        shop.bypass(new Settings.Bypass(
                null, null, true, new Settings.Cache(HOUR, Set.of(200), new ExpiredPolicy.Delete(), null)));
        shop.cache.findDown = true;
        shop.originAnswers(answer(200, "shell"));
        assertEquals("200 shell", bodyOf(shop.bot(URL)));
        shop.cache.findDown = false;
        assertEquals(List.of(rendered), shop.cache.all());
    }

    /** The time for an origin is what the policy says, but no more than the request has left. */
    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "10, 10", "59, 59", "120, 60"})
    void an_origin_has_the_time_of_the_policy_within_the_budget(int configured, int most) {
        gateway.bypass(new Settings.Bypass(Duration.ofSeconds(configured), null, null, Settings.Cache.NONE));
        gateway.bot(URL);
        Duration limit = gateway.fetched.getFirst().limit();
        assertTrue(limit.compareTo(Duration.ofSeconds(most)) <= 0, limit::toString);
        assertTrue(limit.compareTo(Duration.ofSeconds(most).multipliedBy(9).dividedBy(10)) > 0, limit::toString);
    }
}
