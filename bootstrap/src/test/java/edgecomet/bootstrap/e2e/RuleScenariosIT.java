package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which rule a URL falls under (spec 02 §9, §11) and what a fixed answer looks like (§15.1, §21). Every rule here
 * answers with a status, so that nothing is asked of a site, a renderer or the cache.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleScenariosIT {

    @TempDir
    static Path directory;

    private Stage stage;

    @BeforeAll
    void start() {
        stage = Stage.withGateway(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 60s}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                """, """
                hosts:
                  - id: 1
                    domain: status.test
                    render_key: "e2e-key"
                    enabled: true
                    render: {timeout: 10s}
                    url_rules:
                      - {match: "/block", action: block}
                      - {match: "/block-why", action: block, status: {reason: "Admin area blocked"}}
                      - {match: "/block-409", action: block, status: {code: 409}}
                      - {match: "/403", action: status_403}
                      - {match: "/404", action: status_404, status: {reason: "No such product"}}
                      - {match: "/410", action: status_410, status: {reason: "Product permanently discontinued"}}
                      - {match: "/301", action: status, status: {code: 301, headers: {Location: "https://new.test/"}}}
                      - {match: "/302", action: status, status: {code: 302, headers: {Location: "/relative"}}}
                      - {match: "/307", action: status, status: {code: 307, headers: {Location: "?q"}, reason: "unused"}}
                      - {match: "/308", action: status, status: {code: 308, headers: {Location: "/a b"}}}
                      - {match: "/407", action: status, status: {code: 407}}
                      - {match: "/413", action: status, status: {code: 413}}
                      - {match: "/414", action: status, status: {code: 414}}
                      - {match: "/416", action: status, status: {code: 416}}
                      - {match: "/418", action: status, status: {code: 418}}
                      - {match: "/431", action: status, status: {code: 431}}
                      - {match: "/451", action: status, status: {code: 451}}
                      - {match: "/503", action: status, status: {code: 503, headers: {Retry-After: "3600"}}}
                      - {match: "/599", action: status, status: {code: 599}}
                      - {match: "/json", action: status, status: {code: 429, headers: {Content-Type: "application/json",
                          X-Own: "a, b; c=\\"d\\""}}}
                  - id: 2
                    domain: rules.test
                    render_key: "rules-key"
                    enabled: true
                    render: {timeout: 10s}
                    url_rules:
                      - {match: "~^/never", action: block}
                      - {match: "*.zip", action: status_403}
                      - {match: "*", action: status_410}
                      - {match: "/blog/*", action: status_404}
                      - {match: "/blog/a/*", action: status_403}
                      - {match: "/blog/exact", action: block}
                      - {match: ["/multi/one", "/multi/two"], action: status_404}
                      - {match: "/search", match_query: {q: "*"}, action: status_404}
                      - {match: "/search", match_query: {Type: ["shoes", "~^h.t$"]}, action: status_403}
                      - {match: "/search", match_query: {a: "1", b: "2"}, action: status_403}
                """);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/block     | 403 | Forbidden",
                "/block-why | 403 | Forbidden: Admin area blocked",
                "/block-409 | 409 | Conflict",
                "/403       | 403 | Forbidden",
                "/404       | 404 | Not Found: No such product",
                "/410       | 410 | Gone: Product permanently discontinued",
                "/407       | 407 | Proxy Authentication Required",
                "/413       | 413 | Request Entity Too Large",
                "/414       | 414 | Request URI Too Long",
                "/416       | 416 | Requested Range Not Satisfiable",
                "/418       | 418 | I'm a teapot",
                "/431       | 431 | Request Header Fields Too Large",
                "/451       | 451 | Unavailable For Legal Reasons",
                "/503       | 503 | Service Unavailable",
                "/599       | 599 | Unknown Status Code",
            })
    void a_rule_answers_with_a_status_and_nothing_else_is_asked(String path, int status, String body) {
        String bypass = "eg_bypass_total{host=\"status.test\",reason=\"status_%d\"}".formatted(status);
        double before = stage.metric(bypass);
        String url = "http://status.test" + path;
        Answer answer = stage.bot()
                .asks(url)
                .is(status)
                .says(body)
                .has("X-Render-Action", "status")
                .has("Content-Type", "text/plain; charset=utf-8")
                .has("X-Processed-URL", url)
                .matches("X-Matched-Rule", "rule_\\d+:" + path)
                .lacks("X-Render-Source", "X-Render-Cache", "X-Cache-Age", "X-Unmatched-Dimension", "Location");
        answer.has("Retry-After", path.equals("/503") ? new String[] {"3600"} : new String[0]);
        stage.assertCountedSince(before, bypass);
        stage.assertLogged(answer, "URL matched status rule, returning status");
        stage.assertEvent(answer, "\"bypass\" %d \"bypass\" - \"%s\"".formatted(status, path));
        assertEquals("", stage.redis().command("KEYS", "*cache:*").strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/301 | 301 | https://new.test/",
                "/302 | 302 | /relative",
                "/307 | 307 | ?q",
                "/308 | 308 | /a b",
            })
    void a_rule_redirects_verbatim_and_without_a_body(String path, int status, String location) {
        stage.bot()
                .asks("http://status.test" + path)
                .is(status)
                .says("")
                .has("Location", location)
                .has("Content-Length", "0")
                .has("X-Render-Action", "status");
    }

    @Test
    void a_rules_own_headers_win() {
        stage.bot()
                .asks("http://status.test/json")
                .is(429)
                .has("Content-Type", "application/json")
                .has("X-Own", "a, b; c=\"d\"")
                .says("Too Many Requests");
    }

    @Test
    void who_matches_no_dimension_gets_the_status_too_and_no_flag() {
        stage.bot()
                .calling("curl/8")
                .asks("http://status.test/410")
                .is(410)
                .lacks("X-Unmatched-Dimension")
                .has("X-Render-Action", "status");
    }

    @Test
    void head_is_answered_like_get_without_the_body() {
        Answer get = stage.bot().asks("http://status.test/404");
        stage.bot()
                .asksForTheHeadOf("http://status.test/404")
                .is(404)
                .says("")
                .has("Content-Length", get.header("Content-Length"))
                .has("X-Matched-Rule", get.header("X-Matched-Rule"))
                .has("Content-Type", get.header("Content-Type"));
    }

    @Test
    void five_who_ask_at_the_same_time_get_the_same() {
        List<CompletableFuture<Answer>> asked = IntStream.range(0, 5)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> stage.bot().asks("http://status.test/404")))
                .toList();
        assertTrue(asked.stream()
                .map(CompletableFuture::join)
                .allMatch(answer ->
                        answer.response().statusCode() == 404 && answer.body().equals("Not Found: No such product")));
    }

    /** In the order of spec 02 §11.1: exact before wildcard, with a query before without, more slashes before fewer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/search?q=x              | rule_0:/search?...",
                "/search?z=1&q=x          | rule_0:/search?...",
                "/search?Type=SHOES       | rule_1:/search?...",
                "/search?Type=hut         | rule_1:/search?...",
                "/search?b=2&a=1          | rule_2:/search?...",
                "/search?a=1              | rule_9:*",
                "/search?q=               | rule_9:*",
                "/search                  | rule_9:*",
                "/search?Q=x              | rule_9:*",
                "/search?type=shoes       | rule_9:*",
                "/search?Type=boots&Type=shoes | rule_9:*",
                "/blog/exact              | rule_3:/blog/exact",
                "/blog/exact?any=1        | rule_3:/blog/exact",
                "/BLOG/Exact              | rule_3:/blog/exact",
                "/blog/exact/             | rule_7:/blog/*",
                "/blog/exactly            | rule_7:/blog/*",
                "/blog/                   | rule_7:/blog/*",
                "/blog/a/b                | rule_6:/blog/a/*",
                "/blog                    | rule_9:*",
                "/multi/one               | rule_4:/multi/one",
                "/multi/two               | rule_5:/multi/two",
                "/deep/er/file.zip        | rule_8:*.zip",
                "/deep/er/file.ZIP?x=.tar | rule_8:*.zip",
                "/never/reached           | rule_9:*",
                "''                       | rule_9:*",
                "//blog/a/../exact        | rule_3:/blog/exact",
                "/%62log/exact            | rule_3:/blog/exact",
            })
    void the_most_specific_rule_wins(String pathAndQuery, String rule) {
        stage.bot()
                .withKey("rules-key")
                .asks("http://rules.test" + pathAndQuery)
                .has("X-Matched-Rule", rule)
                .has("X-Render-Action", "status");
    }
}
