package edgecomet.adapters.fs.configuration;

import static edgecomet.adapters.fs.configuration.yaml.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.domain.dimension.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The checks of the gateway's main file, in the order of spec 01 §8.1. */
final class GatewayCheck {

    private static final int SHORT_KEY = 16;
    private static final Duration LOW_BUDGET = Duration.ofSeconds(60);
    private static final Duration HIGH_BUDGET = Duration.ofSeconds(300);
    private static final Set<String> SELECTIONS = Set.of("", "least_loaded", "most_available");

    private final Section root;
    private final Report report;
    private final LevelCheck level;
    private final ServerCheck server;

    GatewayCheck(Section root, Report report) {
        this.root = root;
        this.report = report;
        this.level = new LevelCheck(report);
        this.server = new ServerCheck(report);
    }

    /**
     * Checks the file.
     *
     * @param standalone whether Redis and peers are out of the question
     */
    void check(boolean standalone) {
        Optional<ListenAddress> listen = server.listen(root.section("server"), "server");
        budget(root.section("server"));
        if (standalone) {
            if (root.section("redis").isPresent()) {
                report.error(
                        root.section("redis").line(),
                        "redis is not used by the standalone role: remove it, or run edge-gateway and render-service");
            }
        } else {
            server.redis(root.section("redis"));
            internal(root.section("internal"), listen);
        }
        server.metrics(root.section("metrics"), listen);
        render(root.section("render"));
        bypass(root.section("bypass"));
        registry();
        server.log(root.section("log"));
        behaviour();
        notYet();
    }

    private void budget(Section section) {
        Duration timeout = section.duration("timeout");
        int line = section.line("timeout");
        if (timeout == null || !timeout.isPositive()) {
            report.error(
                    line, "server.timeout must be positive, got " + print(timeout == null ? Duration.ZERO : timeout));
            return;
        }
        level.tiny(section, "timeout", "server.timeout");
        if (timeout.compareTo(LOW_BUDGET) < 0) {
            report.warning(
                    line,
                    "server.timeout (" + print(timeout)
                            + ") is low. Recommended minimum is 60s to accommodate render timeouts and coordination"
                            + " overhead");
        } else if (timeout.compareTo(HIGH_BUDGET) > 0) {
            report.warning(
                    line,
                    "server.timeout (" + print(timeout)
                            + ") is very high. Values over 300s (5 minutes) may indicate architectural issues");
        }
    }

    private void internal(Section internal, Optional<ListenAddress> listen) {
        Optional<ListenAddress> own = server.listen(internal, "internal");
        if (own.isPresent()
                && listen.isPresent()
                && own.get().port() == listen.get().port()) {
            report.error(
                    internal.line("listen"),
                    "internal.listen port (" + own.get().port() + ") must differ from server.listen port ("
                            + own.get().port() + ")");
        }
        int length = internal.text("auth_key").length();
        if (length == 0) {
            report.error(internal.line("auth_key"), "internal.auth_key is required");
        } else if (length < SHORT_KEY) {
            report.warning(
                    internal.line("auth_key"),
                    "internal.auth_key is short (" + length + " chars), recommend 32+ characters for security");
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
        dimensions.forEach((name, dimension) ->
                HostCheck.aliases(dimension.items("match_ua"), "dimension \"" + name + "\" at global config", report));
        level.events(render.section("events"), "render.events");
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
        level.tiny(bypass, "timeout", "bypass.timeout");
        Section cache = bypass.section("cache");
        level.ttl(cache, "bypass.cache");
        List<Located<Integer>> codes = cache.numbers("status_codes");
        level.statusCodes(codes, code -> "invalid HTTP status code: " + code + " (must be 100-599)");
        if (cache.isTrue("enabled") && codes.isEmpty()) {
            report.error(
                    cache.line("status_codes"), "bypass.cache.status_codes must not be empty when caching enabled");
        }
        level.expired(cache.section("expired"), "bypass.cache");
        if (cache.section("expired").text("strategy").equals("serve_stale") && !cache.isTrue("enabled")) {
            report.error(
                    cache.line("expired"),
                    "bypass.cache.expired.strategy is 'serve_stale' but bypass caching is disabled");
        }
        BypassTimeoutCheck.global(bypass, report);
    }

    private void registry() {
        Section registry = root.section("registry");
        String selection = registry.text("selection_strategy");
        if (!SELECTIONS.contains(selection)) {
            report.error(
                    registry.line("selection_strategy"),
                    "invalid registry.selection_strategy '" + selection
                            + "', must be 'least_loaded' or 'most_available'");
        }
    }

    private void behaviour() {
        level.tracking(root.section("tracking_params"), "global");
        Section sharding = root.section("cache_sharding");
        level.sharding(sharding, "");
        if (sharding.isTrue("enabled") && root.text("eg_id").isEmpty()) {
            report.error(root.line("eg_id"), "eg_id is required when cache_sharding.enabled=true");
        }
        level.botHits(root.section("bothit_recache"), "global");
        HostCheck.aliases(root.section("bothit_recache").items("match_ua"), "global config", report);
        level.headers(root.section("headers"), "global");
        level.clientIp(root.section("client_ip"), "global");
    }

    /** What other releases do and this one does not: better said at the start than found out later. */
    private void notYet() {
        Section tls = root.section("server").section("tls");
        if (tls.isTrue("enabled")) {
            report.error(
                    tls.line("enabled"),
                    "server.tls is not supported by this version yet: end TLS in the proxy in front of it");
        }
        unsupported(root.section("cache_sharding"), "cache_sharding", "entries stay on the gateway that rendered them");
        unsupported(root.section("bothit_recache"), "bothit_recache", "no page is rendered before it expires");
        unsupported(root.section("event_logging").section("file"), "event_logging.file", "no access log is written");
        unsupported(root.section("storage").section("cleanup"), "storage.cleanup", "expired files are not removed");
    }

    private void unsupported(Section section, String name, String consequence) {
        if (section.isTrue("enabled")) {
            report.warning(section.line("enabled"), name + " is not supported by this version yet: " + consequence);
        }
    }
}
