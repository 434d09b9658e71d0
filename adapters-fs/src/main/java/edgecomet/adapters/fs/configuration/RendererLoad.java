package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.application.configuration.ChromeConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.RendererConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One load of {@code render-service.yaml} (spec 01 §11). */
final class RendererLoad {

    private static final String AUTO = "auto";
    private static final int DEFAULT_AFTER_COUNT = 100;
    private static final Duration DEFAULT_AFTER_TIME = Duration.ofMinutes(60);

    private RendererLoad() {}

    /** Reads and checks the file; empty where the report has an error. */
    static Optional<RendererConfiguration> load(Path file, Map<String, String> environment, Report report) {
        Optional<Section> root = SourceFile.ofRenderer(environment)
                .decode(file.toAbsolutePath().normalize(), FileTables.RENDERER, report);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        check(file, root.get(), report.withPrefix("invalid config: "));
        return report.hasErrors() ? Optional.empty() : Optional.of(read(file, root.get()));
    }

    /** Checks the browsers, of a render service or of a standalone process. */
    static void checkChrome(Section chrome, Report report) {
        String poolSize = chrome.text("pool_size");
        if (!poolSize.equals(AUTO) && number(poolSize).filter(n -> n > 0).isEmpty()) {
            report.error(chrome.line("pool_size"), "chrome.pool_size must be 'auto' or positive integer");
        }
        Section warmup = chrome.section("warmup");
        if (warmup.text("url").isEmpty()) {
            report.error(warmup.line("url"), "chrome.warmup.url is required");
        }
        positive(warmup, "timeout", "chrome.warmup.timeout", report);
        Section restart = chrome.section("restart");
        if (restart.number("after_count") < 0) {
            report.error(restart.line("after_count"), "chrome.restart.after_count must be positive");
        }
        Duration afterTime = restart.duration("after_time");
        if (afterTime != null && afterTime.isNegative()) {
            report.error(restart.line("after_time"), "chrome.restart.after_time must be positive");
        }
        positive(chrome.section("render"), "max_timeout", "chrome.render.max_timeout", report);
    }

    /** Returns the browsers of a checked block. */
    static ChromeConfiguration chrome(Section chrome) {
        int count = chrome.section("restart").number("after_count");
        Duration time = chrome.section("restart").duration("after_time");
        return new ChromeConfiguration(
                number(chrome.text("pool_size")).orElse(0),
                chrome.section("warmup").text("url"),
                Objects.requireNonNull(chrome.section("warmup").duration("timeout")),
                count == 0 ? DEFAULT_AFTER_COUNT : count,
                time == null || time.isZero() ? DEFAULT_AFTER_TIME : time,
                Objects.requireNonNull(chrome.section("render").duration("max_timeout")));
    }

    private static void check(Path file, Section root, Report report) {
        ServerCheck checks = new ServerCheck(report, ServerCheck.Words.RENDERER);
        Section server = root.section("server");
        if (server.text("id").isEmpty()) {
            report.error(server.line("id"), "server.id is required");
        }
        Optional<ListenAddress> listen = checks.listen(server, "server");
        checks.redis(file, root.section("redis"));
        checkChrome(root.section("chrome"), report);
        if (root.section("log").text("level").isEmpty()) {
            checks.invalid(root.section("log"), "level", "log.level", ServerCheck.LEVEL_RULE);
        }
        checks.log(root.section("log"));
        checks.metrics(root.section("metrics"), listen);
    }

    private static RendererConfiguration read(Path file, Section root) {
        return new RendererConfiguration(
                root.section("server").text("id"),
                OutputReader.address(root.section("server")),
                RedisReader.read(file, root.section("redis")),
                chrome(root.section("chrome")),
                OutputReader.log(root.section("log")),
                OutputReader.metrics(root.section("metrics"), ""));
    }

    private static void positive(Section section, String key, String name, Report report) {
        Duration value = section.duration(key);
        if (value == null || !value.isPositive()) {
            report.error(section.line(key), name + " must be positive");
        }
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
