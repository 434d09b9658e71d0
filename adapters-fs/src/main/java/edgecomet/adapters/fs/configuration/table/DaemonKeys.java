package edgecomet.adapters.fs.configuration.table;

import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.ADDRESS;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.BOOL;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.DURATION;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.FLOAT;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.INT;
import static edgecomet.adapters.fs.configuration.table.Shape.ScalarType.TEXT;

/** The keys of a cache daemon (spec 01 §12, 06 §2). */
final class DaemonKeys {

    static final Key SCHEDULER_SECTION = Key.section(
            "scheduler",
            Keys.of(
                    "configtypes.CacheDaemonScheduler",
                    Key.of("tick_interval", DURATION, "1s", "Time between two looks at the queues of urgent pages.")
                            .require()
                            .range("100ms or more"),
                    Key.of(
                                    "normal_check_interval",
                                    DURATION,
                                    "60s",
                                    "Time between two looks at the other queues; 0 looks at every tick.")
                            .fallback("0")
                            .range("a multiple of tick_interval")),
            "When the daemon looks for work.");

    static final Key QUEUE_SECTION = Key.section(
            "internal_queue",
            Keys.of(
                    "configtypes.CacheDaemonInternalQueue",
                    Key.of("max_size", INT, "1000", "How many pages wait in the daemon at most.")
                            .require()
                            .range("above 0"),
                    Key.of("max_retries", INT, "3", "How often a page is tried.")
                            .require()
                            .range("1 or more"),
                    Key.of("retry_base_delay", DURATION, "5s", "Wait before the second try; 0 for 5s.")
                            .fallback("5s")
                            .range("0 or more")),
            "Pages that the daemon has taken from Redis and not yet sent.");

    static final Key RECACHE_SECTION = Key.section(
            "recache",
            Keys.of(
                    "configtypes.CacheDaemonRecache",
                    Key.of(
                                    "rs_capacity_reserved",
                                    FLOAT,
                                    "0.30",
                                    "The share of the free tabs that the daemon leaves to clients.")
                            .fallback("0")
                            .range("0.0 to 1.0"),
                    Key.of("timeout_per_url", DURATION, "60s", "Limit of the call that has a gateway render a page.")
                            .require()
                            .range("above 0")),
            "How pages are rendered again.");

    static final Key API_SECTION = Key.section(
            "http_api",
            Keys.of(
                    "configtypes.CacheDaemonHTTPApi",
                    Key.of("enabled", BOOL, "true", "Whether the HTTP API is served.")
                            .fallback("false"),
                    Key.of("listen", ADDRESS, "\":10090\"", "Where the HTTP API is served.")
                            .range("required when enabled"),
                    Key.of("request_timeout", DURATION, "30s", "Limit of a request to the API.")
                            .range("above 0; required when enabled"),
                    Key.of("scheduler_control_api", BOOL, "true", "Whether the API can pause and resume the scheduler.")
                            .fallback("false")),
            "The API that queues, invalidates and lists pages.");

    static final Key LOGGING_SECTION =
            Key.section("logging", ServerKeys.log("logging", "debug", "info", "warn", "error"), ServerKeys.LOG_EFFECT);

    static final Key METRICS_SECTION = Key.section(
            "metrics",
            ServerKeys.METRICS.with(
                    "configtypes.MetricsConfig",
                    Key.of("namespace", TEXT, "shop", "Prefix of the metrics' names.")
                            .fallback("edgecomet")
                            .range("letters, digits and _, no digit first")),
            ServerKeys.METRICS_EFFECT);

    private DaemonKeys() {}
}
