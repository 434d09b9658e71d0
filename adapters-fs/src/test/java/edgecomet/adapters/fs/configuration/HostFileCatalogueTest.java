package edgecomet.adapters.fs.configuration;

import static edgecomet.adapters.fs.configuration.Case.host;
import static edgecomet.adapters.fs.configuration.Case.hostPlus;
import static edgecomet.adapters.fs.configuration.Case.rule;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of spec 01 §8.2 and §8.3: what is wrong with a host or a rule is said with its line. */
class HostFileCatalogueTest {

    private static final String H = "host[0] (example.com)";
    private static final String R = H + ": url_rules[0]";
    private static final String DOMAIN = "domain: \"example.com\"";
    private static final String TIMEOUT = "{timeout: 30s}";
    private static final String SECOND =
            "  - {id: 2, domain: b.com, render_key: k2, enabled: true, render: {timeout: 30s}} #!\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource({"identity", "doubles", "rendering", "behaviour", "rules", "ruleActions"})
    void theProblemIsNamedWithItsLine(Case row) {
        List<Problem> problems = row.problems(directory);
        assertTrue(problems.contains(row.expected()), () -> row.expected() + "\nnot in " + problems);
    }

    static Stream<Case> identity() {
        return Stream.of(
                host(ConfigurationFiles.HOSTS, "#!\nhosts: []\n").error("no hosts configured"),
                host(ConfigurationFiles.HOSTS, "--- #!\n").error("no hosts configured"),
                host(DOMAIN, "domain: [] #!")
                        .error("host[0]: domain is required (at least one domain must be specified)"),
                host(DOMAIN, "domain: \"https://a.com\" #!")
                        .error(
                                "host[0]: domain[0] \"https://a.com\": must not contain protocol (remove http:// or https://)"),
                host(DOMAIN, "domain: \"a.com/x\" #!")
                        .error("host[0]: domain[0] \"a.com/x\": must not contain path (domain only, no slashes)"),
                host(DOMAIN, "domain: \"a.com:80\" #!")
                        .error("host[0]: domain[0] \"a.com:80\": must not contain port (domain only)"),
                host(DOMAIN, "domain: \"*.a.com\" #!")
                        .error("host[0]: domain[0] \"*.a.com\": wildcards not allowed in domain names"),
                host(DOMAIN, "domain: \"A.com\" #!")
                        .error("host[0]: domain[0] \"A.com\": must be lowercase (RFC 1123)"),
                host(DOMAIN, "domain: [a.com, a.com] #!")
                        .error("host[0]: domain[1] \"a.com\": duplicate domain within same host"),
                host(DOMAIN, "domain: [a.com, \".\"] #!")
                        .error("host[0]: domain[1]: cannot be empty or whitespace-only"),
                host(DOMAIN, "domain: [a.com, \"x://A*:1\"] #!")
                        .error("host[0]: domain[1] \"x://A*:1\": wildcards not allowed in domain names"),
                host(DOMAIN, "domain: [5, ~, \"\", \" B.com. \"] #!")
                        .error("host[0]: domain[0] \"B.com\": must be lowercase (RFC 1123)"),
                host("render_key: \"k\"", "render_key: \"\" #!").error("host[0]: render_key is required"),
                host("id: 1", "id: 0 #!").error(H + ": id must be positive (got 0)"),
                host("  - id: 1\n    " + DOMAIN, "  - id: -3 #!\n    " + DOMAIN)
                        .error(H + ": id must be positive (got -3)"),
                host(
                                "id: 1\n    domain: \"example.com\"\n    render_key: \"k\"\n    enabled: true",
                                "id: 1 #!\n    domain: \"example.com\"\n    render_key: \"k\"")
                        .warning(H + ": enabled is not set, so the host answers no request"));
    }

    static Stream<Case> doubles() {
        return Stream.of(
                second("render_key: k2", "render_key: k").error("duplicate render_key for domain: b.com"),
                second("id: 2", "id: 1")
                        .error("duplicate host id 1: used by both 'example.com' and 'b.com' (cache key collision)"),
                second("id: 2", "id: 1")
                        .error("duplicate host ID 1 found in '01-site.yaml' (already defined in '01-site.yaml')"),
                second("b.com", "example.com")
                        .error("host[1]: domain[0] \"example.com\": duplicate domain (already used by another host)"),
                second("b.com", "example.com")
                        .error(
                                "duplicate domain \"example.com\" found in '01-site.yaml' (already defined in '01-site.yaml')"));
    }

    private static Case.Edit second(String piece, String change) {
        return host(ConfigurationFiles.HOSTS, ConfigurationFiles.HOSTS + SECOND.replace(piece, change));
    }

    static Stream<Case> rendering() {
        return Stream.of(
                host(TIMEOUT, "{} #!").error(H + ": render.timeout must be positive"),
                host(TIMEOUT, "{timeout: 0} #!").error(H + ": render.timeout must be positive"),
                host(TIMEOUT, "{timeout: 4s} #!")
                        .error(
                                H
                                        + ": render.timeout (4s) is too low (minimum 5s required). JavaScript execution will fail"),
                host(TIMEOUT, "{timeout: 9s} #!")
                        .warning(
                                H
                                        + ": render.timeout (9s) is very low. Only suitable for simple static pages. JavaScript-heavy pages will fail. Recommended minimum: 10s"),
                host(TIMEOUT, "{timeout: 121s} #!")
                        .warning(
                                H
                                        + ": render.timeout (2m1s) is very high. Pages taking over 120s (2 minutes) are likely broken or have infinite loops. Consider investigating page performance"),
                host(TIMEOUT, "{timeout: 30s, events: {wait_for: x}} #!")
                        .error(
                                H
                                        + ": events.wait_for 'x' is invalid (must be 'DOMContentLoaded', 'load', 'networkIdle', or 'networkAlmostIdle'), or 'settled'"),
                host(TIMEOUT, "{timeout: 30s, events: {additional_wait: 9ns}} #!")
                        .warning(
                                H
                                        + ".additional_wait value 9ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                host(TIMEOUT, "{timeout: 30s, cache: {ttl: -1s}} #!")
                        .error(H + ": render.cache.ttl cannot be negative"),
                host(TIMEOUT, "{timeout: 30s, cache: {ttl: 1ns}} #!")
                        .warning(
                                H
                                        + ": render.cache.ttl value 1ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                host(TIMEOUT, "{timeout: 30s, cache: {status_codes: []}} #!")
                        .error(H + ": render.cache.status_codes cannot be empty"),
                host(TIMEOUT, "{timeout: 30s, cache: {status_codes: [99]}} #!")
                        .error(H + ": invalid HTTP status code: 99"),
                host(TIMEOUT, "{timeout: 30s, cache: {expired: {stale_ttl: 1h}}} #!")
                        .error(
                                H
                                        + ": render.cache: stale_ttl specified without strategy. Must set strategy: 'serve_stale' or 'delete'"),
                host(TIMEOUT, "{timeout: 30s, cache: {expired: {strategy: serve_stale, stale_ttl: 5s}}} #!")
                        .warning(H + ": render.cache: stale_ttl is very short (5s), recommended minimum is 1h0m0s"),
                host(TIMEOUT, "{timeout: 30s, cache: {partial_ttl: -1s}} #!")
                        .error(H + ": render.cache.partial_ttl cannot be negative"),
                host(TIMEOUT, "{timeout: 30s, events: {additional_wait: -1s}} #!")
                        .error(H + ": events.additional_wait cannot be negative (got -1s)"),
                host(TIMEOUT, "{timeout: 30s, events: {additional_wait: 31s}} #!")
                        .error(H + ": events.additional_wait cannot exceed 30s (got 31s)"),
                new Case.Edit(
                                ConfigurationFiles.GATEWAY.replaceAll("dimensions:\n.*\n", ""),
                                ConfigurationFiles.HOSTS.replace("id: 1", "id: 1 #!"),
                                "no dimension at all")
                        .error(H + ": at least one dimension must be configured (no global dimensions defined)"),
                host(TIMEOUT, "{timeout: 30s, blocked_resource_types: [X]} #!")
                        .error(
                                H
                                        + ": invalid blocked_resource_type 'X', must be a valid Chrome DevTools Protocol resource type"),
                hostPlus("dimensions: {d: {id: 1}} #!")
                        .error(H + ": dimension 'd' has invalid width 0 (must be positive)"),
                hostPlus("unmatched_dimension: tv #!")
                        .error(
                                H
                                        + ": unmatched_dimension 'tv' is invalid (must be 'block', 'bypass', or a dimension name defined in this host's dimensions)"));
    }

    static Stream<Case> behaviour() {
        return Stream.of(
                hostPlus("bypass: {timeout: 4s} #!")
                        .warning(H + ": bypass.timeout (4s) is low. Slow origins may timeout. Recommended minimum: 5s"),
                hostPlus("bypass: {timeout: 61s} #!")
                        .warning(H + ": bypass.timeout (1m1s) is high. May indicate origin performance issues"),
                hostPlus("bypass: {timeout: 5ns} #!")
                        .warning(
                                H
                                        + ": bypass.timeout value 5ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                hostPlus("bypass: {cache: {ttl: -1s}} #!").error(H + ": bypass.cache.ttl cannot be negative"),
                hostPlus("bypass: {timeout: 0} #!")
                        .warning(H + ": bypass.timeout (0s) is low. Slow origins may timeout. Recommended minimum: 5s"),
                hostPlus("bypass: {cache: {ttl: 2ns}} #!")
                        .warning(
                                H
                                        + ": bypass.cache.ttl value 2ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                hostPlus("bypass: {cache: {status_codes: [700]}} #!").error(H + ": invalid HTTP status code: 700"),
                hostPlus("bypass: {cache: {enabled: true, expired: {strategy: serve_stale}}} #!")
                        .error(H + ": bypass.cache: stale_ttl is required when strategy is 'serve_stale'"),
                hostPlus("bypass: {cache: {status_codes: []}} #!")
                        .error(H + ": bypass.cache.status_codes cannot be empty"),
                hostPlus("bypass: {cache: {expired: {strategy: serve_stale, stale_ttl: 2h}}} #!")
                        .error(H + ": bypass.cache.expired.strategy is 'serve_stale' but bypass caching is disabled"),
                hostPlus("tracking_params: {params: [a], params_add: [b]} #!")
                        .error(
                                "tracking_params at " + H
                                        + " level: cannot have both 'params' and 'params_add' - use 'params' to replace or 'params_add' to extend"),
                hostPlus("tracking_params: {params_add: [\"~(\"]} #!")
                        .error("invalid tracking_params.params_add at " + H
                                + " level: invalid regexp pattern '~(': error parsing regexp: missing closing ): `(`"),
                hostPlus("bothit_recache: {enabled: true, interval: 25h, match_ua: [x]} #!")
                        .error(H + " bothit_recache: interval must be <= 24h, got 25h0m0s"),
                hostPlus("bothit_recache: {interval: 1m} #!")
                        .warning(H + " bothit_recache: interval must be >= 30m, got 1m0s"),
                hostPlus("bothit_recache: {enabled: true, match_ua: [\"a**\"]} #!")
                        .error(
                                H
                                        + " bothit_recache: invalid match_ua pattern 'a**': pattern contains consecutive wildcards '**' - use single '*' for recursive matching"),
                hostPlus("headers: {safe_response: [A], safe_response_add: [B]} #!")
                        .error(H + ": cannot use both safe_response and safe_response_add"),
                hostPlus("client_ip: {headers: [\"\"]} #!")
                        .error(H + " client_ip.headers[0]: header name cannot be empty"),
                hostPlus("bothit_recache: {enabled: true} #!")
                        .error(H + " bothit_recache: match_ua must be non-empty when enabled=true"),
                hostPlus("headers: {safe_request: [Cookie, TE]} #!")
                        .error(H + " safe_request[1]: header \"TE\" is blocked for security reasons"),
                hostPlus("client_ip: {} #!")
                        .error(H + ": client_ip.headers must not be empty when client_ip is configured"),
                hostPlus("cache_sharding: {replication_factor: -1} #!")
                        .error(H + ": cache_sharding.replication_factor must be >= 0, got -1"),
                hostPlus("cache_sharding: {distribution_strategy: x} #!")
                        .error(
                                H
                                        + ": invalid cache_sharding.distribution_strategy: \"x\" (must be: hash_modulo, random, primary_only)"));
    }

    static Stream<Case> rules() {
        return Stream.of(
                rule("match: [], action: render").error(R + ": match pattern cannot be empty"),
                rule("match: 5, action: render").error(R + ": match pattern cannot be empty"),
                rule("match: \"/a/**\", action: render")
                        .error(
                                R
                                        + ": invalid pattern '/a/**': pattern contains consecutive wildcards '**' - use single '*' for recursive matching"),
                rule("match: \"~\", action: render").error(R + ": invalid pattern '~': URL pattern '~' is empty"),
                rule("match: \"~*\", action: render").error(R + ": invalid pattern '~*': URL pattern '~*' is empty"),
                rule("match: /a, action: go").error(R + ": invalid action 'go'"),
                rule("match: /a").error(R + ": invalid action ''"),
                rule("match: /a, action: block, tracking_params: {params: [a], params_add: [b]}")
                        .error(
                                "tracking_params at " + R
                                        + " level: cannot have both 'params' and 'params_add' - use 'params' to replace or 'params_add' to extend"),
                rule("match: /a, action: block, bothit_recache: {enabled: true, interval: 1m}")
                        .error(R + " bothit_recache: interval must be >= 30m, got 1m0s"),
                rule("match: /a, action: block, tracking_params: {params: [\"~[\"]}")
                        .error("invalid tracking_params.params at " + R
                                + " level: invalid regexp pattern '~[': error parsing regexp: missing closing ]: `[`"),
                rule("match: /a, action: block, bothit_recache: {enabled: true}")
                        .error(R + " bothit_recache: match_ua must be non-empty when enabled=true"),
                rule("match: /a, action: block, headers: {safe_request: [A], safe_request_add: [B]}")
                        .error(R + ": cannot use both safe_request and safe_request_add"),
                rule("match: /a, action: block, bypass: {timeout: -1s}")
                        .warning(R + ": bypass.timeout (-1s) is not positive: the inherited one applies"),
                rule("match: /a, action: block, headers: {safe_response: [\"\"]}")
                        .error(R + " safe_response[0]: header name cannot be empty"),
                rule("match: /a, action: block, cache_sharding: {replication_factor: -1}")
                        .error(R + ": cache_sharding.replication_factor must be >= 0, got -1"));
    }

    static Stream<Case> ruleActions() {
        return Stream.of(
                render("cache: {ttl: -1s}").error(R + ": render.cache.ttl cannot be negative"),
                render("cache: {status_codes: []}").error(R + ": render.cache.status_codes cannot be empty"),
                render("cache: {status_codes: [1]}").error(R + ": invalid HTTP status code: 1"),
                render("cache: {expired: {strategy: x}}")
                        .error(R + ": render.cache: invalid expired.strategy 'x', must be 'serve_stale' or 'delete'"),
                render("cache: {ttl: 3ns}")
                        .warning(
                                R
                                        + ": render.cache.ttl value 3ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                render("events: {wait_for: x}")
                        .error(
                                R
                                        + ": events.wait_for 'x' is invalid (must be 'DOMContentLoaded', 'load', 'networkIdle', or 'networkAlmostIdle'), or 'settled'"),
                render("events: {wait_for: load, wait_for_selector: '#a'}")
                        .error(
                                R
                                        + ": events.wait_for_selector has no effect with wait_for 'load': set wait_for to 'settled' or remove the key"),
                render("events: {wait_for: settled, wait_for_expression: ' '}")
                        .error(
                                R
                                        + ": events.wait_for_expression must have 1 to 1000 characters that are not all spaces"),
                render("events: {wait_for: settled, wait_for_selector: " + "a".repeat(1001) + "}")
                        .error(R + ": events.wait_for_selector must have 1 to 1000 characters that are not all spaces"),
                render("serialize: html").error(R + ": serialize 'html' is invalid (must be 'faithful' or 'markup')"),
                render("events: {additional_wait: -2s}")
                        .error(R + ": events.additional_wait cannot be negative (got -2s)"),
                rule("match: /a, action: bypass, bypass: {cache: {status_codes: []}}")
                        .error(R + ": bypass.cache.status_codes cannot be empty"),
                rule("match: /a, action: bypass, bypass: {cache: {status_codes: [42]}}")
                        .error(R + ": invalid HTTP status code: 42"),
                rule("match: /a, action: bypass, bypass: {cache: {expired: {strategy: x}}}")
                        .error(R + ": bypass.cache: invalid expired.strategy 'x', must be 'serve_stale' or 'delete'"),
                render("timeout: 0").error(R + ": render.timeout must be positive"),
                render("dimension: tv").error(R + ": render.dimension 'tv' does not exist"),
                hostPlus(
                                "dimensions: {spam: {id: 1, action: block, match_ua: [x]}}\nurl_rules: [{match: /a, action: render, render: {dimension: spam}}] #!")
                        .error(R + ": render.dimension cannot reference a block dimension 'spam'"),
                render("events: {additional_wait: 31s}")
                        .error(R + ": events.additional_wait cannot exceed 30s (got 31s)"),
                render("blocked_resource_types: [x]").error(R + ": invalid blocked_resource_type 'x'"),
                rule("match: /a, action: bypass, bypass: {cache: {ttl: -1s}}")
                        .error(R + ": bypass.cache.ttl cannot be negative"),
                rule("match: /a, action: status").error(R + ": status.code is required for action='status'"),
                rule("match: /a, action: status, status: {code: 299}")
                        .error(R + ": status.code must be 3xx, 4xx, or 5xx (got 299)"),
                rule("match: /a, action: status_404, status: {code: 600}")
                        .error(R + ": status.code must be 3xx, 4xx, or 5xx (got 600)"),
                rule("match: /a, action: block, status: {code: 302, headers: {location: /b}}")
                        .error(R + ": status.headers.Location is required for 3xx redirect (code 302)"));
    }

    private static Case.Edit render(String keys) {
        return rule("match: /a, action: render, render: {" + keys + "}");
    }
}
