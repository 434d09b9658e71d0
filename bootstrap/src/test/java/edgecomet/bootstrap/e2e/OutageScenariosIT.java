package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;

import edgecomet.bootstrap.e2e.ScriptedSite.Reply;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What bots get while Redis, the render service, Chromium or the site is away (spec 02 §16-17, spec 03 §10, §18), and
 * that pages are rendered again after each of these without a restart of the gateway. Each scenario ends as it began.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageScenariosIT {

    private static final String LOCK_ERROR = reason("lock_error");
    private static final String NO_SERVICES = reason("no_services");
    private static final String SERVICE_FAILED = reason("service_failed");
    private static final String WAITED_IN_VAIN = reason("concurrent_render_timeout");

    @TempDir
    static Path directory;

    private final AtomicInteger pages = new AtomicInteger();
    private Stage stage;
    private ScriptedSite site;

    @BeforeAll
    void start() {
        stage = Stage.withRenderer(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 30s}
                bypass: {timeout: 3s, ssrf_protection: false}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                """, """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 10s, cache: {ttl: 1h}}
                    url_rules:
                      - {match: "/brief/*", action: render,
                         render: {cache: {ttl: 1s, expired: {strategy: serve_stale, stale_ttl: 2h}}}}
                      - {match: "/impatient/*", action: render, render: {timeout: 6s}}
                      - {match: "/api/*", action: bypass}
                      - {match: "/kept/*", action: bypass, bypass: {cache: {enabled: true, ttl: 1h}}}
                      - {match: "/gone", action: status_410}
                """);
        site = stage.site();
    }

    @AfterEach
    void pages_are_rendered_again() {
        stage.untilReady(1);
        eventually("a page is rendered", () -> stage.bot().asks(newPage()).isFrom("rendered", "new"));
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void without_redis_every_page_is_the_sites_own() {
        String known = newPage();
        stage.bot().asks(known).from("rendered", "new");
        double before = stage.metric(LOCK_ERROR);
        stage.redis().kill();
        try {
            Answer answer = stage.bot().asks(newPage()).is(200).from("bypass", "bypass");
            stage.assertCountedSince(before, LOCK_ERROR);
            stage.assertLogged(answer, "Failed to acquire render lock");
            stage.assertEvent(answer, "\"bypass\" 200 \"bypass\" - -");
            eventually(
                    "what was known cannot be looked up",
                    () -> stage.bot().asks(known).isFrom("bypass", "bypass"));
            stage.bot().asks(site.url("/api/page")).is(200).from("bypass", "bypass");
            stage.bot().asks(site.url("/kept/page")).is(200).from("bypass", "bypass");
            stage.bot().asks(site.url("/gone")).is(410).has("X-Render-Action", "status");
            stage.stranger().sends("GET", "/ready").is(503).says("Redis not available");
            stage.stranger().sends("GET", "/health").is(200).says("OK");
        } finally {
            stage.redis().restart();
        }
    }

    @Test
    void while_redis_hangs_the_site_answers_in_bounded_time() {
        double before = stage.metric(LOCK_ERROR);
        stage.redis().pause();
        try {
            stage.bot().asks(newPage()).is(200).from("bypass", "bypass");
            stage.assertCountedSince(before, LOCK_ERROR);
            stage.stranger().sends("GET", "/ready").is(503).says("Redis not available");
        } finally {
            stage.redis().resume();
        }
    }

    /** Redis itself refuses the command, as it does with too few rights or no memory left. */
    @Test
    void where_only_the_reservation_of_a_tab_fails_an_expired_page_stands_in_and_else_the_site() {
        String expired = expiredPage("/brief/reserved");
        double before = stage.metric(NO_SERVICES);
        stage.redis().command("ACL", "SETUSER", "default", "-hset");
        try {
            stage.bot().asks(expired).is(200).from("cache", "stale");
            Answer answer = stage.bot().asks(newPage()).is(200).from("bypass", "bypass");
            stage.assertCountedSince(before, NO_SERVICES);
            stage.assertLogged(answer, "Render not available, falling back");
        } finally {
            stage.redis().command("ACL", "SETUSER", "default", "+hset");
        }
    }

    /** Both the metadata and the release of the lock need DEL. */
    @Test
    void a_render_that_cannot_be_kept_is_served_and_a_lock_that_stays_costs_a_wait() {
        String url = site.url("/impatient/" + pages.incrementAndGet());
        stage.redis().command("ACL", "SETUSER", "default", "-del");
        try {
            Answer answer = stage.bot().asks(url).is(200).from("rendered", "new");
            stage.assertLogged(answer, "Failed to save render to cache");
        } finally {
            stage.redis().command("ACL", "SETUSER", "default", "+del");
        }
        double before = stage.metric(WAITED_IN_VAIN);
        stage.bot().asks(url).is(200).from("bypass", "bypass");
        stage.assertCountedSince(before, WAITED_IN_VAIN);

        String lock = stage.redis().command("KEYS", "lock:*").strip();
        assertFalse(lock.isEmpty());
        stage.redis().command("DEL", lock);
        stage.bot().asks(url).from("rendered", "new");
        stage.bot().asks(url).from("cache", "hit");
    }

    @Test
    void while_the_render_service_is_dead_an_expired_page_stands_in_and_else_the_site() {
        String expired = expiredPage("/brief/dead");
        String known = newPage();
        stage.bot().asks(known).from("rendered", "new");
        double before = stage.metric(NO_SERVICES) + stage.metric(SERVICE_FAILED);
        stage.renderer().close();
        try {
            stage.bot().asks(newPage()).is(200).from("bypass", "bypass");
            eventually(
                    "the failure is counted", () -> stage.metric(NO_SERVICES) + stage.metric(SERVICE_FAILED) > before);
            stage.bot().asks(expired).is(200).from("cache", "stale").contains("unscripted");
            stage.bot().asks(known).is(200).from("cache", "hit");
            stage.untilReady(0);
            double beforeNone = stage.metric(NO_SERVICES);
            Answer answer = stage.bot().asks(newPage()).is(200).from("bypass", "bypass");
            stage.assertCountedSince(beforeNone, NO_SERVICES);
            stage.assertLogged(answer, "No render service available");
        } finally {
            stage.startRenderer();
        }
    }

    @Test
    void a_browser_that_dies_during_a_render_costs_this_render_only() {
        String path = "/dying/" + pages.incrementAndGet();
        site.replies(path, Reply.page("dying <img src='/dying.png'>")).replies("/dying.png", Reply.never());
        CompletableFuture<Answer> asked =
                CompletableFuture.supplyAsync(() -> stage.bot().asks(site.url(path)), Thread::startVirtualThread);
        eventually("the page is open", () -> !site.asked("/dying.png").isEmpty());
        stage.renderer().descendants().forEach(ProcessHandle::destroyForcibly);
        asked.join().is(200).contains("dying");
        stage.untilReady(1);
    }

    @Test
    void while_the_site_is_away_known_pages_stay_and_others_are_a_bad_gateway() {
        String known = newPage();
        stage.bot().asks(known).from("rendered", "new");
        stage.bot().asks(site.url("/kept/away")).from("bypass", "bypass");
        String expired = expiredPage("/brief/away");
        double before = stage.metric(SERVICE_FAILED);
        site.stop();
        try {
            stage.bot().asks(known).is(200).from("cache", "hit");
            stage.bot().asks(site.url("/kept/away")).is(200).from("bypass_cache", "hit");
            stage.bot().asks(expired).is(200).from("cache", "stale");
            Answer answer = stage.bot().asks(newPage());
            assertBadGateway(answer);
            stage.assertCountedSince(before, SERVICE_FAILED);
            stage.assertLogged(answer, "Render service failed");
            assertBadGateway(stage.bot().asks(site.url("/api/away")));
        } finally {
            site.restart();
        }
        stage.bot().asks(site.url("/api/away")).is(200).from("bypass", "bypass");
    }

    @ParameterizedTest
    @CsvSource({"/api/hanging, url_rule", "/hanging, service_failed"})
    void a_site_that_hangs_is_a_bad_gateway_in_bounded_time_and_holds_up_nobody_else(String path, String reason) {
        double before = stage.metric(reason(reason));
        site.replies(path, Reply.never());
        CompletableFuture<Answer> asked =
                CompletableFuture.supplyAsync(() -> stage.bot().asks(site.url(path)), Thread::startVirtualThread);
        eventually("the site is asked", () -> !site.asked(path).isEmpty());
        stage.bot().asks(newPage()).is(200).from("rendered", "new");
        Answer answer = asked.join();
        assertBadGateway(answer);
        stage.assertCountedSince(before, reason(reason));
        stage.assertLogged(answer, "Bypass request failed, returning 502 Bad Gateway");
        site.replies(path, Reply.page("awake"));
        stage.bot().asks(site.url(path)).is(200).contains("awake");
    }

    private static void assertBadGateway(Answer answer) {
        answer.is(502)
                .says("Bad Gateway: Origin unreachable")
                .from("bypass", "bypass")
                .has("Content-Type", "text/plain; charset=utf-8");
    }

    /** Returns a page that was rendered, kept, and is past its lifetime. */
    private String expiredPage(String path) {
        String url = site.url(path);
        stage.bot().asks(url).from("rendered", "new");
        String key = stage.entry(url);
        eventually("the page has expired", () -> {
            long expiresAt = Long.parseLong(
                    stage.redis().command("HGET", key, "expires_at").strip());
            return System.currentTimeMillis() / 1000 > expiresAt;
        });
        return url;
    }

    private String newPage() {
        return site.url("/page/" + pages.incrementAndGet());
    }

    private static String reason(String reason) {
        return "eg_bypass_total{host=\"localhost\",reason=\"" + reason + "\"}";
    }
}
