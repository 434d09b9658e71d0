package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks of listeners, Redis, metrics and logs that the services share (spec 01 §8.1, §11). */
final class ServerCheck {

    private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error", "dpanic", "panic", "fatal");
    private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final Report report;

    ServerCheck(Report report) {
        this.report = report;
    }

    /** Checks a required listen address and returns it where it is one. */
    Optional<ListenAddress> listen(Section section, String name) {
        String text = section.address("listen");
        if (text.isEmpty()) {
            report.error(section.line("listen"), name + ".listen is required");
            return Optional.empty();
        }
        return valid(section, name, text);
    }

    private Optional<ListenAddress> valid(Section section, String name, String text) {
        return switch (ListenText.parse(text)) {
            case ListenText.Valid(ListenAddress address) -> Optional.of(address);
            case ListenText.Invalid(String reason) -> {
                report.error(section.line("listen"), "invalid " + name + ".listen: " + reason);
                yield Optional.empty();
            }
        };
    }

    void redis(Section redis) {
        String address = redis.text("addr");
        if (address.isEmpty()) {
            report.error(redis.line("addr"), "redis.addr is required");
        } else if (RedisReader.address(redis).isEmpty()) {
            report.error(redis.line("addr"), "redis.addr must be host:port, got \"" + address + "\"");
        }
    }

    void metrics(Section metrics, Optional<ListenAddress> server) {
        if (metrics.isTrue("enabled")) {
            if (metrics.address("listen").isEmpty()) {
                report.error(metrics.line("listen"), "metrics.listen is required when metrics enabled");
            } else {
                Optional<ListenAddress> own = valid(metrics, "metrics", metrics.address("listen"));
                if (own.isPresent()
                        && server.isPresent()
                        && own.get().port() == server.get().port()) {
                    report.error(
                            metrics.line("listen"),
                            "metrics.listen port (" + own.get().port() + ") must differ from server.listen port ("
                                    + own.get().port()
                                    + ") when metrics enabled - metrics always run on separate port");
                }
            }
        }
        String path = metrics.text("path");
        if (!path.isEmpty() && !path.startsWith("/")) {
            report.error(metrics.line("path"), "invalid metrics.path '" + path + "' (must start with /)");
        }
        String namespace = metrics.text("namespace");
        if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
            report.error(
                    metrics.line("namespace"),
                    "invalid metrics.namespace '" + namespace + "' (must match [a-zA-Z_][a-zA-Z0-9_]*)");
        }
    }

    void log(Section log) {
        level(log, "log.level");
        Section console = log.section("console");
        Section file = log.section("file");
        level(console, "log.console.level");
        level(file, "log.file.level");
        if (console.isTrue("enabled")) {
            choice(console, "format", "log.console.format", "console", "json");
        }
        if (file.isTrue("enabled")) {
            if (file.text("path").isEmpty()) {
                report.error(file.line("path"), "log.file.path must be specified when file logging is enabled");
            }
            choice(file, "format", "log.file.format", "text", "json");
            rotation(file.section("rotation"), "log.file.rotation");
        }
    }

    /** Checks the numbers of a rotation block. */
    void rotation(Section rotation, String name) {
        for (String key : new String[] {"max_size", "max_age", "max_backups"}) {
            if (rotation.number(key) < 0) {
                report.error(rotation.line(key), name + "." + key + " must be >= 0, got " + rotation.number(key));
            }
        }
    }

    private void level(Section section, String name) {
        String level = section.text("level");
        if (!level.isEmpty() && !LEVELS.contains(level)) {
            report.error(
                    section.line("level"),
                    "invalid " + name + " '" + level + "' (must be debug, info, warn, error, dpanic, panic, or fatal)");
        }
    }

    private void choice(Section section, String key, String name, String first, String second) {
        String value = section.text(key);
        if (!value.isEmpty() && !value.equals(first) && !value.equals(second)) {
            report.error(
                    section.line(key),
                    "invalid " + name + " '" + value + "' (must be json or " + (first.equals("json") ? second : first)
                            + ")");
        }
    }
}
