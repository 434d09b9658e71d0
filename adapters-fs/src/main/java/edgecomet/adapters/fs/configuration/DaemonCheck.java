package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of a cache daemon, in the order of spec 01 §12. */
final class DaemonCheck {

    private static final Duration SHORTEST_TICK = Duration.ofMillis(100);
    private static final Set<String> LEVELS = Set.of("", "debug", "info", "warn", "error");

    private final Section daemon;
    private final String prefix;
    private final Report report;

    private DaemonCheck(Section daemon, String prefix, Report report) {
        this.daemon = daemon;
        this.prefix = prefix;
        this.report = report;
    }

    /** Checks {@code cache-daemon.yaml}. */
    static void file(Path file, Section root, Report report) {
        var check = new DaemonCheck(root, "", report);
        var server = new ServerCheck(report, ServerCheck.Words.DAEMON);
        check.specified("eg_config");
        check.specified("daemon_id");
        server.redis(file, root.section("redis"));
        check.work();
        Optional<ListenAddress> api = check.api();
        Optional<ListenAddress> metrics = check.listener("metrics");
        server.metricsNames(root.section("metrics"));
        if (api.isPresent()
                && metrics.isPresent()
                && api.get().port() == metrics.get().port()) {
            int port = api.get().port();
            report.error(
                    root.section("metrics").line("listen"),
                    "metrics.listen port (" + port + ") must differ from http_api.listen port (" + port
                            + ") when both enabled");
        }
        check.logging(root.section("logging"), server);
    }

    /** Checks the {@code daemon} section of a standalone process where there is one. */
    static void standalone(Section root, Report report) {
        Section daemon = root.section("daemon");
        if (!daemon.isPresent()) {
            return;
        }
        var check = new DaemonCheck(daemon, "daemon.", report);
        check.work();
        Section api = daemon.section("http_api");
        check.api()
                .ifPresent(own -> others(root).forEach((name, other) -> {
                    if (other.port() == own.port()) {
                        report.error(
                                api.line("listen"),
                                "daemon.http_api.listen port (" + own.port() + ") must differ from " + name + " port ("
                                        + other.port() + ")");
                    }
                }));
        if (api.isTrue("enabled") && !root.section("internal").isPresent()) {
            report.error(
                    api.line("enabled"),
                    "daemon.http_api needs internal.listen and internal.auth_key: its clients present that key");
        }
    }

    /** Returns the other listeners of a standalone process. */
    private static Map<String, ListenAddress> others(Section root) {
        var others = new LinkedHashMap<String, ListenAddress>();
        Section server = root.section("server");
        Section metrics = root.section("metrics");
        Map<String, Section> sections = new LinkedHashMap<>();
        sections.put("server.listen", server);
        sections.put("internal.listen", root.section("internal"));
        if (server.section("tls").isTrue("enabled")) {
            sections.put("server.tls.listen", server.section("tls"));
        }
        if (metrics.isTrue("enabled")) {
            sections.put("metrics.listen", metrics);
        }
        sections.forEach((name, section) -> {
            if (ListenText.parse(section.address("listen")) instanceof ListenText.Valid(ListenAddress address)) {
                others.put(name, address);
            }
        });
        return others;
    }

    private void specified(String key) {
        if (daemon.text(key).isEmpty()) {
            report.error(daemon.line(key), key + " must be specified");
        }
    }

    private void work() {
        schedule(daemon.section("scheduler"));
        queue(daemon.section("internal_queue"));
        recache(daemon.section("recache"));
    }

    private void schedule(Section scheduler) {
        Duration tick = orZero(scheduler.duration("tick_interval"));
        Duration normal = orZero(scheduler.duration("normal_check_interval"));
        if (tick.compareTo(SHORTEST_TICK) < 0) {
            error(scheduler, "tick_interval", "scheduler.tick_interval must be >= 100ms, got " + print(tick));
        } else if (normal.toNanos() % tick.toNanos() != 0) {
            error(
                    scheduler,
                    "normal_check_interval",
                    "scheduler.normal_check_interval (" + print(normal) + ") must be a multiple of tick_interval ("
                            + print(tick) + ")");
        } else if (!normal.isPositive()) {
            report.warning(
                    scheduler.line("normal_check_interval"),
                    prefix + "scheduler.normal_check_interval is " + print(normal)
                            + ": every tick looks at all queues");
        }
    }

    private void queue(Section queue) {
        int maxSize = queue.number("max_size");
        if (maxSize <= 0) {
            error(queue, "max_size", "internal_queue.max_size must be > 0, got " + maxSize);
        }
        int maxRetries = queue.number("max_retries");
        if (maxRetries < 1) {
            error(queue, "max_retries", "internal_queue.max_retries must be >= 1, got " + maxRetries);
        }
        Duration delay = orZero(queue.duration("retry_base_delay"));
        if (delay.isNegative()) {
            report.warning(
                    queue.line("retry_base_delay"),
                    prefix + "internal_queue.retry_base_delay is negative (" + print(delay)
                            + "): pages are tried again at once");
        }
    }

    private void recache(Section recache) {
        Double share = recache.decimal("rs_capacity_reserved");
        if (share != null && !(share >= 0 && share <= 1)) {
            error(
                    recache,
                    "rs_capacity_reserved",
                    "recache.rs_capacity_reserved must be between 0.0 and 1.0, got " + sixDecimals(share));
        }
        if (!orZero(recache.duration("timeout_per_url")).isPositive()) {
            error(recache, "timeout_per_url", "recache.timeout_per_url must be > 0");
        }
    }

    private static String sixDecimals(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return String.format(Locale.ROOT, "%.6f", value);
    }

    private Optional<ListenAddress> api() {
        Section api = daemon.section("http_api");
        Optional<ListenAddress> listen = listener("http_api");
        if (api.isTrue("enabled") && !orZero(api.duration("request_timeout")).isPositive()) {
            error(api, "request_timeout", "http_api.request_timeout must be > 0 when http_api is enabled");
        }
        return listen;
    }

    /** Checks the address of a listener that may be off; empty where it is, or cannot be used. */
    private Optional<ListenAddress> listener(String name) {
        Section section = daemon.section(name);
        if (!section.isTrue("enabled")) {
            return Optional.empty();
        }
        if (section.address("listen").isEmpty()) {
            error(section, "listen", name + ".listen must be specified when enabled");
            return Optional.empty();
        }
        return switch (ListenText.parse(section.address("listen"))) {
            case ListenText.Valid(ListenAddress address) -> Optional.of(address);
            case ListenText.Malformed(String reason) -> {
                report.error(section.line("listen"), "invalid " + prefix + name + ".listen: " + reason);
                yield Optional.empty();
            }
            case ListenText.OutOfRange outOfRange -> {
                error(section, "listen", name + ".listen " + outOfRange.reason());
                yield Optional.empty();
            }
        };
    }

    private void logging(Section logging, ServerCheck server) {
        if (!LEVELS.contains(logging.text("level"))) {
            error(
                    logging,
                    "level",
                    "logging.level must be one of: debug, info, warn, error, got '" + logging.text("level") + "'");
        }
        Section console = logging.section("console");
        Section file = logging.section("file");
        unknownLevel(console, "logging.console.level");
        unknownLevel(file, "logging.file.level");
        if (console.isTrue("enabled") && !ServerCheck.FORMATS_OF_CONSOLE.contains(console.text("format"))) {
            error(
                    console,
                    "format",
                    "logging.console.format must be 'json' or 'console', got '" + console.text("format") + "'");
        }
        if (!file.isTrue("enabled")) {
            return;
        }
        if (file.text("path").isEmpty()) {
            error(file, "path", "logging.file.path must be specified when file logging is enabled");
        }
        if (!ServerCheck.FORMATS_OF_FILE.contains(file.text("format"))) {
            error(file, "format", "logging.file.format must be 'json' or 'text', got '" + file.text("format") + "'");
        }
        server.rotation(file.section("rotation"), "logging.file.rotation");
    }

    /** Existing files may have any word here. */
    private void unknownLevel(Section output, String name) {
        String level = output.text("level");
        if (!LEVELS.contains(level)) {
            report.warning(
                    output.line("level"), name + " '" + level + "' is none of debug, info, warn, error: it means info");
        }
    }

    private void error(Section section, String key, String text) {
        report.error(section.line(key), prefix + text);
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
