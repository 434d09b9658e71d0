package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a page comes from and what it carries: fresh and cached renders, bypass and its cache, redirects, stale pages,
 * headers that pass (spec 02 §14-15, §18, §21; spec 03 §7-8, §10-11, §20).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageScenariosIT {

    @TempDir
    static Path directory;

    private Stage stage;
    private ScriptedSite site;

    @BeforeAll
    void start() {
        stage = Stage.withRenderer(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 60s}
                bypass: {timeout: 20s, ssrf_protection: false, user_agent: "Fetcher/1.0"}
                headers:
                  safe_request: ["X-Pass", "Cookie", "User-Agent"]
                  safe_response_add: ["X-Site", "Set-Cookie", "X-API-Key"]
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "Renderer/1.0", match_ua: ["$SearchBots"]}
                """, """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 20s, cache: {ttl: 1h}}
                    url_rules:
                      - {match: "/brief/*", action: render,
                         render: {cache: {ttl: 1s, expired: {strategy: serve_stale, stale_ttl: 2h}}}}
                      - {match: "/wanted/*", action: render}
                      - {match: "/visited/*", action: render,
                         bothit_recache: {enabled: true, interval: 6h, match_ua: ["$SearchBots"]}}
                      - {match: "/browsed", action: render, headers: {safe_request: ["X-Pass"]}}
                      - {match: "/api/*", action: bypass}
                      - {match: "/kept/*", action: bypass,
                         bypass: {cache: {enabled: true, ttl: 1h, status_codes: [200, 301]}}}
                      - {match: "/passing/*", action: bypass, bypass: {cache: {enabled: true, ttl: 0s}}}
                      - {match: "/grace/*", action: bypass, bypass: {cache: {enabled: true, ttl: 1s,
                         expired: {strategy: serve_stale, stale_ttl: 2h}}}}
                  - id: 8
                    domain: guests.localhost
                    render_key: "guest-key"
                    enabled: true
                    unmatched_dimension: "desktop"
                    render: {timeout: 20s, cache: {ttl: 1h}}
                """);
        site = stage.site();
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({"200, cache", "404, cache", "403, rendered", "410, rendered", "500, rendered", "503, rendered"})
    void a_page_keeps_its_status_and_what_may_be_stored_comes_from_the_cache_then(int status, String second) {
        String path = "/status-" + status;
        site.replies(path, Reply.status(status, "page <script>document.write('and script')</script>"));
        String series = "eg_status_code_responses_total{dimension=\"desktop\",host=\"localhost\",status_range=\"%dxx\"}"
                .formatted(status / 100);
        double before = stage.metric(series);

        Answer first = stage.bot().asks(site.url(path));
        first.is(status)
                .from("rendered", "new")
                .contains("page and script")
                .has("X-Render-Service", "rs-e2e")
                .has("Content-Type", "text/html; charset=utf-8")
                .has("Vary", "Accept-Encoding")
                .has("X-Processed-URL", site.url(path))
                .lacks("X-Matched-Rule", "X-Unmatched-Dimension", "X-Cache-Age", "Location");
        stage.assertCountedSince(before, series);
        String event = "\"render\" %d \"render\" %s -"
                .formatted(status, status < 400 ? "-" : status < 500 ? "\"origin_4xx\"" : "\"origin_5xx\"");
        stage.assertEvent(first, event);

        Answer again = stage.bot().asks(site.url(path)).is(status).says(first.body());
        assertEquals(second, again.header("X-Render-Source"), again::toString);
        if (second.equals("cache")) {
            again.from("cache", "hit")
                    .matches("X-Cache-Age", "[0-9]+")
                    .has("Content-Type", "text/html; charset=utf-8")
                    .has("Vary", "Accept-Encoding")
                    .lacks("X-Render-Service", "Location", "X-Matched-Rule");
            stage.assertEvent(again, "\"cache_hit\" %d \"cache\" - -".formatted(status));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void a_redirect_is_passed_on_and_kept_without_a_file(int status) {
        String path = "/moved-" + status;
        site.replies(path, Reply.redirect(status, "/target"));
        Answer first = stage.bot().asks(site.url(path)).is(status).from("rendered", "new");
        first.has("Location", site.url("/target"));
        stage.bot()
                .asks(site.url(path))
                .is(status)
                .from("cache", "hit")
                .matches("X-Cache-Age", "[0-9]+")
                .has("Location", site.url("/target"))
                .says("");
        assertEquals(1, site.asked(path).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 301, 303, 404, 410, 500, 503})
    void a_bypass_is_the_sites_own_answer_each_time(int status) {
        String path = "/api/" + status;
        Reply reply = Reply.status(status, "own");
        site.replies(path, status / 100 == 3 ? reply.with("Location", "/else") : reply);
        String series = "eg_bypass_total{host=\"localhost\",reason=\"url_rule\"}";
        double before = stage.metric(series);
        for (int i = 0; i < 2; i++) {
            Answer answer = stage.bot().asks(site.url(path)).is(status).from("bypass", "bypass");
            answer.contains("own")
                    .has("Content-Type", "text/html")
                    .matches("X-Matched-Rule", "rule_\\d+:/api/\\*")
                    .lacks("X-Cache-Age", "X-Render-Service", "X-Unmatched-Dimension");
            answer.has("Location", status / 100 == 3 ? new String[] {"/else"} : new String[0]);
            stage.assertEvent(answer, "\"bypass\" %d \"bypass\" - \"/api/*\"".formatted(status));
        }
        stage.assertCountedSince(before + 1, series);
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/pdf", "text/html", "text/plain"})
    void a_bypass_that_is_kept_has_its_own_type(String type) {
        String path = "/kept/" + type;
        site.replies(path, Reply.bytes(type, "{\"a\": \"b\"}"));
        stage.bot().asks(site.url(path)).is(200).from("bypass", "bypass").has("Content-Type", type);
        Answer again = stage.bot().asks(site.url(path)).is(200).from("bypass_cache", "hit");
        again.has("Content-Type", type).says("{\"a\": \"b\"}").matches("X-Cache-Age", "[0-9]+");
        stage.assertEvent(again, "\"bypass_cache\" 200 \"bypass_cache\" - \"/kept/*\"");
        assertEquals(1, site.asked(path).size());
    }

    @Test
    void a_bypassed_redirect_is_kept_where_its_status_is_listed() {
        site.replies("/kept/moved", Reply.redirect(301, "/there"));
        stage.bot()
                .asks(site.url("/kept/moved"))
                .is(301)
                .from("bypass", "bypass")
                .has("Location", "/there");
        stage.bot()
                .asks(site.url("/kept/moved"))
                .is(301)
                .from("bypass_cache", "hit")
                .has("Location", "/there")
                .says("");
    }

    @ParameterizedTest
    @CsvSource({"/kept/missing, 404", "/kept/broken, 500", "/kept/elsewhere, 302", "/passing/page, 200"})
    void a_bypass_that_may_not_be_kept_is_fetched_again(String path, int status) {
        site.replies(path, Reply.status(status, "own"));
        for (int i = 0; i < 2; i++) {
            stage.bot().asks(site.url(path)).is(status).from("bypass", "bypass");
        }
        assertEquals(2, site.asked(path).size());
    }

    @Test
    void an_expired_bypass_stands_in_for_a_broken_site_and_for_nothing_else() {
        String url = site.url("/grace/page");
        site.replies("/grace/page", Reply.page("first"));
        stage.bot().asks(url).from("bypass", "bypass").contains("first");
        site.replies("/grace/page", Reply.status(500, "broken"));
        String series = "eg_stale_cache_served_total{dimension=\"desktop\",host=\"localhost\",source=\"bypass\"}";
        double before = stage.metric(series);
        eventually("the entry expires", () -> stage.bot().asks(url).isFrom("bypass_cache", "stale"));
        stage.bot().asks(url).is(200).from("bypass_cache", "stale").contains("first");
        stage.assertCountedSince(before, series);
        site.replies("/grace/page", Reply.page("second"));
        stage.bot().asks(url).is(200).from("bypass", "bypass").contains("second");
    }

    @Test
    void an_expired_render_stands_in_for_a_broken_page_and_is_rendered_anew_otherwise() {
        String url = site.url("/brief/page");
        site.replies("/brief/page", Reply.page("first"));
        stage.bot().asks(url).is(200).from("rendered", "new");
        site.replies("/brief/page", Reply.status(500, "broken"));
        String series = "eg_stale_cache_served_total{dimension=\"desktop\",host=\"localhost\",source=\"render\"}";
        double before = stage.metric(series);
        eventually("the entry expires", () -> stage.bot().asks(url).isFrom("cache", "stale"));
        stage.bot().asks(url).is(200).from("cache", "stale").contains("first").matches("X-Cache-Age", "[1-9][0-9]*");
        stage.assertCountedSince(before, series);
        site.replies("/brief/page", Reply.page("second"));
        stage.bot().asks(url).is(200).from("rendered", "new").contains("second");
    }

    @Test
    void an_expired_redirect_stays_a_redirect_while_its_site_is_broken() {
        String url = site.url("/brief/moved");
        site.replies("/brief/moved", Reply.redirect(301, "/target"));
        stage.bot().asks(url).is(301).from("rendered", "new");
        site.replies("/brief/moved", Reply.status(503, "broken"));
        eventually("the entry expires", () -> stage.bot().asks(url).isFrom("cache", "stale"));
        stage.bot().asks(url).is(301).from("cache", "stale").has("Location", site.url("/target"));
    }

    @Test
    void who_matches_no_dimension_gets_the_sites_own_page_and_a_flag() {
        site.replies("/unmatched", Reply.page("own"));
        String series = "eg_bypass_total{host=\"localhost\",reason=\"unmatched_user_agent\"}";
        double before = stage.metric(series);
        stage.bot()
                .calling("curl/8")
                .asks(site.url("/unmatched"))
                .is(200)
                .from("bypass", "bypass")
                .has("X-Unmatched-Dimension", "true");
        stage.assertCountedSince(before, series);
        stage.bot().asks(site.url("/unmatched")).from("rendered", "new").lacks("X-Unmatched-Dimension");
    }

    @Test
    void a_page_that_the_cache_daemon_asks_for_is_there_before_anybody_else_does() {
        site.replies("/renewed", Reply.page("first"));
        stage.recache(site.url("/renewed"), 7, 1).is(200).says("{\"success\":true}");
        stage.bot().asks(site.url("/renewed")).from("cache", "hit").contains("first");
        site.replies("/renewed", Reply.page("second"));
        stage.recache(site.url("/renewed"), 7, 1).is(200);
        eventually(
                "the new page is served",
                () -> stage.bot().asks(site.url("/renewed")).body().contains("second"));
        site.replies("/renewed", Reply.status(503, "broken"));
        stage.recache(site.url("/renewed"), 7, 1)
                .is(500)
                .says("{\"success\":false,\"message\":\"page returned non-200 status: 503\"}");
        stage.bot().asks(site.url("/renewed")).from("cache", "hit").contains("second");
    }

    /** What the daemon reads: the member of the sorted set, and its time. */
    @Test
    void a_page_that_a_bot_gets_from_the_cache_is_due_for_a_render() {
        String url = site.url("/visited/a?x=1&y=2");
        String member = "{\"url\":\"" + url.replace("&", "\\u0026") + "\",\"dimension_id\":1}";
        stage.bot().asks(url).from("rendered", "new");
        stage.bot().asks(site.url("/unvisited")).from("rendered", "new");
        stage.bot().asks(site.url("/unvisited")).from("cache", "hit");
        stage.bot().asks(url).from("cache", "hit");
        eventually("the page is in the queue", () -> !score(member).isEmpty());
        long due = Long.parseLong(score(member)) - Instant.now().getEpochSecond();
        assertTrue(Math.abs(due - 6 * 3600) < 120, () -> "due in " + due + " s");
        assertEquals(
                member,
                stage.redis()
                        .command("ZRANGE", "recache:7:autorecache", "0", "-1")
                        .strip());
        assertFalse(lastBotHit(url).isEmpty());

        for (int i = 0; i < 3; i++) {
            stage.bot().asks(url).from("cache", "hit");
        }
        stage.recache(url, 7, 1).is(200);
        assertEquals("", lastBotHit(url), "the next hit counts anew");
    }

    private String score(String member) {
        return stage.redis().command("ZSCORE", "recache:7:autorecache", member).strip();
    }

    private String lastBotHit(String url) {
        return stage.redis().command("HGET", stage.entry(url), "last_bot_hit").strip();
    }

    @Test
    void an_answer_of_the_site_is_renewed_where_it_is_kept() {
        site.replies("/kept/renewed", Reply.page("first"));
        stage.recache(site.url("/kept/renewed"), 7, 1).is(200);
        stage.bot().asks(site.url("/kept/renewed")).from("bypass_cache", "hit").contains("first");
        stage.recache(site.url("/api/renewed"), 7, 1).is(500).contains("bypass cache disabled, skipping recache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/accepted", "/api/accepted"})
    void whatever_a_bot_accepts_it_gets_the_page(String path) {
        for (String accepted : new String[] {"text/html", "image/png", "application/json;q=0.1", "nonsense"}) {
            stage.bot().with("Accept", accepted).asks(site.url(path)).is(200);
        }
    }

    /** The browser finds every name below localhost here. */
    @Test
    void who_matches_no_dimension_gets_the_page_of_the_dimension_that_the_host_names() {
        site.replies("/guest", Reply.page("for anybody"));
        String url = site.url("/guest").replace("localhost", "guests.localhost");
        Visitor guest = stage.bot().withKey("guest-key").calling("curl/8");
        guest.asks(url)
                .is(200)
                .from("rendered", "new")
                .has("X-Unmatched-Dimension", "true")
                .contains("for anybody");
        guest.asks(url).from("cache", "hit").has("X-Unmatched-Dimension", "true");
        stage.bot().withKey("guest-key").asks(url).from("cache", "hit").lacks("X-Unmatched-Dimension");
    }

    @Test
    void who_matches_no_dimension_gets_a_render_and_a_flag_where_a_rule_says_render() {
        stage.bot()
                .calling("curl/8")
                .asks(site.url("/wanted/page"))
                .is(200)
                .from("rendered", "new")
                .has("X-Unmatched-Dimension", "true");
        assertFalse(stage.redis().command("KEYS", "meta:cache:7:0:*").isBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/kept/headers", "/headers"})
    void headers_pass_as_they_are_listed_and_secrets_never_do(String path) {
        String value = "a, \"b\"; c='d'";
        site.replies(
                path,
                Reply.page("headers")
                        .with("x-site", value, "second")
                        .with("Set-Cookie", "id=1; Path=/")
                        .with("X-API-Key", "secret")
                        .with("X-Unlisted", "x")
                        .with("Cache-Control", "max-age=5")
                        .with("ETag", "\"v1\"")
                        .with("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"));
        Answer first = stage.bot().asks(site.url(path)).is(200);
        Answer again = stage.bot().asks(site.url(path)).is(200).lacks("Set-Cookie");
        assertTrue(again.header("X-Render-Source").endsWith("cache"), again::toString);
        for (Answer answer : List.of(first, again)) {
            answer.has("X-Site", value, "second")
                    .has("Cache-Control", "max-age=5")
                    .has("ETag", "\"v1\"")
                    .has("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT")
                    .lacks("X-API-Key", "X-Unlisted", "Expires");
        }
    }

    @Test
    void the_site_is_told_what_is_listed_and_who_fetches() {
        Answer answer = stage.bot()
                .with("X-Pass", "passes")
                .with("X-Stays", "stays")
                .with("Cookie", "c=1")
                .asksForTheHeadOf(site.url("/api/told").replace("http://", "http://user:pass%40word@"));
        answer.is(200).says("");
        ScriptedSite.Asked asked = site.asked("/api/told").getFirst();
        assertEquals("GET", asked.method());
        assertEquals("Fetcher/1.0", asked.header("User-agent"));
        assertEquals("passes", asked.header("X-pass"));
        assertEquals("c=1", asked.header("Cookie"));
        assertEquals("eg-e2e", asked.header("X-edge-render"));
        assertEquals("Basic dXNlcjpwYXNzJTQwd29yZA==", asked.header("Authorization"));
        assertEquals("", asked.header("X-stays") + asked.header("X-render-key") + asked.header("X-forwarded-for"));
    }

    @Test
    void the_browser_is_told_what_is_listed_and_calls_itself_as_its_dimension_does() {
        stage.bot().with("X-Pass", "passes").asks(site.url("/browsed")).from("rendered", "new");
        ScriptedSite.Asked asked = site.asked("/browsed").getFirst();
        assertEquals("Renderer/1.0", asked.header("User-agent"));
        assertEquals("passes", asked.header("X-pass"));
        assertEquals("rs-e2e", asked.header("X-edge-render"));
        assertEquals("", asked.header("X-render-key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/head-rendered", "/api/head", "/kept/head"})
    void head_differs_from_get_in_the_body_only_and_no_condition_or_range_counts(String path) {
        site.replies(path, Reply.page("head").with("ETag", "\"v1\""));
        Answer head = stage.bot().asksForTheHeadOf(site.url(path)).is(200).says("");
        Answer get = stage.bot()
                .with("If-None-Match", "\"v1\"")
                .with("If-Modified-Since", "Wed, 21 Oct 2065 07:28:00 GMT")
                .with("Range", "bytes=0-3")
                .asks(site.url(path))
                .is(200)
                .contains("head");
        for (String header : List.of("Content-Length", "Content-Type", "ETag", "X-Processed-URL", "X-Matched-Rule")) {
            assertEquals(get.header(header), head.header(header), header);
        }
        get.lacks("Content-Range", "Accept-Ranges");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?utm_source=x        | ''",
                "?gclid=1&fbclid=2    | ''",
                "?b=2&utm_medium=m&a=1 | ?a=1&b=2",
                "#fragment            | ''",
            })
    void urls_that_differ_in_nothing_that_matters_share_a_page(String given, String normal) {
        String url = site.url("/shared");
        stage.bot().asks(url + normal).is(200);
        stage.bot().asks(url + given).is(200).from("cache", "hit").has("X-Processed-URL", url + normal);
    }

    @Test
    void ten_who_ask_at_the_same_time_share_one_render() {
        site.replies("/together", Reply.page("together"));
        List<CompletableFuture<Answer>> asked = IntStream.range(0, 10)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> stage.bot().asks(site.url("/together")), Thread::startVirtualThread))
                .toList();
        asked.forEach(answer -> answer.join().is(200).contains("together"));
        assertEquals(1, site.asked("/together").size());
    }

    @Test
    void a_site_that_names_no_type_is_taken_for_plain_text() {
        site.replies("/api/untyped", new Reply(200, Map.of(), "text"));
        stage.bot()
                .asks(site.url("/api/untyped"))
                .is(200)
                .says("text")
                .has("Content-Type", "text/plain; charset=utf-8");
    }

    @Test
    void a_site_may_send_sixty_kilobytes_of_headers() {
        site.replies("/api/large", Reply.page("large").with("X-Site", "x".repeat(60_000)));
        stage.bot().asks(site.url("/api/large")).is(200).matches("X-Site", "x{60000}");
    }
}
