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
                    .fallback("0")
                    .range("0 or more"),
            Key.of("max_age", INT, "30", "Days after which an old file is deleted; 0 keeps it.")
                    .fallback("0")
                    .range("0 or more"),
            Key.of("max_backups", INT, "10", "How many old files are kept; 0 for all.")
                    .fallback("0")
                    .range("0 or more"),
            Key.of("compress", BOOL, "true", "Whether old files are compressed.")
                    .fallback("false"));

    static final Key ROTATION_SECTION = Key.section("rotation", ROTATION, "When a new file is begun and old ones go.");

    private static final String[] LEVELS = {"debug", "info", "warn", "error", "dpanic", "panic", "fatal"};

    private static Key outputLevel() {
        return Key.of("level", TEXT, "debug", "Least severe level of this output.")
                .fallback("that of log.level")
                .choices(LEVELS);
    }

    private static final Keys CONSOLE = Keys.of(
            "configtypes.ConsoleLogConfig",
            Key.of("enabled", BOOL, "true", "Whether the log is written to standard output; always so without a file.")
                    .fallback("false"),
            Key.of("format", TEXT, "json", "How a line looks.")
                    .fallback("console")
                    .choices("console", "json"),
            outputLevel());

    private static final Keys FILE = Keys.of(
            "configtypes.FileLogConfig",
            Key.of("enabled", BOOL, "true", "Whether the log is written to a file.")
                    .fallback("false"),
            Key.of("path", TEXT, "/var/log/edgecomet/edge-gateway.log", "The file; its directories are created.")
                    .range("required when enabled"),
            Key.of("format", TEXT, "json", "How a line looks.").fallback("text").choices("text", "json"),
            outputLevel(),
            ROTATION_SECTION);

    /** {@code log} or {@code logging}. */
    static final Keys LOG = Keys.of(
            "configtypes.LogConfig",
            Key.of("level", TEXT, "info", "Least severe level that is logged.")
                    .fallback("info")
                    .choices(LEVELS),
            Key.section("console", CONSOLE, "The log on standard output."),
            Key.section("file", FILE, "The log in a file."));

    static final Key LOG_SECTION = Key.section("log", LOG, "What is logged, where and how.");

    private static final Keys METRICS = Keys.of(
            "configtypes.MetricsConfig",
            Key.of("enabled", BOOL, "true", "Whether metrics are served.").fallback("false"),
            Key.of("listen", ADDRESS, "\":10079\"", "Where metrics are served; a port of its own.")
                    .range("required when enabled"),
            Key.of("path", TEXT, "/metrics", "The path of the metrics.")
                    .fallback("/metrics")
                    .range("begins with /"),
            Key.of("namespace", TEXT, "edgecomet", "Prefix of the metrics' names.")
                    .fallback("none")
                    .range("letters, digits and _, no digit first"));

    static final Key METRICS_SECTION = Key.section("metrics", METRICS, "Metrics for Prometheus.");

    private static final Keys REDIS = Keys.of(
            "configtypes.RedisConfig",
            Key.of("addr", TEXT, "\"localhost:6379\"", "Host and port of the Redis server.")
                    .require(),
            Key.of("password", TEXT, "\"${ENV:REDIS_PASSWORD}\"", "Password of the Redis server.")
                    .fallback("none"),
            Key.of("db", INT, "0", "Number of the Redis database.").fallback("0"));

    static final Key REDIS_SECTION = Key.section("redis", REDIS, "The Redis server that the services share.");

    private static final Keys CHROME = Keys.of(
            "config.ChromeConfig",
            Key.of("pool_size", TEXT, "auto", "How many tabs render at a time; auto goes by the machine's memory.")
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
