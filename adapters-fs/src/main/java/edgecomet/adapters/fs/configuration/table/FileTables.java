package edgecomet.adapters.fs.configuration.table;

import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.ADDRESS;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.BOOL;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.DURATION;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.INT;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.TEXT;

import java.util.ArrayList;

/** One table per configuration file: the readers, the reference and the JSON schemas all come from here (spec 01). */
public final class FileTables {

    private static final Keys TLS = Keys.of(
            "configtypes.TLSConfig",
            Key.of("enabled", BOOL, "true", "Whether an HTTPS listener stands beside the HTTP one.")
                    .fallback("false"),
            Key.of("listen", ADDRESS, "\":10073\"", "Where HTTPS is served.").range("required when enabled"),
            Key.of("cert_file", TEXT, "certs/site.crt", "The certificate chain in PEM; relative to this file.")
                    .range("required when enabled"),
            Key.of("key_file", TEXT, "certs/site.key", "The private key in PEM; relative to this file.")
                    .range("required when enabled"),
            Key.of("min_version", TEXT, "\"1.2\"", "The oldest version of TLS that is spoken.")
                    .fallback("1.3")
                    .choices("1.2", "1.3"));

    private static final Keys LIMITS = Keys.of(
            "configtypes.ServerLimitsConfig",
            Key.of("connections", INT, "20000", "How many connections may be open at once.")
                    .fallback("10000")
                    .range("1 or more"),
            Key.of("requests", INT, "256", "How many requests may ask a site or a render service at once.")
                    .fallback("512")
                    .range("1 or more"),
            Key.of("waiting_requests", INT, "0", "How many more may wait for their turn; beyond them: 503.")
                    .fallback("512")
                    .range("0 or more"),
            Key.of("read_timeout", DURATION, "10s", "How long a request may take to arrive.")
                    .otherwise("server.timeout, at most 30s")
                    .range("above 0"),
            Key.of("idle_timeout", DURATION, "75s", "How long a connection may wait for its next request.")
                    .otherwise("server.timeout")
                    .range("above 0"));

    private static final Keys PROXY_PROTOCOL = Keys.of(
            "configtypes.ProxyProtocolConfig",
            Key.of("enabled", BOOL, "true", "Whether load balancers name the client with the PROXY protocol.")
                    .fallback("false"),
            Key.list("trusted", TEXT, "[10.0.0.0/8]", "The load balancers; each of their connections must begin so.")
                    .range("addresses and CIDR ranges; required when enabled"));

    private static final Keys SERVER = Keys.of(
            "configtypes.ServerConfig",
            Key.of("listen", ADDRESS, "\":10070\"", "Where the gateway answers clients.")
                    .require(),
            Key.of("timeout", DURATION, "150s", "The whole time of a request.")
                    .require()
                    .range("above 0, and enough for the slowest host's render"),
            Key.section("tls", TLS, "The additional HTTPS listener."),
            Key.section("limits", LIMITS, "What the public listeners bear."),
            Key.section("proxy_protocol", PROXY_PROTOCOL, "PROXY protocol on the public listeners."));

    private static final Keys INTERNAL = Keys.of(
            "configtypes.InternalConfig",
            Key.of("listen", ADDRESS, "\"10.0.0.5:10071\"", "Where other gateways and the cache daemon call.")
                    .require(),
            Key.of("auth_key", TEXT, "\"${ENV:INTERNAL_KEY}\"", "The key that those callers present.")
                    .require()
                    .range("32 characters or more are recommended"));

    private static final Keys STORAGE = Keys.of(
            "configtypes.StorageConfig",
            Key.of(
                            "base_path",
                            TEXT,
                            "/var/cache/edgecomet",
                            "The directory of the stored pages; created if it is missing.")
                    .require(),
            Key.of("compression", TEXT, "lz4", "How stored pages of 1024 bytes and more are compressed.")
                    .fallback("snappy")
                    .choices("none", "snappy", "lz4", ""),
            Key.of(
                            "hot_megabytes",
                            INT,
                            "64",
                            "Memory, beside the heap, for the pages that are asked for most; 0 for none.")
                    .fallback("32")
                    .range("0 or more"),
            Key.of(
                            "max_megabytes",
                            INT,
                            "20000",
                            "Disk for stored pages; beyond it those go first that were not asked for; 0 for no limit.")
                    .fallback("0")
                    .range("0 or more"),
            Key.section(
                    "cleanup",
                    Keys.of(
                            "configtypes.CleanupConfig",
                            Key.of("enabled", BOOL, "true", "Whether expired files are removed.")
                                    .fallback("false"),
                            Key.of("interval", DURATION, "1h", "Time between two runs.")
                                    .require()
                                    .range("10m to 24h"),
                            Key.of("safety_margin", DURATION, "2h", "How long past its end a file is kept.")
                                    .require()
                                    .range("1h or more")),
                    "Removal of expired files."));

    private static final Keys EVENT_LOG = Keys.of(
            "configtypes.EventLoggingConfig",
            Key.section(
                    "file",
                    Keys.of(
                            "configtypes.EventFileConfig",
                            Key.of("enabled", BOOL, "true", "Whether every request is written to the access log.")
                                    .fallback("false"),
                            Key.of("path", TEXT, "/var/log/edgecomet/access.log", "The file; its directory is created.")
                                    .range("required when enabled"),
                            Key.of(
                                            "template",
                                            TEXT,
                                            "\"{timestamp}\\t{host}\\t{url}\"",
                                            "The line, with placeholders in braces.")
                                    .fallback(
                                            "\"{timestamp}\\t{host}\\t{url}\\t{status_code}\\t{event_type}\\t{source}\\t{serve_time}\\t{render_time}\\t{cache_age}\\t{client_ip}\""),
                            ServerKeys.EVENT_ROTATION_SECTION),
                    "The access log in a file."));

    private static final Key REGISTRY = Key.section(
            "registry",
            Keys.of(
                    "configtypes.RegistryConfig",
                    Key.of(
                                    "selection_strategy",
                                    TEXT,
                                    "most_available",
                                    "Which render service is preferred when several have a free tab.")
                            .fallback("least_loaded")
                            .choices("least_loaded", "most_available")),
            "How a render service is chosen.");

    private static final Key HOSTS = Key.section(
            "hosts",
            Keys.of(
                    "configtypes.HostsIncludeConfig",
                    Key.of(
                                    "include",
                                    TEXT,
                                    "hosts.d/*.yaml",
                                    "The host files: a directory, a file or a glob; relative to this file.")
                            .require()),
            "Where the hosts are configured.");

    private static final Key GATEWAY_ID = Key.of("eg_id", TEXT, "eg-a", "The gateway's name among others.")
            .otherwise("none")
            .range("required with cache_sharding");

    /** {@code edge-gateway.yaml}. */
    public static final Keys GATEWAY = Keys.of(
            "configtypes.EgConfig",
            GATEWAY_ID,
            Key.section("server", SERVER, "The public server."),
            Key.section("internal", INTERNAL, "The server for other parts of the product."),
            ServerKeys.REDIS_SECTION,
            Key.section("storage", STORAGE, "Where pages are kept."),
            Key.section("render", BehaviourKeys.GLOBAL_RENDER, "How pages are rendered and kept."),
            BehaviourKeys.DIMENSIONS,
            BehaviourKeys.UNMATCHED,
            Key.section("bypass", BehaviourKeys.GLOBAL_BYPASS, "How the origin is asked without rendering."),
            REGISTRY,
            BehaviourKeys.TRACKING_SECTION,
            BehaviourKeys.BOT_HITS_SECTION,
            BehaviourKeys.SHARDING_SECTION,
            BehaviourKeys.HEADERS_SECTION,
            BehaviourKeys.CLIENT_IP_SECTION,
            Key.section("event_logging", EVENT_LOG, "The access log."),
            ServerKeys.LOG_SECTION,
            ServerKeys.METRICS_SECTION,
            HOSTS);

    /** One element of {@code url_rules}. */
    public static final Keys RULE = Keys.of(
            "types.urlRuleAlias",
            Key.of("match", new Shape.Patterns(), "Patterns of the URL's path: exact, with *, ~regexp or ~*regexp.")
                    .require(),
            Key.of("action", TEXT, "render", "What happens to a request that the rule matches.")
                    .require()
                    .choices("render", "bypass", "block", "status_403", "status_404", "status_410", "status"),
            Key.of(
                    "match_query",
                    new Shape.Queries(),
                    "Parameters that must be there with one of the given values; * for any value."),
            Key.section("render", BehaviourKeys.RULE_RENDER, "Overrides for action render."),
            Key.section("bypass", BehaviourKeys.RULE_BYPASS, "Overrides of the fetch from the origin."),
            Key.section(
                    "status",
                    Keys.of(
                            "types.StatusRuleConfig",
                            Key.of("code", INT, "301", "The status of the answer.")
                                    .range("300 to 599; required with action status"),
                            Key.of("reason", TEXT, "\"members only\"", "Appended to the answer's text.")
                                    .otherwise("none"),
                            Key.of("headers", new Shape.Texts(), "Headers of the answer; a 3xx needs Location.")),
                    "The fixed answer of a status action."),
            BehaviourKeys.TRACKING_SECTION,
            BehaviourKeys.BOT_HITS_SECTION,
            BehaviourKeys.SHARDING_SECTION,
            BehaviourKeys.HEADERS_SECTION);

    /** One element of {@code hosts}. */
    public static final Keys HOST = Keys.of(
            "types.hostRaw",
            Key.of("id", INT, "1", "Part of cache keys and paths; never reuse one.")
                    .require()
                    .range("above 0, unique"),
            Key.of(
                            "domain",
                            new Shape.Domains(),
                            "The names of the site, lower case; the first is the one that logs show.")
                    .require(),
            Key.of("render_key", TEXT, "\"${ENV:EXAMPLE_RENDER_KEY}\"", "The key that clients present in X-Render-Key.")
                    .require(),
            Key.of("enabled", BOOL, "true", "Whether the host answers at all.").fallback("false"),
            BehaviourKeys.DIMENSIONS,
            BehaviourKeys.UNMATCHED,
            Key.section("render", BehaviourKeys.HOST_RENDER, "How pages are rendered and kept."),
            Key.section("bypass", BehaviourKeys.HOST_BYPASS, "How the origin is asked without rendering."),
            BehaviourKeys.TRACKING_SECTION,
            BehaviourKeys.BOT_HITS_SECTION,
            BehaviourKeys.SHARDING_SECTION,
            BehaviourKeys.HEADERS_SECTION,
            BehaviourKeys.CLIENT_IP_SECTION,
            Key.of(
                    "url_rules",
                    new Shape.NestedList(RULE),
                    "What to do with which URLs; exact patterns first, then wildcards, then regexps."));

    /** A host file. */
    public static final Keys HOSTS_FILE = Keys.of(
            "configtypes.HostsConfig",
            Key.of("hosts", new Shape.NestedList(HOST), "The sites.").require());

    /** {@code render-service.yaml}. */
    public static final Keys RENDERER = Keys.of(
            "config.RSConfig",
            Key.section(
                    "server",
                    Keys.of(
                            "config.ServerConfig",
                            Key.of("id", TEXT, "rs-1", "The service's name in the registry.")
                                    .require(),
                            Key.of(
                                            "listen",
                                            ADDRESS,
                                            "\"10.0.0.7:10080\"",
                                            "Where gateways call; the host is what they are told.")
                                    .require()),
                    "The server for gateways."),
            ServerKeys.REDIS_SECTION,
            ServerKeys.CHROME_SECTION,
            ServerKeys.RENDERER_LOG_SECTION,
            ServerKeys.METRICS_SECTION);

    /** {@code cache-daemon.yaml}. */
    public static final Keys DAEMON = Keys.of(
            "configtypes.CacheDaemonConfig",
            Key.of(
                            "eg_config",
                            TEXT,
                            "edge-gateway.yaml",
                            "The configuration of the gateways, which says what hosts there are; relative to this file.")
                    .require(),
            Key.of("daemon_id", TEXT, "cd-1", "The daemon's name in its log and its status.")
                    .require(),
            ServerKeys.REDIS_SECTION,
            DaemonKeys.SCHEDULER_SECTION,
            DaemonKeys.QUEUE_SECTION,
            DaemonKeys.RECACHE_SECTION,
            DaemonKeys.API_SECTION,
            DaemonKeys.LOGGING_SECTION,
            DaemonKeys.METRICS_SECTION);

    /** {@code edgecomet.yaml}: the gateway's keys without {@code redis}, the browsers and the daemon. */
    public static final Keys STANDALONE = standalone();

    private FileTables() {}

    private static Keys standalone() {
        var keys = new ArrayList<>(GATEWAY.byName().values());
        keys.add(Key.section(
                "renderer",
                Keys.of("config.StandaloneRenderer", ServerKeys.CHROME_SECTION),
                "The render service in the same process."));
        keys.add(Key.section(
                "daemon",
                Keys.of(
                        "config.StandaloneDaemon",
                        Key.of("daemon_id", TEXT, "cd-1", "The daemon's name in its log and its status.")
                                .fallback("standalone"),
                        DaemonKeys.SCHEDULER_SECTION,
                        DaemonKeys.QUEUE_SECTION,
                        DaemonKeys.RECACHE_SECTION,
                        DaemonKeys.API_SECTION),
                "The cache daemon in the same process; without this section there is none."));
        return Keys.of("config.StandaloneConfig", keys.toArray(Key[]::new));
    }
}
