package edgecomet.adapters.fs.configuration.tester;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.adapters.fs.configuration.ConfigurationFiles;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --explain} adds to the text of the specification. */
class ExplanationTextTest {

    private static final String MAIN = ConfigurationFiles.GATEWAY + """
            bypass: {timeout: 9s, user_agent: "Fetcher 1"}
            tracking_params: {params_add: [sid]}
            """;

    private static final String HOSTS = """
            hosts:
              - id: 1
                domain: "example.com"
                render_key: "k"
                enabled: true
                dimensions:
                  desktop: {id: 1, width: 1920, height: 1080, match_ua: ["*Googlebot*"]}
                  mobile: {id: 2, width: 390, height: 844, match_ua: ["*Mobile*"]}
                  scrapers: {id: 9, action: block, match_ua: ["*Semrush*"]}
                tracking_params: {params_add: [tid]}
                render: {timeout: 30s, cache: {expired: {strategy: serve_stale, stale_ttl: 24h}}}
                url_rules:
                  - {match: "/shop/search", match_query: {q: "*", page: ["1", "~^2"]}, action: render}
                  - {match: "/shop/*", action: render, render: {dimension: mobile, cache: {ttl: 2h}}}
                  - {match: "/feed/*", action: bypass, bypass: {cache: {enabled: true, ttl: 0}}}
                  - {match: "/api/*", action: bypass}
                  - {match: "/gone/*", action: status_410}
            """;

    @TempDir
    Path directory;

    @Test
    void everythingAboutAUrlIsTold() {
        String url = "https://example.com/shop/search?b=1&sid=5&q=&a=2&utm_source=x";
        String text = files().lookup(url, Output.EXPLAINED);

        assertEquals(
                """

                Explanation:
                  Live URL: https://example.com/shop/search?a=2&b=1&q (hash HASH)
                    It differs from the normalized URL above: requests lose sid, utm_source
                  Matched rule: rule_1:/shop/*
                  Rules before it that do not match:
                    rule_0:/shop/search?...: query condition q is not met: "" is not *
                  Settings:
                    render.timeout: 30s (host)
                    render.cache.ttl: 2h0m0s (rule)
                    render.cache.status_codes: [200, 301, 302, 307, 308, 404] (built-in)
                    render.cache.expired: serve_stale for 24h0m0s (host)
                    render.events.wait_for: networkIdle (built-in)
                    render.events.additional_wait: 0s (built-in)
                    render.blocked_resource_types: [] (built-in)
                    render.blocked_patterns: [] (built-in)
                    render.strip_scripts: true (built-in)
                    render.dimension: mobile (rule)
                    render.cache.partial_ttl: 1m0s (built-in)
                    render.serialize: faithful (built-in)
                    bypass.timeout: 9s (global)
                    bypass.user_agent: Fetcher 1 (global)
                    bypass.cache.enabled: false (built-in)
                    bypass.cache.ttl: 30m0s (built-in)
                    bypass.cache.status_codes: [200] (built-in)
                    bypass.cache.expired: delete (built-in)
                    tracking_params.strip: true (built-in)
                    tracking_params.params: [utm_source, utm_content, utm_medium, utm_campaign, utm_term, gclid, fbclid, msclkid, _ga, _gl, mc_cid, mc_eid, _ke, ref, referrer, sid, tid] (built-in + global + host)
                    bothit_recache.enabled: false (built-in)
                    bothit_recache.interval: 24h0m0s (built-in)
                    bothit_recache.match_ua: [] (built-in)
                    cache_sharding.enabled: false (built-in)
                    cache_sharding.replication_factor: 2 (built-in)
                    cache_sharding.distribution_strategy: hash_modulo (built-in)
                    cache_sharding.push_on_render: true (built-in)
                    cache_sharding.replicate_on_pull: true (built-in)
                    headers.safe_request: [] (built-in)
                    headers.safe_response: [Content-Type, Cache-Control, Expires, Last-Modified, ETag, Location] (built-in)
                    dimensions: [desktop, mobile, scrapers] (host)
                    unmatched_dimension: bypass (built-in)
                    client_ip.headers: [] (built-in)
                  Dimensions:
                    desktop (1): render as mobile (2), key cache:1:2:HASH, stored for 2h0m0s in FILE
                    mobile (2): render, key cache:1:2:HASH, stored for 2h0m0s in FILE
                    scrapers (9): answered with 403, because the dimension blocks
                    bypass (0): render as mobile (2), key cache:1:2:HASH, stored for 2h0m0s in FILE
                  A file lies in the minute (UTC) in which its entry expires: shown for one that is stored now.
                  Bodies below 1024 bytes are kept as they are, without .snappy.
                """.replace("FILE", directory + "/cache/1/2026/01/31/12/20/HASH_2.html.snappy")
                        .replace("HASH", "dfa22216aa935c89"),
                text.substring(text.indexOf("\nExplanation:")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/shop/x?b=1", "https://nope.com/", "/shop/x", "/gone/x", "blog", ":no"})
    void withoutTheAdditionsTheTextIsThatOfTheSpecification(String target) {
        TestedFiles files = files();
        String explained = files.test(target, Output.EXPLAINED).out();
        String plain = explained.replaceAll("(?s)\nExplanation:\n(  [^\n]*\n)*", "");
        assertEquals(files.test(target, Output.TEXT).out(), plain);
        assertEquals(
                files.test(target, Output.TEXT).err(),
                files.test(target, Output.EXPLAINED).err());
    }

    @Test
    void aFurtherDomainIsUnknownToTheSpecificationButExplained() {
        String text = TestedFiles.in(directory).lookup("https://www.example.com/blog/x", Output.EXPLAINED);
        String specified = TestedFiles.in(directory).lookup("https://www.example.com/blog/x", Output.TEXT);
        assertTrue(text.startsWith(specified), text);
        assertTrue(
                text.contains(
                        "\nIt is another domain of this host, which serves it all the same:\n\n=== Host: example.com (host_id: 1) ===\n"),
                text);
        assertTrue(text.contains("\n  Matched rule: rule_1:/blog/*\n"), text);
    }

    @Test
    void ofManyRulesTheFirstAreExplainedAndTheOthersCounted() {
        String rules = IntStream.range(0, 25)
                .mapToObj(i -> "      - {match: \"/r" + i + "/*\", action: bypass}\n")
                .collect(Collectors.joining("", "    url_rules:\n", ""));
        TestedFiles files = TestedFiles.of(directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS + rules);

        List<String> unmatched = lines(files.lookup("/x", Output.EXPLAINED), "the path differs", "more");
        assertEquals(21, unmatched.size());
        assertEquals("    rule_19:/r19/*: the path differs", unmatched.get(19));
        assertEquals("    … 5 more", unmatched.get(20));

        assertEquals(
                20,
                lines(files.lookup("/r20/x", Output.EXPLAINED), "the path differs", "more")
                        .size());
        assertFalse(files.lookup("/r0/x", Output.EXPLAINED).contains("do not match"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/shop/search?page=1      | query condition q is not met: the parameter is missing",
                "/shop/search?q=x         | query condition page is not met: the parameter is missing",
                "/shop/search?q=x&page=3  | query condition page is not met: \"3\" is not 1 or ~^2",
                "/shop/search?q=x&page=3&page=1 | query condition page is not met: \"3\" is not 1 or ~^2",
                "/shop/x?q=x&page=1       | the path differs"
            })
    void aRuleThatDoesNotMatchSaysWhichConditionFails(String path, String reason) {
        assertEquals(
                List.of("    rule_0:/shop/search?...: " + reason),
                lines(files().lookup("https://example.com" + path, Output.EXPLAINED), "rule_0:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/feed/x | desktop (1): bypass, key cache:1:1:HASH, not stored: bypass.cache.ttl is 0",
                "/api/x  | desktop (1): bypass, key cache:1:1:HASH, not stored: bypass.cache.enabled is false",
                "/gone/x | desktop (1): answered with 410",
                "/gone/x | scrapers (9): answered with 403, because the dimension blocks"
            })
    void whatIsNotStoredSaysWhy(String path, String line) {
        String text =
                files().lookup("https://example.com" + path, Output.EXPLAINED).replaceAll("[0-9a-f]{16}", "HASH");
        assertTrue(text.contains("\n    " + line + "\n"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com./x | 401, no host has the domain example.com.",
                "ftp://example.com/x    | 400, only HTTP and HTTPS schemes are supported",
                "https://shop.example.com/x | 401, the host is not enabled"
            })
    void aUrlThatRequestsCannotReachSaysWhy(String url, String reason) {
        assertEquals(
                List.of("  Requests are refused: " + reason),
                lines(TestedFiles.in(directory).lookup(url, Output.EXPLAINED), "refused"));
    }

    @Test
    void aUrlWithoutANormalFormHasNoIdentity() {
        TestedFiles files = TestedFiles.of(
                directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS.replace("example.com", "intranet"));
        String text = files.lookup("/x", Output.EXPLAINED);
        assertEquals(
                List.of("  Requests are refused: 400, invalid URL: invalid host 'intranet'"), lines(text, "refused"));
        assertEquals(List.of(), lines(text, "Live URL", "cache:"));
    }

    private TestedFiles files() {
        return TestedFiles.of(directory, MAIN, HOSTS);
    }

    private static List<String> lines(String text, String... holding) {
        return text.lines()
                .filter(line -> List.of(holding).stream().anyMatch(line::contains))
                .toList();
    }
}
