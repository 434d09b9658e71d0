package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks of listeners, Redis, metrics and logs that the services share (spec 01 §8.1, §11). */
final class ServerCheck {

    private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error", "dpanic", "panic", "fatal");
    private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    /** What a level may be. */
    static final String LEVEL_RULE = "must be debug, info, warn, error, dpanic, panic, or fatal";

    /** How a line on the console may look. */
    static final Set<String> FORMATS_OF_CONSOLE = Set.of("", "json", "console");
    /** How a line in a file may look. */
    static final Set<String> FORMATS_OF_FILE = Set.of("", "json", "text");

    private final Report report;
    private final Words words;

    /** Checks in the words of the gateway. */
    ServerCheck(Report report) {
        this(report, Words.GATEWAY);
    }

    ServerCheck(Report report, Words words) {
        this.report = report;
        this.words = words;
    }

    /** The programs word a few messages differently. */
    enum Words {
        GATEWAY(" - metrics always run on separate port") {
            @Override
            String value(String text) {
                return " '" + text + "'";
            }
        },
        RENDERER("") {
            @Override
            String value(String text) {
                return ": " + text;
            }
        },
        DAEMON("") {
            @Override
            String value(String text) {
                return " '" + text + "'";
            }

            @Override
            String missing() {
                return "must be specified";
            }
        };

        private final String whyOnePort;

        Words(String whyOnePort) {
            this.whyOnePort = whyOnePort;
        }

        /** Returns what stands between a key and the rule that its value breaks. */
        abstract String value(String text);

        String whyOnePort() {
            return whyOnePort;
        }

        /** Returns what is said of a key that must be there. */
        String missing() {
            return "is required";
        }
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
            case ListenText.Invalid invalid -> {
                report.error(section.line("listen"), "invalid " + name + ".listen: " + invalid.reason());
                yield Optional.empty();
            }
        };
    }

    /** Checks the required Redis block of a file. */
    void redis(Path file, Section redis) {
        RedisCheck.check(file, redis, words.missing(), report);
    }

    /** Checks a metrics block and returns the address where metrics are on and can be served. */
    Optional<ListenAddress> metrics(Section metrics, Optional<ListenAddress> server) {
        Optional<ListenAddress> address =
                metrics.isTrue("enabled") ? metricsAddress(metrics, server) : Optional.empty();
        metricsNames(metrics);
        return address;
    }

    /** Checks the path and the prefix of metrics, which may not be wrong even where they are off. */
    void metricsNames(Section metrics) {
        String path = metrics.text("path");
        if (!path.isEmpty() && !path.startsWith("/")) {
            invalid(metrics, "path", "metrics.path", "must start with /");
        }
        String namespace = metrics.text("namespace");
        if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
            invalid(metrics, "namespace", "metrics.namespace", "must match [a-zA-Z_][a-zA-Z0-9_]*");
        }
    }

    private Optional<ListenAddress> metricsAddress(Section metrics, Optional<ListenAddress> server) {
        if (metrics.address("listen").isEmpty()) {
            report.error(metrics.line("listen"), "metrics.listen is required when metrics enabled");
            return Optional.empty();
        }
        Optional<ListenAddress> own = valid(metrics, "metrics", metrics.address("listen"));
        if (own.isPresent()
                && server.isPresent()
                && own.get().port() == server.get().port()) {
            int port = own.get().port();
            report.error(
                    metrics.line("listen"),
                    "metrics.listen port (" + port + ") must differ from server.listen port (" + port
                            + ") when metrics enabled" + words.whyOnePort());
        }
        return own;
    }

    /** Checks a log block. */
    void log(Section log) {
        level(log, "log.level");
        Section console = log.section("console");
        Section file = log.section("file");
        level(console, "log.console.level");
        level(file, "log.file.level");
        if (console.isTrue("enabled") && !FORMATS_OF_CONSOLE.contains(console.text("format"))) {
            invalid(console, "format", "log.console.format", "must be json or console");
        }
        if (file.isTrue("enabled")) {
            if (file.text("path").isEmpty()) {
                report.error(file.line("path"), "log.file.path must be specified when file logging is enabled");
            }
            if (!FORMATS_OF_FILE.contains(file.text("format"))) {
                invalid(file, "format", "log.file.format", "must be json or text");
            }
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

    /** Checks that a level is one of the known words, or absent. */
    private void level(Section section, String name) {
        String level = section.text("level");
        if (!level.isEmpty() && !LEVELS.contains(level)) {
            invalid(section, "level", name, LEVEL_RULE);
        }
    }

    /** Says that a value is not what it must be, in the words of the program. */
    void invalid(Section section, String key, String name, String rule) {
        report.error(section.line(key), "invalid " + name + words.value(section.text(key)) + " (" + rule + ")");
    }
}
