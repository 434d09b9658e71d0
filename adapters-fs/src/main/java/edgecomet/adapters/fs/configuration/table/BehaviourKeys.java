package edgecomet.adapters.fs.configuration.table;

import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.BOOL;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.DURATION;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.INT;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.TEXT;

/** The keys that a lower level inherits from a higher one (spec 01 §4.2, §4.3). */
final class BehaviourKeys {

    private static final String[] RESOURCE_TYPES = {
        "Document",
        "Stylesheet",
        "Image",
        "Media",
        "Font",
        "Script",
        "TextTrack",
        "XHR",
        "Fetch",
        "Prefetch",
        "EventSource",
        "WebSocket",
        "Manifest",
        "SignedExchange",
        "Ping",
        "CSPViolationReport",
        "Preflight",
        "Other"
    };

    private static final Keys EXPIRED = Keys.of(
            "types.CacheExpiredConfig",
            Key.of(
                            "strategy",
                            TEXT,
                            "serve_stale",
                            "Whether an expired entry may still answer when nothing better is to be had.")
                    .fallback("delete")
                    .choices("serve_stale", "delete"),
            Key.of("stale_ttl", DURATION, "24h", "For how long past its lifetime an entry may still answer.")
                    .range("above 0; required with serve_stale"));

    private static Key ttl(String fallback) {
        return Key.of("ttl", DURATION, fallback, "Lifetime of an entry; 0 stores nothing.")
                .fallback(fallback)
                .range("0 or more");
    }

    private static Key statusCodes(String fallback) {
        return Key.list(
                        "status_codes",
                        INT,
                        "[200, 404]",
                        "Statuses that may be stored; a non-empty list replaces the inherited one.")
                .fallback(fallback)
                .range("100 to 599");
    }

    private static final Key EXPIRED_SECTION = Key.section(
            "expired", EXPIRED, "What becomes of an expired entry; replaces the inherited block as a whole.");

    private static final Keys RENDER_CACHE = Keys.of(
            "types.RenderCacheConfig",
            ttl("1h"),
            statusCodes("[200, 301, 302, 307, 308, 404]"),
            EXPIRED_SECTION,
            Key.of("partial_ttl", DURATION, "30s", "Lifetime of an incomplete or empty render; 0 stores none.")
                    .fallback("60s")
                    .range("0 or more"));

    private static final Keys BYPASS_CACHE = Keys.of(
            "types.BypassCacheConfig",
            Key.of("enabled", BOOL, "true", "Whether answers of the origin are stored at all.")
                    .fallback("false"),
            ttl("30m"),
            statusCodes("[200]"),
            EXPIRED_SECTION);

    private static final Keys EVENTS = Keys.of(
            "types.RenderEvents",
            Key.of("wait_for", TEXT, "load", "The lifecycle event after which a page counts as ready, or `settled`.")
                    .fallback("networkIdle")
                    .choices("DOMContentLoaded", "load", "networkIdle", "networkAlmostIdle", "settled"),
            Key.of(
                            "wait_for_selector",
                            TEXT,
                            "\"#product[data-loaded]\"",
                            "With wait_for: settled, a CSS selector that must match too.")
                    .range("1 to 1000 characters"),
            Key.of(
                            "wait_for_expression",
                            TEXT,
                            "\"window.appReady === true\"",
                            "With wait_for: settled, a JavaScript expression that must be true too.")
                    .range("1 to 1000 characters"),
            Key.of("additional_wait", DURATION, "500ms", "Extra time after the awaited event.")
                    .fallback("0")
                    .range("0 to 30s"));

    private static final Key TIMEOUT = Key.of(
                    "timeout", DURATION, "45s", "How long a render waits for the awaited event.")
            .range("5s or more");

    /** {@code render} at the global level. */
    static final Keys GLOBAL_RENDER = Keys.of(
            "configtypes.GlobalRenderConfig",
            Key.section("cache", RENDER_CACHE, "How long renders are kept."),
            Key.section("events", EVENTS, "When a page is ready."),
            Key.list(
                            "blocked_resource_types",
                            TEXT,
                            "[Image, Media, Font]",
                            "Resource types that the browser does not load.")
                    .fallback("[]")
                    .choices(RESOURCE_TYPES),
            Key.list(
                            "blocked_patterns",
                            TEXT,
                            "[\"*.hotjar.com/*\"]",
                            "URLs that the browser does not load; replaces the inherited list.")
                    .fallback("[]"),
            Key.of("strip_scripts", BOOL, "false", "Whether executable scripts are removed from the rendered page.")
                    .fallback("true"),
            Key.of(
                            "serialize",
                            TEXT,
                            "markup",
                            "`faithful` writes open shadow roots and styles made by scripts into the document.")
                    .fallback("faithful")
                    .choices("faithful", "markup"));

    /** {@code render} of a host. */
    static final Keys HOST_RENDER = GLOBAL_RENDER.with("types.RenderConfig", TIMEOUT.require());

    /** {@code render} of a rule. */
    static final Keys RULE_RENDER = GLOBAL_RENDER.with(
            "types.RenderRuleConfig",
            TIMEOUT.range("above 0"),
            Key.of("dimension", TEXT, "mobile", "Renders with this dimension whatever the user agent.")
                    .range("one of the host's own dimensions"));

    /** {@code bypass} of a rule. */
    static final Keys RULE_BYPASS = Keys.of(
            "types.BypassRuleConfig",
            Key.of("timeout", DURATION, "20s", "Limit of a fetch from the origin.")
                    .fallback("30s")
                    .range("above 0"),
            Key.of("user_agent", TEXT, "ExampleGateway/1.0", "The user agent of fetches from the origin.")
                    .fallback("\"Mozilla/5.0 (compatible; EdgeComet/1.0)\""),
            Key.section("cache", BYPASS_CACHE, "Whether and how long answers of the origin are kept."));

    /** {@code bypass} at the global level. */
    static final Keys GLOBAL_BYPASS = RULE_BYPASS.with(
            "configtypes.GlobalBypassConfig",
            Key.of(
                            "ssrf_protection",
                            BOOL,
                            "true",
                            "Whether addresses of private networks are refused, to fetches and to rendered pages.")
                    .fallback("true"),
            Key.of(
                            "max_body_megabytes",
                            INT,
                            "100",
                            "The largest body of an origin; a larger one is answered with 502.")
                    .fallback("50")
                    .range("1 to 2047"),
            Key.of(
                            "ca_file",
                            TEXT,
                            "certs/internal-ca.pem",
                            "Certificates in PEM that vouch for origins, and no others; relative to this file.")
                    .otherwise("those of the Java runtime"));

    /** {@code bypass} of a host. */
    static final Keys HOST_BYPASS = RULE_BYPASS.with(
            "types.BypassConfig",
            Key.of("enabled", BOOL, "true", "Accepted for the sake of existing files; bypass is always possible.")
                    .fallback("true"));

    private static final Keys TRACKING = Keys.of(
            "types.TrackingParamsConfig",
            Key.of("strip", BOOL, "false", "Whether tracking parameters are removed from URLs before anything else.")
                    .fallback("true"),
            Key.list(
                            "params",
                            TEXT,
                            "[\"utm_*\", \"~*^ga_\"]",
                            "Replaces the inherited list; not together with params_add.")
                    .otherwise("the built-in list"),
            Key.list("params_add", TEXT, "[\"sid\"]", "Extends the inherited list.")
                    .fallback("[]"));

    private static final Keys BOT_HITS = Keys.of(
            "types.BothitRecacheConfig",
            Key.of("enabled", BOOL, "true", "Whether a bot's cache hit schedules a new render.")
                    .fallback("false"),
            Key.of("interval", DURATION, "12h", "Age of an entry from which a hit schedules its render.")
                    .fallback("24h")
                    .range("30m to 24h"),
            Key.list("match_ua", TEXT, "[\"$SearchBots\"]", "Patterns and bot aliases of the user agents that count.")
                    .fallback("[]")
                    .range("not empty when enabled"));

    private static final Keys SHARDING = Keys.of(
            "types.CacheShardingConfig",
            Key.of("enabled", BOOL, "true", "Whether gateways share their caches; the global level switches it.")
                    .fallback("false"),
            Key.of("replication_factor", INT, "3", "How many gateways keep an entry.")
                    .fallback("2")
                    .range("0 or more"),
            Key.of("distribution_strategy", TEXT, "random", "How the gateways that keep an entry are chosen.")
                    .fallback("hash_modulo")
                    .choices("hash_modulo", "random", "primary_only"),
            Key.of("push_on_render", BOOL, "false", "Whether a new entry is sent to the other gateways at once.")
                    .fallback("true"),
            Key.of("replicate_on_pull", BOOL, "false", "Whether a gateway keeps an entry that it fetched from another.")
                    .fallback("true"));

    private static final Keys HEADERS = Keys.of(
            "types.HeadersConfig",
            Key.list(
                            "safe_request",
                            TEXT,
                            "[\"Accept-Language\"]",
                            "Request headers that reach the origin; replaces the inherited list.")
                    .fallback("[]"),
            Key.list("safe_request_add", TEXT, "[\"X-Tenant\"]", "Extends the inherited request list.")
                    .fallback("[]"),
            Key.list(
                            "safe_response",
                            TEXT,
                            "[\"Content-Type\", \"ETag\"]",
                            "Origin headers that reach the client; replaces the inherited list.")
                    .fallback("[Content-Type, Cache-Control, Expires, Last-Modified, ETag, Location]"),
            Key.list("safe_response_add", TEXT, "[\"Vary\"]", "Extends the inherited response list.")
                    .fallback("[]"));

    private static final Keys CLIENT_IP = Keys.of(
            "types.ClientIPConfig",
            Key.list(
                            "headers",
                            TEXT,
                            "[\"X-Real-IP\"]",
                            "Request headers that may carry the client's address, first come first served.")
                    .require()
                    .range("not empty"));

    private static final Keys DIMENSION = Keys.of(
            "types.Dimension",
            Key.of("id", INT, "1", "Part of the cache key.").range("required; above 0 and unique; 0 only for bypass"),
            Key.of("action", TEXT, "block", "What happens to a request that selects the dimension.")
                    .fallback("render")
                    .choices("render", "bypass", "block"),
            Key.of(
                            "width",
                            INT,
                            "1920",
                            "Width of the browser's window in pixels; below 768 a mobile device is emulated.")
                    .range("above 0"),
            Key.of("height", INT, "1080", "Height of the browser's window in pixels.")
                    .range("above 0"),
            Key.of("render_ua", TEXT, "\"ExampleUA/1\"", "The user agent that the browser sends to the origin.")
                    .otherwise("that of the browser"),
            Key.list(
                            "match_ua",
                            TEXT,
                            "[\"$SearchBots\", \"*DuckDuckBot*\"]",
                            "Patterns and bot aliases of the user agents that select the dimension.")
                    .fallback("[]"));

    static final Key TRACKING_SECTION =
            Key.section("tracking_params", TRACKING, "Which query parameters do not make a page another page.");
    static final Key BOT_HITS_SECTION =
            Key.section("bothit_recache", BOT_HITS, "Renewal of the pages that bots ask for.");
    static final Key SHARDING_SECTION = Key.section("cache_sharding", SHARDING, "How gateways share their caches.");
    static final Key HEADERS_SECTION = Key.section("headers", HEADERS, "Which headers pass between client and origin.");
    static final Key CLIENT_IP_SECTION =
            Key.section("client_ip", CLIENT_IP, "Where the client's address is found behind a proxy.");
    static final Key DIMENSIONS = Key.of(
            "dimensions",
            new Shape.NestedMap(DIMENSION),
            "Devices to render for, by name; a host's map replaces the global one.");
    static final Key UNMATCHED = Key.of(
                    "unmatched_dimension", TEXT, "bypass", "What happens to a user agent that selects no dimension.")
            .fallback("bypass")
            .range("bypass, block or the name of a dimension of the same level");

    private BehaviourKeys() {}
}
