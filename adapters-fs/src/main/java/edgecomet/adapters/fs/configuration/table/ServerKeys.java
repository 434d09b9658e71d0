package edgecomet.adapters.fs.configuration.table;

import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.ADDRESS;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.BOOL;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.DURATION;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.INT;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.TEXT;

/** The keys that several files have in common. */
final class ServerKeys {

    private static final Keys ROTATION = Keys.of(
            "configtypes.RotationConfig",
            Key.of("max_size", INT, "100", "Size in megabytes beyond which a new file is begun; 0 for 100.")
                    .fallback("100")
                    .range("0 or more"),
            Key.of("max_age", INT, "30", "Days after which an old file is deleted; 0 keeps it.")
                    .fallback("0")
                    .range("0 or more"),
            Key.of("max_backups", INT, "10", "How many old files are kept; 0 for all.")
                    .fallback("0")
                    .range("0 or more"),
            Key.of("compress", BOOL, "true", "Whether old files are compressed.")
                    .fallback("false"));

    private static final String ROTATION_EFFECT = "When a new file is begun and old ones go.";

    private static final Key ROTATION_SECTION = Key.section("rotation", ROTATION, ROTATION_EFFECT);

    /** The access log is never kept for ever. */
    static final Key EVENT_ROTATION_SECTION = Key.section(
            "rotation",
            ROTATION.with(
                    "configtypes.RotationConfig",
                    Key.of("max_age", INT, "60", "Days after which an old file is deleted; 0 for 30.")
                            .fallback("30")
                            .range("0 or more"),
                    Key.of("max_backups", INT, "20", "How many old files are kept; 0 for 10.")
                            .fallback("10")
                            .range("0 or more")),
            ROTATION_EFFECT);

    private static final String[] LEVELS = {"debug", "info", "warn", "error", "dpanic", "panic", "fatal"};

    private static Key level(String... levels) {
        return Key.of("level", TEXT, "info", "Least severe level that is logged.")
                .choices(levels);
    }

    /**
     * A block about the log.
     *
     * @param name of the block
     * @param levels that exist
     */
    static Keys log(String name, String... levels) {
        Key outputLevel = Key.of("level", TEXT, "debug", "Least severe level of this output.")
                .otherwise("that of " + name + ".level")
                .choices(levels);
        return Keys.of(
                "configtypes.LogConfig",
                level(levels).fallback("info"),
                Key.section("console", console(outputLevel), "The log on standard output."),
                Key.section("file", file(outputLevel), "The log in a file."));
    }

    private static Keys console(Key level) {
        return Keys.of(
                "configtypes.ConsoleLogConfig",
                Key.of(
                                "enabled",
                                BOOL,
                                "true",
                                "Whether the log is written to standard output; always so without a file.")
                        .fallback("false"),
                Key.of("format", TEXT, "json", "How a line looks.")
                        .fallback("console")
                        .choices("console", "json"),
                level);
    }

    private static Keys file(Key level) {
        return Keys.of(
                "configtypes.FileLogConfig",
                Key.of("enabled", BOOL, "true", "Whether the log is written to a file.")
                        .fallback("false"),
                Key.of("path", TEXT, "/var/log/edgecomet/edgecomet.log", "The file; its directories are created.")
                        .range("required when enabled"),
                Key.of("format", TEXT, "json", "How a line looks.")
                        .fallback("text")
                        .choices("text", "json"),
                level,
                ROTATION_SECTION);
    }

    static final String LOG_EFFECT = "What is logged, where and how.";

    static final Key LOG_SECTION = Key.section("log", log("log", LEVELS), LOG_EFFECT);

    static final Key RENDERER_LOG_SECTION = Key.section(
            "log",
            log("log", LEVELS).with("configtypes.LogConfig", level(LEVELS).require()),
            LOG_EFFECT);

    /** The metrics listener. */
    static final Keys METRICS = Keys.of(
            "configtypes.MetricsConfig",
            Key.of("enabled", BOOL, "true", "Whether metrics are served.").fallback("false"),
            Key.of("listen", ADDRESS, "\":10079\"", "Where metrics are served; a port of its own.")
                    .range("required when enabled"),
            Key.of("path", TEXT, "/metrics", "The path of the metrics.")
                    .fallback("/metrics")
                    .range("begins with /"),
            Key.of("namespace", TEXT, "edgecomet", "Prefix of the metrics' names.")
                    .otherwise("none")
                    .range("letters, digits and _, no digit first"));

    static final String METRICS_EFFECT = "Metrics for Prometheus.";

    static final Key METRICS_SECTION = Key.section("metrics", METRICS, METRICS_EFFECT);

    private static final Keys REDIS = Keys.of(
            "configtypes.RedisConfig",
            Key.of("addr", TEXT, "\"localhost:6379\"", "Host and port of the Redis server.")
                    .range("required without sentinel and cluster"),
            Key.of("username", TEXT, "edgecomet", "User of the server's access control list.")
                    .otherwise("the default user"),
            Key.of("password", TEXT, "\"${ENV:REDIS_PASSWORD}\"", "Password of the Redis server.")
                    .otherwise("none"),
            Key.of("db", INT, "0", "Number of the Redis database.")
                    .fallback("0")
                    .range("0 or more; 0 in a cluster"),
            Key.section(
                    "tls",
                    Keys.of(
                            "configtypes.RedisTLSConfig",
                            Key.of(
                                            "enabled",
                                            BOOL,
                                            "true",
                                            "Whether connections are encrypted, also those to sentinels.")
                                    .fallback("false"),
                            Key.of("ca_file", TEXT, "certs/redis-ca.pem", "Who vouches for the servers, in PEM.")
                                    .otherwise("the authorities that Java trusts"),
                            Key.of("cert_file", TEXT, "certs/gateway.crt", "The certificate to show, in PEM.")
                                    .otherwise("none"),
                            Key.of("key_file", TEXT, "certs/gateway.key", "Its private key, in PEM.")
                                    .range("required with cert_file")),
                    "TLS to the Redis servers; files are relative to this one."),
            Key.section(
                    "sentinel",
                    Keys.of(
                            "configtypes.RedisSentinelConfig",
                            Key.of("master", TEXT, "mymaster", "The name by which the sentinels know the server.")
                                    .require(),
                            Key.list("addrs", TEXT, "[\"10.0.0.1:26379\"]", "The sentinels.")
                                    .require(),
                            Key.of("password", TEXT, "\"${ENV:SENTINEL_PASSWORD}\"", "Password of the sentinels.")
                                    .otherwise("none")),
                    "Redis Sentinel, which says which server is the master; in the place of addr."),
            Key.section(
                    "cluster",
                    Keys.of(
                            "configtypes.RedisClusterConfig",
                            Key.list("addrs", TEXT, "[\"10.0.0.1:6379\"]", "Some of its servers, to find the others.")
                                    .require()),
                    "Redis Cluster, in the place of addr."));

    static final Key REDIS_SECTION = Key.section("redis", REDIS, "The Redis server that the services share.");

    private static final Keys CHROME = Keys.of(
            "config.ChromeConfig",
            Key.of(
                            "pool_size",
                            TEXT,
                            "auto",
                            "How many tabs render at a time; auto goes by the memory of the machine or container.")
                    .require()
                    .range("auto or above 0"),
            Key.section(
                    "warmup",
                    Keys.of(
                            "config.WarmupConfig",
                            Key.of("url", TEXT, "\"https://example.com/\"", "The page that a new browser opens first.")
                                    .require(),
                            Key.of("timeout", DURATION, "10s", "Limit of the first page.")
                                    .require()
                                    .range("above 0")),
                    "How a new browser is tried."),
            Key.section(
                    "restart",
                    Keys.of(
                            "config.RestartConfig",
                            Key.of("after_count", INT, "100", "Renders after which a browser is replaced.")
                                    .fallback("100")
                                    .range("above 0; 0 for the default"),
                            Key.of("after_time", DURATION, "60m", "Age at which a browser is replaced.")
                                    .fallback("60m")
                                    .range("above 0; 0 for the default")),
                    "When a browser is replaced."),
            Key.section(
                    "render",
                    Keys.of(
                            "config.RenderConfig",
                            Key.of("max_timeout", DURATION, "50s", "Hard limit of a render.")
                                    .require()
                                    .range("above 0")),
                    "Limits of a render."));

    static final Key CHROME_SECTION = Key.section("chrome", CHROME, "The browsers.");

    private ServerKeys() {}
}
