package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.domain.dimension.Dimension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks of the gateway's main file, in the order of spec 01 §8.1. */
final class GatewayCheck {

    private static final int SHORT_KEY = 16;
    private static final Duration LOW_BUDGET = Duration.ofMinutes(1);
    private static final Duration HIGH_BUDGET = Duration.ofMinutes(5);
    private static final Set<String> SELECTIONS = Set.of("", "least_loaded", "most_available");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final Path file;
    private final Section root;
    private final Report report;
    private final LevelCheck level;
    private final ServerCheck server;

    GatewayCheck(Path file, Section root, Report report) {
        this.file = file;
        this.root = root;
        this.report = report;
        this.level = new LevelCheck(report);
        this.server = new ServerCheck(report);
    }

    /**
     * Checks the file.
     *
     * @param role decides whether Redis is out of the question and the internal listener optional
     */
    void check(Role role) {
        boolean standalone = role == Role.STANDALONE;
        Optional<ListenAddress> listen = server.listen(root.section("server"), "server");
        budget(root.section("server"));
        if (standalone) {
            noRedis(root.section("redis"));
        } else {
            server.redis(file, root.section("redis"));
        }
        Optional<ListenAddress> metrics = server.metrics(root.section("metrics"), listen);
        Optional<ListenAddress> internal =
                standalone && !root.section("internal").isPresent()
                        ? Optional.empty()
                        : internal(root.section("internal"), listen, metrics);
        render(root.section("render"));
        bypass(root.section("bypass"));
        registry(root.section("registry"));
        server.log(root.section("log"));
        unusualTimeouts();
        behaviour(internal);
        EventLogCheck.check(root.section("event_logging").section("file"), server, report);
        TlsCheck tls = new TlsCheck(file, root.section("server").section("tls"), report);
        tls.check(listen, metrics, internal);
        ListenerCheck.check(root.section("server"), report);
        OriginCheck origins = new OriginCheck(file, root.section("bypass"), report);
        origins.check();
        if (role.servesPages()) {
            tls.files();
            origins.files();
            Unsupported.check(root, report);
        }
    }

    private void budget(Section section) {
        Duration timeout = section.duration("timeout");
        if (timeout == null || !timeout.isPositive()) {
            report.error(
                    section.line("timeout"),
                    "server.timeout must be positive, got " + print(timeout == null ? Duration.ZERO : timeout));
        }
    }

    private void noRedis(Section redis) {
        if (redis.isPresent()) {
            report.error(
                    redis.line(),
                    "redis is not used by the standalone role: remove it, or run edge-gateway and render-service");
        }
    }

    private Optional<ListenAddress> internal(
            Section internal, Optional<ListenAddress> listen, Optional<ListenAddress> metrics) {
        Optional<ListenAddress> own = server.listen(internal, "internal");
        own.ifPresent(address -> {
            differs(internal, address, listen, "server.listen");
            differs(internal, address, metrics, "metrics.listen");
        });
        int length = internal.text("auth_key").getBytes(StandardCharsets.UTF_8).length;
        if (length == 0) {
            report.error(internal.line("auth_key"), "internal.auth_key is required");
        } else if (length < SHORT_KEY) {
            report.warning(
                    internal.line("auth_key"),
                    "internal.auth_key is short (" + length + " chars), recommend 32+ characters for security");
        }
        return own;
    }

    private void differs(Section internal, ListenAddress own, Optional<ListenAddress> other, String name) {
        if (other.isPresent() && other.get().port() == own.port()) {
            report.error(
                    internal.line("listen"),
                    "internal.listen port (" + own.port() + ") must differ from " + name + " port (" + own.port()
                            + ")");
        }
    }

    private void render(Section render) {
        Section cache = render.section("cache");
        level.ttl(cache, "render.cache");
        level.statusCodes(
                cache.numbers("status_codes"), code -> "invalid HTTP status code: " + code + " (must be 100-599)");
        level.expired(cache.section("expired"), "render.cache");
        level.notNegative(cache, "partial_ttl", "render.cache");
        level.resourceTypes(
                render,
                type -> "invalid blocked_resource_type '" + type
                        + "', must be a valid Chrome DevTools Protocol resource type");
        Map<String, Section> dimensions = root.sectionMap("dimensions");
        DimensionCheck.check(dimensions, "dimensions: ", report);
        dimensions.forEach(
                (name, dimension) -> new UserAgentCheck(report, "failed to expand bot aliases in global config: ", "")
                        .aliases(dimension.items("match_ua"), "dimension " + Quoted.of(name) + " at " + file));
        level.events(render.section("events"), "render.events");
        level.serialization(render, "render");
        String unmatched = root.text("unmatched_dimension");
        if (!unmatched.isEmpty()
                && !unmatched.equals("block")
                && !unmatched.equals(Dimension.BYPASS_NAME)
                && !dimensions.containsKey(unmatched)) {
            report.error(
                    root.line("unmatched_dimension"),
                    "unmatched_dimension '" + unmatched
                            + "' is invalid (must be 'block', 'bypass', or a dimension name defined in dimensions at"
                            + " the global level)");
        }
    }

    private void bypass(Section bypass) {
        Duration timeout = bypass.duration("timeout");
        if (timeout != null && !timeout.isPositive()) {
            report.error(bypass.line("timeout"), "bypass.timeout must be positive");
        }
        Section cache = bypass.section("cache");
        level.ttl(cache, "bypass.cache");
        List<Located<Integer>> codes = cache.numbers("status_codes");
        level.statusCodes(codes, code -> "invalid HTTP status code: " + code + " (must be 100-599)");
        if (cache.isTrue("enabled") && codes.isEmpty()) {
            report.error(
                    cache.line("status_codes"), "bypass.cache.status_codes must not be empty when caching enabled");
        }
        level.expired(cache.section("expired"), "bypass.cache");
        level.staleWithoutCache(cache, "");
        if (cache.isTrue("enabled") && Duration.ZERO.equals(cache.duration("ttl"))) {
            report.warning(
                    cache.line("ttl"),
                    "bypass.cache.enabled=true but ttl=0 (no caching - all requests fetch from origin)");
        }
    }

    private void registry(Section registry) {
        String selection = registry.text("selection_strategy");
        if (!SELECTIONS.contains(selection)) {
            report.error(
                    registry.line("selection_strategy"),
                    "invalid registry.selection_strategy '" + selection
                            + "', must be 'least_loaded' or 'most_available'");
        }
    }

    private void unusualTimeouts() {
        Section section = root.section("server");
        Duration timeout = section.duration("timeout");
        level.tiny(section, "timeout", "server.timeout");
        if (timeout != null && timeout.isPositive() && timeout.compareTo(LOW_BUDGET) < 0) {
            report.warning(
                    section.line("timeout"),
                    "server.timeout (" + print(timeout)
                            + ") is low. Recommended minimum is 60s to accommodate render timeouts and coordination"
                            + " overhead");
        } else if (timeout != null && timeout.compareTo(HIGH_BUDGET) > 0) {
            report.warning(
                    section.line("timeout"),
                    "server.timeout (" + print(timeout)
                            + ") is very high. Values over 300s (5 minutes) may indicate architectural issues");
        }
        BypassTimeoutCheck.global(root.section("bypass"), report);
        level.tiny(root.section("bypass"), "timeout", "bypass.timeout");
    }

    private void behaviour(Optional<ListenAddress> internal) {
        level.tracking(root.section("tracking_params"), "global");
        sharding(root.section("cache_sharding"), internal);
        level.botHits(root.section("bothit_recache"), "global");
        new UserAgentCheck(
                        report,
                        "failed to expand bot aliases in global bothit_recache: ",
                        "global bothit_recache: invalid bothit_recache user agent pattern ")
                .botHits(root.section("bothit_recache"), "global config");
        level.headers(root.section("headers"), "global");
        level.clientIp(root.section("client_ip"), "global");
    }

    private void sharding(Section sharding, Optional<ListenAddress> internal) {
        if (!sharding.isTrue("enabled")) {
            return;
        }
        if (root.text("eg_id").isEmpty()) {
            report.error(root.line("eg_id"), "eg_id is required when cache_sharding.enabled=true");
        }
        if (internal.isPresent() && LOOPBACK.contains(internal.get().host())) {
            report.warning(
                    root.section("internal").line("listen"),
                    "internal.listen is localhost ("
                            + Quoted.of(root.section("internal").address("listen"))
                            + ") with cache_sharding enabled; use an IP address for inter-EG communication in"
                            + " production");
        }
        level.sharding(sharding, "");
    }
}
