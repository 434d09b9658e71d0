package edgecomet.adapters.fs.configuration;

import static edgecomet.adapters.fs.configuration.Case.main;
import static edgecomet.adapters.fs.configuration.Case.mainPlus;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.configuration.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows of spec 01 §8.1 and §8.11: what is wrong in the main file is said with its line. */
class MainFileCatalogueTest {

    private static final String LISTEN = "listen: \":10070\"";
    private static final String INTERNAL = "listen: \":10071\"";
    private static final String KEY = "auth_key: \"0123456789abcdef0123456789abcdef\"";
    private static final String DIMENSIONS =
            "dimensions:\n  desktop: {id: 1, width: 1920, height: 1080, match_ua: [\"*Googlebot*\"]}\n";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource({
        "servers",
        "outputs",
        "rendering",
        "expired",
        "dimensions",
        "bypass",
        "behaviour",
        "forbiddenHeaders",
        "clusterAndEvents",
        "acrossFiles"
    })
    void theProblemIsNamedWithItsLine(Case row) {
        List<Problem> problems = row.problems(directory);
        assertTrue(problems.contains(row.expected()), () -> row.expected() + "\nnot in " + problems);
    }

    static Stream<Case> servers() {
        return Stream.of(
                main("server:\n  " + LISTEN, "server: #!").error("server.listen is required"),
                main(LISTEN, "listen: nonsense #!")
                        .error("invalid server.listen: invalid listen address format: nonsense"),
                main(LISTEN, "listen: \"a:b:1\" #!")
                        .error(
                                "invalid server.listen: invalid listen address format: a:b:1: address a:b:1: too many colons in address"),
                main(LISTEN, "listen: \"[::1\" #!")
                        .error(
                                "invalid server.listen: invalid listen address format: [::1: address [::1: missing ']' in address"),
                main(LISTEN, "listen: \"[::1]\" #!")
                        .error(
                                "invalid server.listen: invalid listen address format: [::1]: address [::1]: missing port in address"),
                main(LISTEN, "listen: \"a[:1\" #!")
                        .error(
                                "invalid server.listen: invalid listen address format: a[:1: address a[:1: unexpected '[' in address"),
                main(LISTEN, "listen: \"a]:1\" #!")
                        .error(
                                "invalid server.listen: invalid listen address format: a]:1: address a]:1: unexpected ']' in address"),
                main(LISTEN, "listen: \":http\" #!")
                        .error("invalid server.listen: invalid port in listen address: http"),
                main(LISTEN, "listen: \":70000\" #!")
                        .error("invalid server.listen: port must be between 1 and 65535, got 70000"),
                main(LISTEN, "listen: \":-1\" #!")
                        .error("invalid server.listen: port must be between 1 and 65535, got -1"),
                main("timeout: 150s", "timeout: 0 #!").error("server.timeout must be positive, got 0s"),
                main("timeout: 150s", "timeout: -1m #!").error("server.timeout must be positive, got -1m0s"),
                main("timeout: 150s", "timeout: 500us #!")
                        .warning(
                                "server.timeout value 500µs is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                main("timeout: 150s", "timeout: 59s #!")
                        .warning(
                                "server.timeout (59s) is low. Recommended minimum is 60s to accommodate render timeouts and coordination overhead"),
                main("timeout: 150s", "timeout: 301s #!")
                        .warning(
                                "server.timeout (5m1s) is very high. Values over 300s (5 minutes) may indicate architectural issues"),
                main("redis:\n  addr: \"localhost:6379\"", "redis: #!").error("redis.addr is required"),
                main("localhost:6379\"", "a:b:c\" #!").error("redis.addr must be host:port, got \"a:b:c\""),
                main("localhost:6379\"", "localhost:6379\"\n  db: -1 #!").error("redis.db must be >= 0, got -1"),
                main("internal:\n  " + INTERNAL, "internal: #!").error("internal.listen is required"),
                main(INTERNAL, "listen: \":x\" #!").error("invalid internal.listen: invalid port in listen address: x"),
                main(INTERNAL, "listen: \":10070\" #!")
                        .error("internal.listen port (10070) must differ from server.listen port (10070)"),
                main(KEY, "auth_key: \"\" #!").error("internal.auth_key is required"),
                main(KEY, "auth_key: \"short\" #!")
                        .warning("internal.auth_key is short (5 chars), recommend 32+ characters for security"),
                mainPlus("registry: {selection_strategy: best} #!")
                        .error(
                                "invalid registry.selection_strategy 'best', must be 'least_loaded' or 'most_available'"));
    }

    static Stream<Case> outputs() {
        return Stream.of(
                mainPlus("metrics: {enabled: true} #!").error("metrics.listen is required when metrics enabled"),
                mainPlus("metrics: {enabled: true, listen: x} #!")
                        .error("invalid metrics.listen: invalid listen address format: x"),
                mainPlus("metrics: {enabled: true, listen: \":10070\"} #!")
                        .error(
                                "metrics.listen port (10070) must differ from server.listen port (10070) when metrics enabled - metrics always run on separate port"),
                mainPlus("metrics: {path: m} #!").error("invalid metrics.path 'm' (must start with /)"),
                mainPlus("metrics: {namespace: 1x} #!")
                        .error("invalid metrics.namespace '1x' (must match [a-zA-Z_][a-zA-Z0-9_]*)"),
                mainPlus("log: {level: loud} #!")
                        .error("invalid log.level 'loud' (must be debug, info, warn, error, dpanic, panic, or fatal)"),
                mainPlus("log: {console: {level: loud}} #!")
                        .error(
                                "invalid log.console.level 'loud' (must be debug, info, warn, error, dpanic, panic, or fatal)"),
                mainPlus("log: {file: {level: loud}} #!")
                        .error(
                                "invalid log.file.level 'loud' (must be debug, info, warn, error, dpanic, panic, or fatal)"),
                mainPlus("log: {console: {enabled: true, format: text}} #!")
                        .error("invalid log.console.format 'text' (must be json or console)"),
                mainPlus("log: {file: {enabled: true}} #!")
                        .error("log.file.path must be specified when file logging is enabled"),
                mainPlus("log: {file: {enabled: true, path: x, format: console}} #!")
                        .error("invalid log.file.format 'console' (must be json or text)"),
                mainPlus("log: {file: {enabled: true, path: x, rotation: {max_size: -1}}} #!")
                        .error("log.file.rotation.max_size must be >= 0, got -1"),
                mainPlus("log: {file: {enabled: true, path: x, rotation: {max_age: -2}}} #!")
                        .error("log.file.rotation.max_age must be >= 0, got -2"),
                mainPlus("log: {file: {enabled: true, path: x, rotation: {max_backups: -3}}} #!")
                        .error("log.file.rotation.max_backups must be >= 0, got -3"));
    }

    static Stream<Case> rendering() {
        return Stream.of(
                mainPlus("render: {cache: {ttl: 5ns}} #!")
                        .warning(
                                "render.cache.ttl value 5ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                mainPlus("render: {cache: {ttl: -1s}} #!").error("render.cache.ttl cannot be negative"),
                mainPlus("render: {cache: {partial_ttl: -1s}} #!").error("render.cache.partial_ttl cannot be negative"),
                mainPlus("render: {cache: {status_codes: [200, 99]}} #!")
                        .error("invalid HTTP status code: 99 (must be 100-599)"),
                mainPlus("render: {blocked_resource_types: [image]} #!")
                        .error(
                                "invalid blocked_resource_type 'image', must be a valid Chrome DevTools Protocol resource type"),
                mainPlus("render: {events: {wait_for: never}} #!")
                        .error(
                                "render.events: events.wait_for 'never' is invalid (must be 'DOMContentLoaded', 'load', 'networkIdle', or 'networkAlmostIdle'), or 'settled'"),
                mainPlus("render: {events: {additional_wait: 1us}} #!")
                        .warning(
                                "render.events.additional_wait value 1µs is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                mainPlus("render: {events: {additional_wait: -1s}} #!")
                        .error("render.events: events.additional_wait cannot be negative (got -1s)"),
                mainPlus("render: {events: {additional_wait: 31s}} #!")
                        .error("render.events: events.additional_wait cannot exceed 30s (got 31s)"),
                mainPlus("unmatched_dimension: tv #!")
                        .error(
                                "unmatched_dimension 'tv' is invalid (must be 'block', 'bypass', or a dimension name defined in dimensions at the global level)"));
    }

    static Stream<Case> expired() {
        return Stream.of(
                expired("strategy: keep")
                        .error("render.cache: invalid expired.strategy 'keep', must be 'serve_stale' or 'delete'"),
                expired("strategy: serve_stale")
                        .error("render.cache: stale_ttl is required when strategy is 'serve_stale'"),
                expired("strategy: serve_stale, stale_ttl: 0")
                        .error("render.cache: stale_ttl must be positive when strategy is 'serve_stale'"),
                expired("stale_ttl: 1h")
                        .error(
                                "render.cache: stale_ttl specified without strategy. Must set strategy: 'serve_stale' or 'delete'"),
                expired("strategy: delete, stale_ttl: -1h").error("render.cache: stale_ttl cannot be negative"),
                expired("strategy: serve_stale, stale_ttl: 9ns")
                        .warning(
                                "render.cache.stale_ttl value 9ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                expired("strategy: serve_stale, stale_ttl: 59m")
                        .warning("render.cache: stale_ttl is very short (59m0s), recommended minimum is 1h0m0s"),
                expired("strategy: serve_stale, stale_ttl: 8d")
                        .warning("render.cache: stale_ttl is very large (192h0m0s), recommended maximum is 168h0m0s"));
    }

    private static Case.Edit expired(String keys) {
        return mainPlus("render: {cache: {expired: {" + keys + "}}} #!");
    }

    static Stream<Case> dimensions() {
        return Stream.of(
                dimension("d: {id: 1, action: hide, width: 1, height: 1}")
                        .error(
                                "dimensions: dimension 'd' has invalid action 'hide' (must be 'render', 'bypass', or 'block')"),
                dimension("bypass: {id: 3}").error("dimensions: dimension 'bypass' must use reserved ID 0"),
                dimension("bypass: {action: render}").error("dimensions: dimension 'bypass' must have action 'bypass'"),
                dimension("d: {width: 1, height: 1}")
                        .error("dimensions: dimension 'd': ID 0 is reserved for the built-in bypass dimension"),
                dimension("d: {id: -4, width: 1, height: 1}")
                        .error("dimensions: dimension 'd' has invalid ID -4 (must be positive)"),
                dimension("d: {id: 1, action: bypass, width: 1, height: 1}")
                        .error(
                                "dimensions: dimension 'd': only the built-in bypass dimension can have action 'bypass'"),
                dimension("d: {id: 1, action: block}")
                        .error("dimensions: dimension 'd': block dimensions must have at least one match_ua pattern"),
                dimension("d: {id: -1, action: block, match_ua: [x]}")
                        .error("dimensions: dimension 'd': block dimensions must have a positive ID"),
                dimension("a: {id: 7, width: 1, height: 1}, b: {id: 7, width: 1, height: 1}")
                        .error("dimensions: dimension ID 7 is used by both 'a' and 'b' (must be unique)"),
                dimension("d: {id: 1, height: 1}")
                        .error("dimensions: dimension 'd' has invalid width 0 (must be positive)"),
                dimension("d: {id: 1, width: 1, height: -1}")
                        .error("dimensions: dimension 'd' has invalid height -1 (must be positive)"),
                dimension("d: {id: 1, width: 1, height: 1, match_ua: [\"\"]}")
                        .error("dimensions: dimension 'd': match_ua pattern contains empty string"),
                dimension("d: {id: 1, width: 1, height: 1, match_ua: [\"a**b\"]}")
                        .error(
                                "dimensions: dimension 'd': invalid match_ua pattern 'a**b': pattern contains consecutive wildcards '**' - use single '*' for recursive matching"),
                dimension("d: {id: 1, width: 1, height: 1, match_ua: [\"~\"]}")
                        .error(
                                "dimensions: dimension 'd': invalid match_ua pattern '~': user-agent pattern '~' is empty"),
                dimension("d: {id: 1, width: 1, height: 1, match_ua: [\"~*(\"]}")
                        .error(
                                "dimensions: dimension 'd': invalid match_ua pattern '~*(': invalid user-agent case-insensitive regexp '~*(': error parsing regexp: missing closing ): `(?i)(`"),
                dimension("d: {id: 1, width: 1, height: 1, match_ua: [\"~[\"]}")
                        .error(
                                "dimensions: dimension 'd': invalid match_ua pattern '~[': invalid user-agent case-sensitive regexp '~[': error parsing regexp: missing closing ]: `[`"));
    }

    private static Case.Edit dimension(String entries) {
        return main(DIMENSIONS, "dimensions: {" + entries + "} #!\n");
    }

    static Stream<Case> bypass() {
        return Stream.of(
                mainPlus("bypass: {timeout: 0} #!").error("bypass.timeout must be positive"),
                mainPlus("bypass: {timeout: 4s} #!")
                        .warning(
                                "bypass.timeout (4s) is low. Slow origin servers may timeout. Recommended minimum: 5s"),
                mainPlus("bypass: {timeout: 61s} #!")
                        .warning(
                                "bypass.timeout (1m1s) is high. Values over 60s may indicate origin server performance issues"),
                mainPlus("bypass: {timeout: 3ns} #!")
                        .warning(
                                "bypass.timeout value 3ns is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                mainPlus("bypass: {cache: {ttl: -1s}} #!").error("bypass.cache.ttl cannot be negative"),
                mainPlus("bypass: {cache: {ttl: 7us}} #!")
                        .warning(
                                "bypass.cache.ttl value 7µs is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                mainPlus("bypass: {cache: {enabled: true, status_codes: [200], expired: {strategy: serve_stale}}} #!")
                        .error("bypass.cache: stale_ttl is required when strategy is 'serve_stale'"),
                mainPlus("bypass: {cache: {status_codes: [600]}} #!")
                        .error("invalid HTTP status code: 600 (must be 100-599)"),
                mainPlus("bypass: {cache: {enabled: true}} #!")
                        .error("bypass.cache.status_codes must not be empty when caching enabled"),
                mainPlus("bypass: {cache: {expired: {strategy: x}}} #!")
                        .error("bypass.cache: invalid expired.strategy 'x', must be 'serve_stale' or 'delete'"),
                mainPlus("bypass: {cache: {expired: {strategy: serve_stale, stale_ttl: 2h}}} #!")
                        .error("bypass.cache.expired.strategy is 'serve_stale' but bypass caching is disabled"),
                mainPlus("bypass: {cache: {enabled: true, ttl: 0, status_codes: [200]}} #!")
                        .warning("bypass.cache.enabled=true but ttl=0 (no caching - all requests fetch from origin)"));
    }

    static Stream<Case> behaviour() {
        return Stream.of(
                mainPlus("tracking_params: {params: [a], params_add: [b]} #!")
                        .error(
                                "tracking_params at global level: cannot have both 'params' and 'params_add' - use 'params' to replace or 'params_add' to extend"),
                mainPlus("tracking_params: {params: [\"~(\"]} #!")
                        .error(
                                "invalid tracking_params.params at global level: invalid regexp pattern '~(': error parsing regexp: missing closing ): `(`"),
                mainPlus("tracking_params: {params_add: [\"~[\"]} #!")
                        .error(
                                "invalid tracking_params.params_add at global level: invalid regexp pattern '~[': error parsing regexp: missing closing ]: `[`"),
                mainPlus("bothit_recache: {enabled: true, interval: 29m} #!")
                        .error("global bothit_recache: interval must be >= 30m, got 29m0s"),
                mainPlus("bothit_recache: {enabled: true, interval: 2d} #!")
                        .error("global bothit_recache: interval must be <= 24h, got 48h0m0s"),
                mainPlus("bothit_recache: {interval: 2d} #!")
                        .warning("global bothit_recache: interval must be <= 24h, got 48h0m0s"),
                mainPlus("bothit_recache: {enabled: true} #!")
                        .error("global bothit_recache: match_ua must be non-empty when enabled=true"),
                mainPlus("bothit_recache: {enabled: true, match_ua: [\"\"]} #!")
                        .error("global bothit_recache: match_ua pattern contains empty string"),
                mainPlus("bothit_recache: {enabled: true, match_ua: [\"~*\"]} #!")
                        .error(
                                "global bothit_recache: invalid match_ua pattern '~*': user-agent pattern '~*' is empty"),
                mainPlus("bothit_recache: {match_ua: [\"~(\"]} #!")
                        .error(
                                "global bothit_recache: invalid bothit_recache user agent pattern '~(': invalid regexp pattern '~(': error parsing regexp: missing closing ): `(`"),
                mainPlus("bothit_recache: {match_ua: [\"\"]} #!")
                        .error(
                                "global bothit_recache: invalid bothit_recache user agent pattern '': pattern cannot be empty"),
                mainPlus("bothit_recache: {match_ua: [\"$Nope\"]} #!")
                        .error(
                                "failed to expand bot aliases in global bothit_recache: unknown bot alias \"$Nope\" at global config\n\nAvailable aliases: $AIBots, $AmazonUser, $Amazonbot, $AnthropicBot, $AnthropicSearchBot ... and 15 more"),
                mainPlus("headers: {safe_request: [A], safe_request_add: [B]} #!")
                        .error("global: cannot use both safe_request and safe_request_add"),
                mainPlus("headers: {safe_response: [A], safe_response_add: [B]} #!")
                        .error("global: cannot use both safe_response and safe_response_add"),
                mainPlus("headers: {safe_request: [\"\"]} #!")
                        .error("global safe_request[0]: header name cannot be empty"),
                mainPlus("headers: {safe_request_add: [\"a b\"]} #!")
                        .error("global safe_request_add[0]: header name \"a b\" contains invalid space at position 1"),
                mainPlus("headers: {safe_response: [A, \"é:\"]} #!")
                        .error(
                                "global safe_response[1]: header name \"é:\" contains invalid character 'é' at position 0"),
                mainPlus("headers: {safe_response_add: [\"a:\"]} #!")
                        .error("global safe_response_add[0]: header name \"a:\" contains invalid colon at position 1"),
                mainPlus("headers: {safe_response: [\"a\\tb\"]} #!")
                        .error(
                                "global safe_response[0]: header name \"a\\tb\" contains invalid control character at position 1"),
                mainPlus("headers: {safe_request: [Host]} #!")
                        .error("global safe_request[0]: header \"Host\" is blocked for security reasons"),
                mainPlus("headers: {safe_request: [Proxy-X]} #!")
                        .error("global safe_request[0]: header \"Proxy-X\" is blocked (prefix \"proxy-\" not allowed)"),
                mainPlus("client_ip: {headers: []} #!")
                        .error("global: client_ip.headers must not be empty when client_ip is configured"),
                mainPlus("client_ip: {headers: [\"a/b\"]} #!")
                        .error(
                                "global client_ip.headers[0]: header name \"a/b\" contains invalid character '/' at position 1"));
    }

    static Stream<Case> forbiddenHeaders() {
        return Stream.of(
                        "Host",
                        "Content-Length",
                        "transfer-encoding",
                        "Connection",
                        "UPGRADE",
                        "Keep-Alive",
                        "te",
                        "Trailer")
                .map(name -> mainPlus("headers: {safe_request_add: [" + name + "]} #!")
                        .error("global safe_request_add[0]: header \"" + name + "\" is blocked for security reasons"));
    }

    static Stream<Case> clusterAndEvents() {
        return Stream.of(
                main("server:", "#!\nserver:")
                        .andMainPlus("cache_sharding: {enabled: true}")
                        .error("eg_id is required when cache_sharding.enabled=true"),
                main(INTERNAL, "listen: \"localhost:10071\" #!")
                        .andMainPlus("eg_id: a\ncache_sharding: {enabled: true}")
                        .warning(
                                "internal.listen is localhost (\"localhost:10071\") with cache_sharding enabled; use an IP address for inter-EG communication in production"),
                main(INTERNAL, "listen: \"127.0.0.1:10071\" #!")
                        .andMainPlus("eg_id: a\ncache_sharding: {enabled: true}")
                        .warning(
                                "internal.listen is localhost (\"127.0.0.1:10071\") with cache_sharding enabled; use an IP address for inter-EG communication in production"),
                mainPlus("eg_id: a\ncache_sharding: {enabled: true, replication_factor: -1} #!")
                        .error("cache_sharding.replication_factor must be >= 0, got -1"),
                mainPlus("eg_id: a\ncache_sharding: {enabled: true, distribution_strategy: ring} #!")
                        .error(
                                "invalid cache_sharding.distribution_strategy: \"ring\" (must be: hash_modulo, random, primary_only)"),
                mainPlus("event_logging: {file: {enabled: true}} #!")
                        .error("event_logging.file.path is required when event logging is enabled"),
                mainPlus("event_logging: {file: {enabled: true, path: x, rotation: {max_size: -1}}} #!")
                        .error("event_logging.file.rotation.max_size must be >= 0, got -1"),
                mainPlus("event_logging: {file: {enabled: true, path: x, rotation: {max_age: -2}}} #!")
                        .error("event_logging.file.rotation.max_age must be >= 0, got -2"),
                mainPlus("event_logging: {file: {enabled: true, path: x, rotation: {max_backups: -3}}} #!")
                        .error("event_logging.file.rotation.max_backups must be >= 0, got -3"),
                mainPlus("event_logging: {file: {enabled: true, path: x, template: \"{nope}\"}} #!")
                        .error("invalid template for event log x: unknown placeholder {nope}"),
                mainPlus("event_logging: {file: {enabled: true, path: x, template: \"ab{}\"}} #!")
                        .error("invalid template for event log x: empty placeholder at position 2"),
                mainPlus("event_logging: {file: {enabled: true, path: x, template: \"a{url\"}} #!")
                        .error("invalid template for event log x: unclosed placeholder at position 1"));
    }

    static Stream<Case> acrossFiles() {
        return Stream.of(
                main("timeout: 150s", "timeout: 63s #!")
                        .error(
                                "server.timeout (1m3s) is too small. Required minimum: max_concurrent_wait (24s) + max_host_render_timeout (30s) + overhead (10s) = 1m4s. Either increase server.timeout or reduce host render timeouts"),
                new Case.Edit(
                                main("timeout: 150s", "timeout: 189s #!").main(),
                                ConfigurationFiles.HOSTS.replace("{timeout: 30s}", "{timeout: 120s}"),
                                "a wait of no more than a minute")
                        .error(
                                "server.timeout (3m9s) is too small. Required minimum: max_concurrent_wait (1m0s) + max_host_render_timeout (2m0s) + overhead (10s) = 3m10s. Either increase server.timeout or reduce host render timeouts"),
                mainPlus("bypass: {timeout: 151s} #!")
                        .error(
                                "bypass.timeout (2m31s) exceeds server.timeout (2m30s). Bypass operations will never complete successfully"),
                mainPlus("bypass: {max_body_megabytes: 0} #!")
                        .error("bypass.max_body_megabytes must be between 1 and 2047, got 0"),
                mainPlus("bypass: {max_body_megabytes: 2048} #!")
                        .error("bypass.max_body_megabytes must be between 1 and 2047, got 2048"),
                mainPlus("bypass: {ca_file: none.pem} #!").error("bypass.ca_file not found: none.pem"),
                mainPlus("bypass: {ca_file: /dev/null} #!")
                        .error("bypass.ca_file not readable: /dev/null: not a regular file"),
                main("storage:\n  base_path: \"@cache@\"", "storage: #!").error("storage.base_path is required"),
                main("\"@cache@\"", "\" \" #!").error("storage.base_path is required"),
                main("\"@cache@\"", "\"a\\0b\" #!")
                        .error("storage.base_path: invalid path 'a\0b': Nul character not allowed"),
                main("\"@cache@\"", "/dev/null/cache #!")
                        .error(
                                "storage.base_path: failed to create directory '/dev/null/cache': mkdir /dev/null/cache: not a directory"),
                main("\"@cache@\"", "/dev/null #!")
                        .error("storage.base_path: path '/dev/null' exists but is not a directory"),
                main("base_path: \"@cache@\"", "base_path: \"@cache@\"\n  compression: zip #!")
                        .error("storage.compression must be 'none', 'snappy', 'lz4', or empty, got 'zip'"),
                main("base_path: \"@cache@\"", "base_path: \"@cache@\"\n  hot_megabytes: -1 #!")
                        .error("storage.hot_megabytes must be >= 0, got -1"),
                main("base_path: \"@cache@\"", "base_path: \"@cache@\"\n  max_megabytes: -1 #!")
                        .error("storage.max_megabytes must be >= 0, got -1"),
                cleanup("safety_margin: 1h").error("storage.cleanup.interval must be positive"),
                cleanup("interval: 9m, safety_margin: 1h").error("storage.cleanup.interval must be >= 10m0s, got 9m0s"),
                cleanup("interval: 25h, safety_margin: 1h")
                        .error("storage.cleanup.interval must be <= 24h, got 25h0m0s"),
                cleanup("interval: 1us, safety_margin: 1h")
                        .warning(
                                "storage.cleanup.interval value 1µs is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                cleanup("interval: 1h, safety_margin: 1us")
                        .warning(
                                "storage.cleanup.safety_margin value 1µs is suspiciously small. Did you forget the unit suffix (s, ms, m, h)?"),
                cleanup("interval: 1h").error("storage.cleanup.safety_margin must be positive"),
                cleanup("interval: 1h, safety_margin: 59m")
                        .error("storage.cleanup.safety_margin must be >= 1h0m0s, got 59m0s"),
                new Case.Edit(
                                cleanup("interval: 3h, safety_margin: 1h").main(),
                                ConfigurationFiles.HOSTS.replace(
                                        "{timeout: 30s}",
                                        "{timeout: 30s, cache: {expired: {strategy: serve_stale, stale_ttl: 2h}}}"),
                                "cleanup less often than entries grow stale")
                        .warning(
                                "storage.cleanup.interval (3h0m0s) exceeds minimum stale_ttl (2h0m0s) across hosts - files may accumulate between cleanup runs"));
    }

    private static Case.Edit cleanup(String keys) {
        return main("base_path: \"@cache@\"", "base_path: \"@cache@\"\n  cleanup: {" + keys + "} #!");
    }
}
