package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who gets no page, and how they are told: routing (spec 02 §2), target URL (§5), SSRF (§6), authentication (§7),
 * blocked user agents (§10), every row of the failure catalogue (§16) that a request can provoke, other methods (§18),
 * with the metric (spec 03 §17), the event and the log line of each.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalScenariosIT {

    @TempDir
    static Path directory;

    private Stage stage;

    @BeforeAll
    void start() {
        stage = Stage.withGateway(directory, """
                server: {listen: "127.0.0.1:GATEWAY_PORT", timeout: 60s, limits: {read_timeout: 4s}}
                bypass: {timeout: 5s}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "e2e", match_ua: ["$SearchBots"]}
                  banned: {id: 2, width: 1280, height: 800, render_ua: "e2e", match_ua: ["*EvilBot*"], action: block}
                """, """
                hosts:
                  - {id: 1, domain: [localhost, also.test], render_key: "e2e-key", enabled: true, render: {timeout: 10s},
                     url_rules: [{match: "/fetch", action: bypass}, {match: "/gone", action: status_410}]}
                  - {id: 2, domain: strict.test, render_key: "strict-key", enabled: true, render: {timeout: 10s},
                     unmatched_dimension: block, url_rules: [{match: "/gone", action: status_410}]}
                  - {id: 3, domain: off.test, render_key: "off-key", enabled: false, render: {timeout: 10s}}
                  - {id: 4, domain: other.test, render_key: "other-key", enabled: true, render: {timeout: 10s}}
                  - {id: 5, domain: nowhere.invalid, render_key: "nowhere-key", enabled: true, render: {timeout: 10s},
                     url_rules: [{match: "*", action: bypass}]}
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
                "GET     | /health                | 200 | OK",
                "POST    | /health                | 200 | OK",
                "GET     | /ready                 | 200 | OK - 0 render services available",
                "DELETE  | /ready                 | 200 | OK - 0 render services available",
                "GET     | /                      | 404 | Endpoint not found",
                "POST    | /nothing               | 404 | Endpoint not found",
                "GET     | /render/               | 404 | Endpoint not found",
                "GET     | /Render                | 404 | Endpoint not found",
                "GET     | /health/               | 404 | Endpoint not found",
                "GET     | //render               | 400 | Invalid URL: missing required 'url' query parameter",
                "GET     | /./render              | 400 | Invalid URL: missing required 'url' query parameter",
                "GET     | /a/../render           | 400 | Invalid URL: missing required 'url' query parameter",
                "GET     | /%72ender              | 400 | Invalid URL: missing required 'url' query parameter",
                "POST    | /render?url=x          | 405 | Method not allowed",
                "PUT     | /render?url=x          | 405 | Method not allowed",
                "DELETE  | /render?url=x          | 405 | Method not allowed",
                "PATCH   | /render?url=x          | 405 | Method not allowed",
                "OPTIONS | /render?url=x          | 405 | Method not allowed",
                "TRACE   | /render?url=x          | 405 | Method not allowed",
            })
    void the_paths_are_answered_exactly(String method, String path, int status, String body) {
        Answer answer = stage.stranger().sends(method, path).is(status).says(body);
        answer.has("Content-Type", "text/plain")
                .has("Server", "EdgeGateway/1.0")
                .matches("X-Request-ID", "[0-9a-f-]{36}")
                .lacks("X-Render-Source", "X-Processed-URL");
        if (status == 405) {
            answer.has("Allow", "GET, HEAD");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                             | missing required 'url' query parameter",
                "url=                           | missing required 'url' query parameter",
                "Url=http://localhost/          | missing required 'url' query parameter",
                "url=ftp://localhost/           | only HTTP and HTTPS schemes are supported",
                "url=localhost/x                | only HTTP and HTTPS schemes are supported",
                "url=localhost:8080/x           | only HTTP and HTTPS schemes are supported",
                "url=javascript:alert(1)        | only HTTP and HTTPS schemes are supported",
                "url=https://                   | URL must have a valid host",
                "url=http:foo                   | URL must have a valid host",
                "url=:foo                       | failed to parse URL: parse \":foo\": missing protocol scheme",
                "url=http://localhost:abc/      | failed to parse URL: parse \"http://localhost:abc/\": invalid port"
                        + " \":abc\" after host",
                "url=http://a%2520b/            | failed to parse URL: parse \"http://a%20b/\": invalid URL escape \"%20\"",
                "url=http://a+b/                | failed to parse URL: parse \"http://a b/\": invalid character \" \" in"
                        + " host name",
                "url=http://localhost/%25zz     | failed to parse URL: parse \"http://localhost/%zz\": invalid URL escape"
                        + " \"%zz\"",
                "url=http://localhost/%0A       | failed to parse URL: parse \"http://localhost/\\n\": net/url: invalid"
                        + " control character in URL",
                "url=http://%5B::1/             | failed to parse URL: parse \"http://[::1/\": missing ']' in host",
                "url=http://127.0.0.1/          | SSRF protection: hostname resolves to private/reserved IP address:"
                        + " 127.0.0.1",
                "url=http://10.1.2.3:8080/      | SSRF protection: hostname resolves to private/reserved IP address:"
                        + " 10.1.2.3",
                "url=http://169.254.169.254/    | SSRF protection: hostname resolves to private/reserved IP address:"
                        + " 169.254.169.254",
                "url=http://100.64.0.1/         | SSRF protection: hostname resolves to private/reserved IP address:"
                        + " 100.64.0.1",
                "url=http://%5B::1%5D/          | SSRF protection: hostname resolves to private/reserved IP address: ::1",
                "url=http://%5Bfd00::1%5D/      | SSRF protection: hostname resolves to private/reserved IP address:"
                        + " fd00::1",
            })
    void a_target_that_is_no_url_to_fetch_is_refused(String query, String message) {
        String series = "eg_requests_total{dimension=\"\",host=\"\",status=\"invalid_url\"}";
        double before = stage.metric(series);
        Answer answer = stage.bot()
                .sends("GET", "/render" + (query.isEmpty() ? "" : "?" + query))
                .is(400)
                .says("Invalid URL: " + message);
        answer.has("Content-Type", "text/plain").lacks("X-Render-Source", "X-Processed-URL", "X-Matched-Rule");
        stage.assertCountedSince(before, series);
        stage.assertEvent(answer, "\"error\" 400 - \"invalid_url\" -");
        assertEquals(0, stage.metric("eg_errors_total{error_type=\"invalid_url\",host=\"\"}"));
    }

    @Test
    void a_target_of_2048_bytes_is_taken_and_one_more_is_not() {
        String start = "http://localhost/gone?";
        String longest = start + "x".repeat(2048 - start.length());
        stage.bot().asks(longest).is(410);
        stage.bot().asks(longest + "x").is(400).says("Invalid URL: URL exceeds maximum length of 2048 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''        | http://localhost/    | X-Render-Key header is required",
                "wrong     | http://localhost/    | invalid render key or domain mismatch",
                "E2E-KEY   | http://localhost/    | invalid render key or domain mismatch",
                "other-key | http://localhost/    | invalid render key or domain mismatch",
                "e2e-key   | http://other.test/   | invalid render key or domain mismatch",
                "e2e-key   | http://unknown.test/ | invalid render key or domain mismatch",
                "off-key   | http://off.test/     | invalid render key or domain mismatch",
                "e2e-key   | http://also.test./   | invalid render key or domain mismatch",
                "e2e-key   | http://sub.also.test/ | invalid render key or domain mismatch",
            })
    void who_has_not_the_key_of_the_host_is_refused(String key, String url, String message) {
        String requests = "eg_requests_total{dimension=\"\",host=\"\",status=\"auth_failed\"}";
        String errors = "eg_errors_total{error_type=\"auth_failed\",host=\"\"}";
        double requestsBefore = stage.metric(requests);
        double errorsBefore = stage.metric(errors);
        Visitor visitor = stage.stranger().calling(Gateway.GOOGLEBOT);
        Answer answer = (key.isEmpty() ? visitor : visitor.withKey(key))
                .asks(url)
                .is(401)
                .says("Authentication failed: " + message);
        answer.has("Content-Type", "text/plain").lacks("X-Render-Source", "X-Processed-URL", "X-Matched-Rule");
        stage.assertCountedSince(requestsBefore, requests);
        stage.assertCountedSince(errorsBefore, errors);
        stage.assertEvent(answer, "\"error\" 401 - \"auth_failed\" -");
        stage.assertLogged(answer, "Authentication failed");
    }

    @Test
    void all_domains_of_a_host_take_its_key_whatever_their_case() {
        for (String domain : new String[] {"localhost", "localhost:8443", "also.test", "Also.TEST"}) {
            stage.bot().asks("http://" + domain + "/gone").is(410);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl/8      | http://strict.test/     | 403 | User-Agent not supported for rendering | true"
                        + " | strict.test | unmatched_blocked | unmatched_user_agent"
                        + " | Blocking request - User-Agent not supported",
                "curl/8      | http://strict.test/gone | 403 | User-Agent not supported for rendering | true"
                        + " | strict.test | unmatched_blocked | unmatched_user_agent"
                        + " | Blocking request - User-Agent not supported",
                "EvilBot/1.0 | http://localhost/       | 403 | Forbidden | '' | localhost | dimension_blocked"
                        + " | dimension_blocked | Blocking request - dimension action is block",
                "EvilBot/1.0 | http://localhost/gone   | 403 | Forbidden | '' | localhost | dimension_blocked"
                        + " | dimension_blocked | Blocking request - dimension action is block",
            })
    void a_user_agent_that_is_blocked_is_told_before_any_rule(
            String userAgent,
            String url,
            int status,
            String body,
            String unmatched,
            String host,
            String label,
            String error,
            String log) {
        String dimension = label.equals("dimension_blocked") ? "banned" : "";
        String requests =
                "eg_requests_total{dimension=\"%s\",host=\"%s\",status=\"%s\"}".formatted(dimension, host, label);
        String errors = "eg_errors_total{error_type=\"%s\",host=\"%s\"}".formatted(error, host);
        double requestsBefore = stage.metric(requests);
        double errorsBefore = stage.metric(errors);
        Answer answer = stage.bot()
                .withKey(host.equals("localhost") ? Gateway.KEY : "strict-key")
                .calling(userAgent)
                .asks(url)
                .is(status)
                .says(body);
        assertEquals(unmatched, answer.header("X-Unmatched-Dimension"));
        answer.has("Content-Type", "text/plain").lacks("X-Render-Source", "X-Processed-URL", "X-Matched-Rule");
        stage.assertCountedSince(requestsBefore, requests);
        stage.assertCountedSince(errorsBefore, errors);
        stage.assertEvent(answer, "\"error\" 403 - \"" + label + "\" -");
        stage.assertLogged(answer, log);
    }

    @Test
    void a_host_name_without_a_dot_has_no_normal_form_unless_it_is_localhost() {
        String errors = "eg_errors_total{error_type=\"url_normalization_error\",host=\"localhost\"}";
        double before = stage.metric(errors);
        Answer answer = stage.bot()
                .asks("http://LOCALHOST/")
                .is(400)
                .says("Failed to normalize URL: invalid URL: invalid host 'LOCALHOST'");
        stage.assertCountedSince(before, errors);
        stage.assertEvent(answer, "\"error\" 400 - \"url_normalization_error\" -");
    }

    @ParameterizedTest
    @CsvSource({
        "e2e-key, http://localhost/fetch, localhost, /fetch",
        "nowhere-key, http://nowhere.invalid/, nowhere.invalid, *"
    })
    void an_origin_that_is_private_or_has_no_address_is_a_bad_gateway(
            String key, String url, String host, String rule) {
        String reason = "eg_bypass_total{host=\"%s\",reason=\"url_rule\"}".formatted(host);
        String success = "eg_requests_total{dimension=\"desktop\",host=\"%s\",status=\"success\"}".formatted(host);
        double reasonBefore = stage.metric(reason);
        double successBefore = stage.metric(success);
        Answer answer = stage.bot()
                .withKey(key)
                .asks(url)
                .is(502)
                .says("Bad Gateway: Origin unreachable")
                .from("bypass", "bypass")
                .has("Content-Type", "text/plain; charset=utf-8")
                .has("X-Processed-URL", url)
                .matches("X-Matched-Rule", "rule_\\d+:\\Q%s\\E".formatted(rule));
        stage.assertCountedSince(reasonBefore, reason);
        stage.assertCountedSince(successBefore, success);
        stage.assertLogged(answer, "Bypass request failed, returning 502 Bad Gateway");
        stage.assertEvent(answer, "\"bypass\" 502 \"bypass\" - \"%s\"".formatted(rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my@request#123!  | [0-9a-f]{5}-myrequest123",
                "my request 123   | [0-9a-f]{5}-my-request-123",
                "---my-request--- | [0-9a-f]{5}-my-request",
                "0123456789012345678901234567890123456789 | [0-9a-f]{5}-012345678901234567890123456789",
                "@#$%             | [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}",
            })
    void the_id_of_a_request_is_made_safe_and_kept(String sent, String expression) {
        stage.bot().with("X-Request-ID", sent).asks("http://localhost/gone").matches("X-Request-ID", expression);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /health HTTP/1.1\\r\\nHost: a\\r\\nX-Long: LONG\\r\\n\\r\\n         | HTTP/1.1 431 ",
                "GET /LONG HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n                             | HTTP/1.1 414 ",
                "GET /health\\r\\n\\r\\n                                                  | HTTP/1.1 400 ",
                "GET /health HTTP/1.1\\r\\n\\r\\n                                         | HTTP/1.1 400 ",
                "GET /health HTTP/1.1\\r\\nHost: a\\r\\nno colon\\r\\n\\r\\n              | HTTP/1.1 400 ",
                "POST /health HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n    | HTTP/1.1 400 ",
            })
    void what_is_not_http_is_answered_by_the_protocol(String sent, String statusLine) {
        String text = sent.replace("\\r\\n", "\r\n").replace("LONG", "x".repeat(70_000));
        String received = RawClient.exchange(stage.port(), text);
        assertTrue(received.startsWith(statusLine), received);
    }

    @Test
    void who_does_not_finish_a_request_in_time_is_told_and_cut_off() {
        List.of(
                        "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf|HTTP/1.1 408 ",
                        "GET /hea|HTTP/1.1 400 ")
                .parallelStream()
                .map(row -> row.split("\\|"))
                .forEach(row -> {
                    String received = RawClient.exchange(stage.port(), row[0]);
                    assertTrue(received.startsWith(row[1]), () -> row[0] + " got " + received);
                });
    }
}
