package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.table.FileTables;
import edgecomet.application.configuration.DaemonConfiguration;
import edgecomet.application.configuration.DaemonSettings;
import edgecomet.application.configuration.GatewayConfiguration;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One load of {@code cache-daemon.yaml} and of the gateway's files that it names (spec 01 §9, §12). */
final class DaemonLoad {

    private static final String STANDALONE_ID = "standalone";
    private static final String DEFAULT_NAMESPACE = "edgecomet";
    private static final Duration DEFAULT_RETRY_DELAY = Duration.ofSeconds(5);

    private DaemonLoad() {}

    /** Reads and checks the files; empty where the report has an error. */
    static Optional<DaemonConfiguration> load(Path file, Map<String, String> environment, Report report) {
        Optional<Section> decoded = SourceFile.ofDaemon(environment).decode(file, FileTables.DAEMON, report);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        Section root = decoded.get();
        DaemonCheck.file(file, root, report.withPrefix("config validation failed: "));
        Optional<GatewayLoad.Files> gateway = gateway(file, root, environment, report);
        return report.hasErrors()
                ? Optional.empty()
                : gateway.map(files -> read(file, root, GatewayReader.read(files)));
    }

    private static Optional<GatewayLoad.Files> gateway(
            Path file, Section root, Map<String, String> environment, Report report) {
        String name = root.text("eg_config");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path main = HostFiles.directory(file).resolve(name).normalize();
            return GatewayLoad.daemon(main, environment, report.alsoAbout(main));
        } catch (InvalidPathException e) {
            report.error(root.line("eg_config"), "eg_config is no path: " + e.getReason());
            return Optional.empty();
        }
    }

    private static DaemonConfiguration read(Path file, Section root, GatewayConfiguration gateway) {
        return new DaemonConfiguration(
                settings(root),
                gateway,
                RedisReader.read(file, root.section("redis")),
                OutputReader.log(root.section("logging")),
                OutputReader.metrics(root.section("metrics"), DEFAULT_NAMESPACE));
    }

    /** Returns what a checked section says; in a file of its own the daemon always has an id. */
    static DaemonSettings settings(Section daemon) {
        String id = daemon.text("daemon_id");
        Section queue = daemon.section("internal_queue");
        Section recache = daemon.section("recache");
        Double share = recache.decimal("rs_capacity_reserved");
        return new DaemonSettings(
                id.isEmpty() ? STANDALONE_ID : id,
                schedule(daemon.section("scheduler")),
                new DaemonSettings.Queue(
                        queue.number("max_size"),
                        queue.number("max_retries"),
                        retryDelay(queue.duration("retry_base_delay"))),
                new DaemonSettings.Recache(share == null ? 0 : share, given(recache, "timeout_per_url")),
                api(daemon.section("http_api")));
    }

    private static DaemonSettings.Schedule schedule(Section scheduler) {
        Duration tick = given(scheduler, "tick_interval");
        Duration normal = scheduler.duration("normal_check_interval");
        return new DaemonSettings.Schedule(tick, normal == null ? 1 : Math.max(1, normal.dividedBy(tick)));
    }

    private static Duration retryDelay(@Nullable Duration configured) {
        if (configured == null || configured.isZero()) {
            return DEFAULT_RETRY_DELAY;
        }
        return configured.isNegative() ? Duration.ZERO : configured;
    }

    private static DaemonSettings.@Nullable Api api(Section api) {
        return api.isTrue("enabled")
                ? new DaemonSettings.Api(
                        OutputReader.address(api), given(api, "request_timeout"), api.isTrue("scheduler_control_api"))
                : null;
    }

    private static Duration given(Section section, String key) {
        return Objects.requireNonNull(section.duration(key));
    }
}
