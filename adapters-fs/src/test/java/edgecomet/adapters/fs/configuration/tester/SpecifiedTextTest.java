package edgecomet.adapters.fs.configuration.tester;

import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.adapters.fs.configuration.ConfigurationFiles;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of spec 01 §10, byte for byte. */
class SpecifiedTextTest {

    @TempDir
    Path directory;

    private static final String RENDERED = """

            Cache TTL: 3600s (1h)

            Rendering:
              - Timeout: 30s
              - Wait Until: networkIdle
              - Wait Timeout: 0ms
              - JavaScript: enabled
            """;

    @Test
    void aConfigurationInOrderIsSaidToBe() {
        TestedFiles files = TestedFiles.of(directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        assertEquals(
                new Result(
                        "configuration file " + files.file() + " syntax is ok\nconfiguration test is successful\n",
                        "",
                        0),
                files.test("", Output.TEXT));
    }

    @Test
    void theFileIsNamedAsItWasGiven() {
        Path file = TestedFiles.of(directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS)
                .file();
        String given = directory + "//./" + file.getFileName();
        assertEquals(
                "configuration file " + given + " syntax is ok\nconfiguration test is successful\n",
                ConfigurationTester.test(given, "", Output.TEXT).out());
    }

    @Test
    void warningsStandBetweenTheTwoLines() {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY.replace("timeout: 150s", "timeout: 301s"),
                ConfigurationFiles.HOSTS);
        assertEquals(new Result("configuration file " + files.file() + """
                                 syntax is ok

                                Configuration warnings (1):
                                - edge-gateway.yaml line 3: server.timeout (5m1s) is very high. Values over 300s (5 minutes) may indicate architectural issues

                                configuration test is successful
                                """, "", 0), files.test("", Output.TEXT));
    }

    @Test
    void errorsAreAllListedAndWarningsAreNot() {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY
                        .replace(":10070", ":70000")
                        .replace("timeout: 150s", "timeout: 301s")
                        .replace("  auth_key: \"0123456789abcdef0123456789abcdef\"\n", ""),
                ConfigurationFiles.HOSTS);
        assertEquals(new Result("""
                        Configuration validation FAILED:
                        - edge-gateway.yaml line 2: invalid server.listen: port must be between 1 and 65535, got 70000
                        - edge-gateway.yaml line 4: internal.auth_key is required
                        """, "", 1), files.test("/path", Output.TEXT));
    }

    @Test
    void aHardErrorGoesToTheErrorStreamAlone() {
        String missing = directory.resolve("none.yaml").toString();
        assertEquals(
                new Result("", "Validation error: failed to load config: config file not found: " + missing + "\n", 1),
                ConfigurationTester.test(missing, "/path", Output.TEXT));

        TestedFiles nobody = TestedFiles.of(
                directory, ConfigurationFiles.GATEWAY.replace("hosts.d/*.yaml", "none.d/*"), ConfigurationFiles.HOSTS);
        assertEquals(
                new Result(
                        "",
                        "Validation error: failed to load hosts config: no host files found matching pattern 'none.d/*'\n",
                        1),
                nobody.test("", Output.TEXT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":no | parse \":no\": missing protocol scheme",
                "/%zz | parse \"/%zz\": invalid URL escape \"%zz\"",
                "https://exa mple.com/ | parse \"https://exa mple.com/\": invalid character \" \" in host name",
                "https://example.com:x/ | parse \"https://example.com:x/\": invalid port \":x\" after host",
                "https://[::1/ | parse \"https://[::1/\": missing ']' in host"
            })
    void whatIsNoUrlIsSaidAfterTheSuccess(String target, String reason) {
        TestedFiles files = TestedFiles.of(directory, ConfigurationFiles.GATEWAY, ConfigurationFiles.HOSTS);
        Result result = files.test(target, Output.TEXT);
        assertEquals(files.test("", Output.TEXT).out(), result.out());
        assertEquals("\nURL test error: invalid URL: " + reason + "\n", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void aUrlIsShownWithItsIdentityAndItsRule() {
        assertEquals("""

                === Host: example.com (host_id: 1) ===
                URL: https://EXAMPLE.com:443/blog/x?z=1&a=2
                Normalized URL: https://example.com/blog/x?a=2&z=1
                URL Hash: 75b1de6b45978f8a

                Matched Pattern: /blog/*
                Action: render

                Cache TTL: 7200s (2h)

                Rendering:
                  - Timeout: 45s
                  - Wait Until: load
                  - Wait Timeout: 1s
                  - JavaScript: enabled
                """.indent(0).transform(block -> "\n" + block), text("https://EXAMPLE.com:443/blog/x?z=1&a=2"));
    }

    @Test
    void theUrlKeepsItsTrackingParameters() {
        assertEquals("""

                === Host: example.com (host_id: 1) ===
                URL: https://example.com/?utm_source=x&a=1
                Normalized URL: https://example.com/?a=1&utm_source=x
                URL Hash: 2b201c153b0b1b39

                Matched Pattern: (default)
                Action: render
                """.transform(block -> "\n" + block + RENDERED), text("https://example.com/?utm_source=x&a=1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/x",
                "https://example.com./x",
                "HTTP://Example.COM:8080/x",
                "ftp://example.com/x",
                "https://user:secret@example.com/x",
                "https://shop.example.com/x"
            })
    void aHostIsFoundByItsPrimaryDomain(String url) {
        String host = url.contains("shop") ? "shop.example.com (host_id: 2)" : "example.com (host_id: 1)";
        String expected = "\n\n=== Host: " + host + " ===\nURL: " + url + "\nNormalized URL: ";
        assertEquals(expected, text(url).substring(0, expected.length()));
        assertEquals(0, TestedFiles.in(directory).test(url, Output.TEXT).exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://Nope.com:81/x | Nope.com:81",
                "https://www.example.com/x | www.example.com",
                "https://example.com.:443/x | example.com.:443",
                "https://example.com../x | example.com..",
                "https://[::1]:80/x | [::1]:80",
                "https://b%C3%BCcher.example/ | bücher.example",
                "https://a%C2%A0b/ | a\\u00a0b"
            })
    void anUnknownHostIsNamedAsGivenAndIsNoFailure(String url, String named) {
        TestedFiles files = TestedFiles.in(directory);
        assertEquals("""

                ERROR: Host "%s" not found in configuration
                Available hosts:
                  - example.com
                  - shop.example.com
                """.formatted(named), files.lookup(url, Output.TEXT));
        Result result = files.test(url, Output.TEXT);
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void aPathIsLookedAtOnEveryHostDisabledOnesToo() {
        assertEquals("""

                Testing URL: /blog/x
                Checking across 2 hosts...

                === Host: example.com (host_id: 1) ===
                URL: https://example.com/blog/x
                Normalized URL: https://example.com/blog/x
                URL Hash: d144b3df9d786459

                Matched Pattern: /blog/*
                Action: render

                Cache TTL: 7200s (2h)

                Rendering:
                  - Timeout: 45s
                  - Wait Until: load
                  - Wait Timeout: 1s
                  - JavaScript: enabled

                === Host: shop.example.com (host_id: 2) ===
                URL: https://shop.example.com/blog/x
                Normalized URL: https://shop.example.com/blog/x
                URL Hash: ac7b07fd05fbb3a0

                Matched Pattern: (default)
                Action: render

                Cache TTL: 3600s (1h)

                Rendering:
                  - Timeout: 60s
                  - Wait Until: networkIdle
                  - Wait Timeout: 0ms
                  - JavaScript: enabled
                """, text("/blog/x"));
    }

    @ParameterizedTest
    @CsvSource({
        "blog,          https://example.comblog,        https://example.comblog/",
        "?q=1,          https://example.com?q=1,        https://example.com/?q=1",
        "//cdn.com/x,   https://example.com//cdn.com/x, https://example.com/cdn.com/x",
        "example.com/x, https://example.comexample.com/x, https://example.comexample.com/x",
        ".evil.net,     https://example.com.evil.net,   https://example.com.evil.net/",
        "https:/x,      https://example.comhttps:/x,    https://example.comhttps:/x",
        "#x,            https://example.com#x,          https://example.com/"
    })
    void anythingButAUrlIsAppendedToTheDomainAsItStands(String path, String url, String normalized) {
        String expected = "\nTesting URL: " + path + "\nChecking across 2 hosts...\n"
                + "\n=== Host: example.com (host_id: 1) ===\nURL: " + url + "\nNormalized URL: " + normalized + "\n";
        assertEquals(expected, text(path).substring(0, expected.length()));
    }

    @Test
    void aUrlThatCannotBeNormalizedIsShownAsItIs() {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY,
                ConfigurationFiles.HOSTS.replace("example.com", "intranet")
                        + "    url_rules: [{match: /x, action: bypass}]\n");
        assertEquals("""

                Testing URL: /x
                Checking across 1 hosts...

                === Host: intranet (host_id: 1) ===
                URL: https://intranet/x
                Normalized URL: https://intranet/x
                URL Hash: error

                Matched Pattern: /x
                Action: bypass
                """, files.lookup("/x", Output.TEXT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/x     | Matched Pattern: /api/*;Action: bypass",
                "/feed/x    | Matched Pattern: /feed/*;Action: bypass;;Bypass Cache: enabled;Bypass Cache TTL: 5400s (1h);Cached Status Codes: 200, 404",
                "/private/x | Matched Pattern: /private/*;Action: block;Response: 403 Forbidden",
                "/gone/x    | Matched Pattern: /gone/*;Action: status_410;Response: 410 Gone;Headers:;  - X-A: 1;  - X-B: 2",
                "/old/x     | Matched Pattern: /old/*;Action: status;Response: 301 Moved Permanently;Headers:;  - Location: /new",
                "/tea/x     | Matched Pattern: /tea/*;Action: status;Response: 418 ",
                "/search?q=a&page=2 | Matched Pattern: /search;Action: bypass"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void anActionIsShownWithItsAnswer(String path, String block) {
        String text = text("https://example.com" + path.strip());
        assertEquals(block.substring(1).replace(';', '\n') + "\n", text.substring(text.indexOf("Matched Pattern")));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0ms (0s)",
        "1ms, 1ms (0s)",
        "999900us, 999ms (0s)",
        "1s, 1s (1s)",
        "1500ms, 2s (1s)",
        "2500ms, 2s (2s)",
        "2500001us, 3s (2s)",
        "59999ms, 60s (59s)",
        "60s, 60s (1m)",
        "90m, 5400s (1h)",
        "23h59m59s, 86399s (23h)",
        "24h, 86400s (1d)",
        "30d, 2592000s (30d)"
    })
    void aLifetimeIsShownInSecondsAndForPeople(String ttl, String shown) {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY + "render: {cache: {ttl: " + ttl + "}}\n",
                ConfigurationFiles.HOSTS);
        String text = files.lookup("/", Output.TEXT);
        assertEquals(
                "Cache TTL: " + shown,
                text.lines()
                        .filter(line -> line.startsWith("Cache TTL"))
                        .findFirst()
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"0, 0ms", "500ms, 500ms", "1s, 1s", "2500ms, 2s", "3500ms, 4s", "30s, 30s"})
    void awaitIsShownInSeconds(String wait, String shown) {
        TestedFiles files = TestedFiles.of(
                directory,
                ConfigurationFiles.GATEWAY + "render: {events: {additional_wait: " + wait + "}}\n",
                ConfigurationFiles.HOSTS);
        String text = files.lookup("/", Output.TEXT);
        assertEquals(true, text.contains("\n  - Wait Timeout: " + shown + "\n"), text);
    }

    private String text(String target) {
        return TestedFiles.in(directory).lookup(target, Output.TEXT);
    }
}
