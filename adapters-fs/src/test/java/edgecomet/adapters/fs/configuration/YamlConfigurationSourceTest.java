package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RendererConfiguration;
import edgecomet.application.configuration.StandaloneConfiguration;
import edgecomet.domain.dimension.UnmatchedDimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.policy.ExpiredPolicy;
import edgecomet.domain.rules.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlConfigurationSourceTest {

    private static final String GATEWAY = """
            eg_id: eg-a
            server:
              listen: ":10070"
              timeout: 150s
            internal: {listen: "10.0.0.5:10071", auth_key: "0123456789abcdef0123456789abcdef"}
            redis: {addr: "redis.internal:6380", password: "secret", db: 2}
            storage: {base_path: "%s"}
            render:
              cache: {ttl: 1h, expired: {strategy: serve_stale, stale_ttl: 24h}}
              strip_scripts: false
            dimensions:
              desktop: {id: 1, width: 1920, height: 1080, render_ua: UA, match_ua: ["$SearchBots"]}
              scrapers: {id: 9, action: block, match_ua: ["*SemrushBot*"]}
            unmatched_dimension: block
            tracking_params: {params_add: [sid]}
            hosts: {include: hosts.d}
            """;
    private static final String HOST = """
            hosts:
              - id: 1
                domain: [example.com, www.example.com]
                render_key: k-example
                enabled: true
                render: {timeout: 45s, cache: {ttl: 1d}}
                url_rules:
                  - {match: /checkout, action: bypass}
                  - match: ["/blog/*", "/news/*"]
                    action: render
                    render: {timeout: 60s, cache: {ttl: 2h, expired: {strategy: delete}}}
                  - {match: "~^/old/\\\\d+$", action: status, status: {code: 301, headers: {Location: "https://example.com/new"}}}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void sample() throws IOException {
        Files.createDirectories(directory.resolve("hosts.d"));
        host(HOST);
    }

    @Test
    void what_the_files_say_is_what_the_gateway_is_told() throws IOException {
        GatewayConfiguration gateway = loaded(GATEWAY);
        assertEquals("eg-a", gateway.gatewayId());
        assertEquals(10070, gateway.listen().port());
        assertEquals(Duration.ofSeconds(150), gateway.requestBudget());
        assertEquals(
                new RedisConfiguration.Place.Single(new RedisConfiguration.Address("redis.internal", 6380)),
                gateway.redis().place());
        assertEquals(2, gateway.redis().database());
        assertTrue(gateway.redis().password().matches("secret"));
        assertTrue(gateway.origins().ssrfProtection());

        Host host = gateway.hosts().byDomain("www.example.com").orElseThrow();
        assertEquals("example.com", host.primaryDomain());
        assertEquals(new UnmatchedDimension.Block(), host.unmatched());
        assertTrue(host.accepts("k-example"));
        assertEquals(
                "scrapers",
                host.dimensions().detect("SemrushBot/7").orElseThrow().name());
    }

    @Test
    void the_three_levels_come_together_in_the_policy_of_a_rule() throws IOException {
        Host host = loaded(GATEWAY).hosts().byDomain("example.com").orElseThrow();
        EffectivePolicy plain = host.defaultPolicy();
        assertEquals(Duration.ofDays(1), plain.render().cache().ttl());
        assertEquals(
                new ExpiredPolicy.ServeStale(Duration.ofDays(1)),
                plain.render().cache().expired());
        assertEquals(
                Set.of(200, 301, 302, 307, 308, 404), plain.render().cache().statusCodes());
        assertTrue(plain.tracking().strips("sid"));

        EffectivePolicy blog = host.policyFor("/blog/x", "");
        assertEquals("rule_1:/blog/*", blog.ruleId());
        assertEquals(Duration.ofMinutes(1), blog.render().timeout());
        assertEquals(new ExpiredPolicy.Delete(), blog.render().cache().expired());

        EffectivePolicy old = host.policyFor("/old/7", "");
        assertEquals(Action.STATUS, old.action());
        assertEquals(301, old.status().code());
    }

    /** One key of the sample is changed; the message names the file, the line and what is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen: \":10070\" | listen: \":70000\" | edge-gateway.yaml line 3: invalid server.listen: port must be between 1 and 65535, got 70000",
                "timeout: 150s | timeout: 20s | edge-gateway.yaml line 4: server.timeout (20s) is too small. Required minimum: max_concurrent_wait (36s) + max_host_render_timeout (45s) + overhead (10s) = 1m31s. Either increase server.timeout or reduce host render timeouts",
                "timeout: 150s | timeout: -1s | edge-gateway.yaml line 4: server.timeout must be positive, got -1s",
                "10.0.0.5:10071 | 10.0.0.5:10070 | edge-gateway.yaml line 5: internal.listen port (10070) must differ from server.listen port (10070)",
                "stale_ttl: 24h | stale_ttl: 0 | edge-gateway.yaml line 9: render.cache: stale_ttl must be positive when strategy is 'serve_stale'",
                "$SearchBots | $Nope | unknown bot alias \"$Nope\"",
                "id: 9 | id: 1 | dimension ID 1 is used by both",
                "unmatched_dimension: block | unmatched_dimension: tablet | edge-gateway.yaml line 14: unmatched_dimension 'tablet' is invalid",
                "strip_scripts: false | strip_scripts: 7 | line 10",
                "strip_scripts: false | strip_script: false | unknown configuration field (check for typos)",
                "include: hosts.d | include: nowhere | no host files found matching pattern 'nowhere'",
            })
    void a_wrong_key_of_the_main_file_is_named_with_its_line(String from, String to, String says) throws IOException {
        assertTrue(GATEWAY.contains(from), from);
        assertRefused(GATEWAY.replace(from, to), says);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: 1 | id: 0 | 01-example.yaml line 2: host[0] (example.com): id must be positive (got 0)",
                "timeout: 45s | timeout: 3s | 01-example.yaml line 6: host[0] (example.com): render.timeout (3s) is too low (minimum 5s required). JavaScript execution will fail",
                "domain: [example.com, www.example.com] | domain: [\"https://example.com\"] | must not contain protocol (remove http:// or https://)",
                "domain: [example.com, www.example.com] | domain: [Example.com] | must be lowercase (RFC 1123)",
                "action: bypass | action: skip | 01-example.yaml line 8: host[0] (example.com): url_rules[0]: invalid action 'skip'",
                "code: 301 | code: 200 | status.code must be 3xx, 4xx, or 5xx (got 200)",
                "Location: | X-Other: | status.headers.Location is required for 3xx redirect (code 301)",
            })
    void a_wrong_key_of_a_host_file_is_named_with_its_line(String from, String to, String says) throws IOException {
        assertTrue(HOST.contains(from), from);
        host(HOST.replace(from, to));
        assertRefused(GATEWAY, says);
    }

    @Test
    void every_problem_comes_out_at_once() throws IOException {
        host(HOST.replace("id: 1", "id: 0").replace("45s", "3s"));
        List<Problem> problems =
                refused(GATEWAY.replace(":10070", ":0").replace("eg_id: eg-a", "eg_id: eg-a\nbypass: {timeout: 0}"));
        assertTrue(problems.size() >= 4, problems::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "k-example", "0123456789abcdef0123456789abcdef"})
    void no_problem_shows_a_secret(String secret) throws IOException {
        List<Problem> problems = refused(GATEWAY.replace("db: 2", "db: x").replace("timeout: 150s", "timeout: 1"));
        problems.forEach(problem -> assertTrue(!problem.text().contains(secret), problem.text()));
    }

    @Test
    void a_standalone_process_needs_no_redis_and_takes_none() throws IOException {
        String standalone = GATEWAY.replaceAll("(?m)^(internal|redis):.*\n", "") + """
                renderer:
                  chrome: {pool_size: 2, warmup: {url: "about:blank", timeout: 10s}, render: {max_timeout: 50s}}
                """;
        Path file = write("edgecomet.yaml", standalone.formatted(directory.resolve("cache")));
        Loading<StandaloneConfiguration> loading = YamlConfigurationSource.standalone(file);
        StandaloneConfiguration configuration =
                (StandaloneConfiguration) assertInstanceOf(Loading.Loaded.class, loading, loading::toString)
                        .configuration();
        assertNull(configuration.gateway().redis());
        assertEquals(2, configuration.chrome().poolSize());

        write(
                "edgecomet.yaml",
                (standalone + "redis: {addr: \"localhost:6379\"}\n").formatted(directory.resolve("cache")));
        assertTrue(YamlConfigurationSource.standalone(file)
                .toString()
                .contains("redis is not used by the standalone role"));
    }

    @Test
    void a_render_service_is_told_what_its_file_says() throws IOException {
        Path file = write("render-service.yaml", """
                server: {id: rs-1, listen: "10.0.0.7:10080"}
                redis: {addr: "localhost:6379"}
                chrome:
                  pool_size: auto
                  warmup: {url: "https://example.com/", timeout: 10s}
                  render: {max_timeout: 50s}
                log: {level: info}
                """);
        Loading.Loaded<?> loaded = assertInstanceOf(Loading.Loaded.class, YamlConfigurationSource.renderer(file));
        RendererConfiguration renderer = (RendererConfiguration) loaded.configuration();
        assertEquals("rs-1", renderer.serviceId());
        assertEquals(0, renderer.chrome().poolSize());
        assertEquals(100, renderer.chrome().restartAfterCount());
        assertEquals(Duration.ofMinutes(60), renderer.chrome().restartAfterTime());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: rs-1     | id: \"\"     | invalid config: server.id is required",
                "pool_size: 2 | pool_size: 0 | invalid config: chrome.pool_size must be 'auto' or positive integer",
                "timeout: 10s | timeout: 0   | invalid config: chrome.warmup.timeout must be positive",
                "max_timeout: 50s | max_timeout: -1s | invalid config: chrome.render.max_timeout must be positive",
            })
    void a_wrong_key_of_the_render_service_is_named(String from, String to, String says) throws IOException {
        String good = """
                server: {id: rs-1, listen: "10.0.0.7:10080"}
                redis: {addr: "localhost:6379"}
                chrome: {pool_size: 2, warmup: {url: "https://e.com/", timeout: 10s}, render: {max_timeout: 50s}}
                log: {level: info}
                """;
        assertTrue(good.contains(from), from);
        Path file = write("render-service.yaml", good.replace(from, to));
        assertTrue(YamlConfigurationSource.renderer(file).toString().contains(says));
    }

    /** What an operator copies must load, without a doubt. */
    @ParameterizedTest
    @ValueSource(strings = {"edge-gateway.yaml", "edgecomet.yaml", "render-service.yaml"})
    void the_samples_load_without_a_warning(String name) throws IOException {
        Path samples = Path.of("..", "conf");
        Files.copy(samples.resolve("hosts.d/01-example.yaml"), directory.resolve("hosts.d/sample.yaml"));
        Files.delete(directory.resolve("hosts.d/01-example.yaml"));
        String text = Files.readString(samples.resolve(name))
                .replaceAll("base_path: \"[^\"]*\"", "base_path: \"" + directory.resolve("cache") + "\"");
        Path file = write(name, text);
        Loading<?> loading = switch (name) {
            case "edge-gateway.yaml" -> YamlConfigurationSource.gateway(file);
            case "edgecomet.yaml" -> YamlConfigurationSource.standalone(file);
            default -> YamlConfigurationSource.renderer(file);
        };
        assertEquals(
                List.of(),
                assertInstanceOf(Loading.Loaded.class, loading, loading::toString)
                        .warnings());
    }

    private GatewayConfiguration loaded(String text) throws IOException {
        Loading<GatewayConfiguration> loading = YamlConfigurationSource.gateway(gateway(text));
        return (GatewayConfiguration) assertInstanceOf(Loading.Loaded.class, loading, loading::toString)
                .configuration();
    }

    private List<Problem> refused(String text) throws IOException {
        Loading<GatewayConfiguration> loading = YamlConfigurationSource.gateway(gateway(text));
        if (loading instanceof Loading.Refused<GatewayConfiguration>(List<Problem> problems)) {
            return problems;
        }
        throw new AssertionError("accepted");
    }

    private void assertRefused(String text, String says) throws IOException {
        List<Problem> problems = refused(text);
        assertTrue(problems.stream().anyMatch(p -> p.toString().contains(says)), problems::toString);
    }

    private Path gateway(String text) throws IOException {
        return write(
                "edge-gateway.yaml",
                text.replace("%s", directory.resolve("cache").toString()));
    }

    private void host(String text) throws IOException {
        Files.writeString(directory.resolve("hosts.d/01-example.yaml"), text);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
