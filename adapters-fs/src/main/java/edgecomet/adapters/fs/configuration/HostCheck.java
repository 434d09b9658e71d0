package edgecomet.adapters.fs.configuration;

import static edgecomet.adapters.fs.configuration.yaml.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.dimension.BotAliases;
import edgecomet.domain.dimension.Dimension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The checks of one host (spec 01 §8.2). One instance sees every host of every file, so that it notices doubles. */
final class HostCheck {

    private static final Duration SHORTEST_RENDER = Duration.ofSeconds(5);
    private static final Duration SHORT_RENDER = Duration.ofSeconds(10);
    private static final Duration LONG_RENDER = Duration.ofSeconds(120);

    private final boolean globalDimensions;
    private final Map<Integer, String> files = new HashMap<>();
    private final Map<String, String> domainFiles = new HashMap<>();

    HostCheck(boolean globalDimensions) {
        this.globalDimensions = globalDimensions;
    }

    /** Checks the hosts of one file. */
    void file(List<Section> hosts, String fileName, Report report) {
        if (hosts.isEmpty()) {
            report.error(1, "no hosts configured");
        }
        Map<Integer, String> ids = new HashMap<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < hosts.size(); i++) {
            host(hosts.get(i), i, ids, keys, report);
        }
        hosts.forEach(host -> acrossFiles(host, fileName, report));
    }

    private void host(Section host, int index, Map<Integer, String> ids, Set<String> keys, Report report) {
        List<Located<String>> domains = host.items("domain");
        String primary = domains.isEmpty() ? "" : domains.getFirst().value();
        String name = "host[" + index + "] (" + primary + ")";
        domains(domains, "host[" + index + "]", host.line("domain"), report);
        if (host.text("render_key").isEmpty()) {
            report.error(host.line("render_key"), "host[" + index + "]: render_key is required");
        } else if (!keys.add(host.text("render_key"))) {
            report.error(host.line("render_key"), "duplicate render_key for domain: " + primary);
        }
        int id = host.number("id");
        if (id <= 0) {
            report.error(host.line("id"), name + ": id must be positive (got " + id + ")");
        }
        String other = ids.putIfAbsent(id, primary);
        if (other != null && id > 0) {
            report.error(
                    host.line("id"),
                    "duplicate host id " + id + ": used by both '" + other + "' and '" + primary
                            + "' (cache key collision)");
        }
        if (!host.has("enabled")) {
            report.warning(host.line(), name + ": enabled is not set, so the host answers no request");
        }
        dimensions(host, name, report);
        behaviour(host, name, report);
    }

    private static void domains(List<Located<String>> domains, String owner, int line, Report report) {
        if (domains.isEmpty()) {
            report.error(line, owner + ": domain is required (at least one domain must be specified)");
        }
        Set<String> seen = new HashSet<>();
        for (int k = 0; k < domains.size(); k++) {
            Located<String> domain = domains.get(k);
            String context = owner + ": domain[" + k + "]";
            if (domain.value().isBlank()) {
                report.error(domain.line(), context + ": cannot be empty or whitespace-only");
                continue;
            }
            for (String complaint : complaints(domain.value())) {
                report.error(domain.line(), context + " \"" + domain.value() + "\": " + complaint);
            }
            if (!seen.add(domain.value())) {
                report.error(domain.line(), context + " \"" + domain.value() + "\": duplicate domain within same host");
            }
        }
    }

    private static List<String> complaints(String domain) {
        List<String> complaints = new ArrayList<>();
        boolean protocol = domain.contains("://");
        if (protocol) {
            complaints.add("must not contain protocol (remove http:// or https://)");
        }
        if (domain.contains("/")) {
            complaints.add("must not contain path (domain only, no slashes)");
        }
        if (domain.contains(":")) {
            complaints.add("must not contain port (domain only)");
        }
        if (domain.contains("*")) {
            complaints.add("wildcards not allowed in domain names");
        }
        if (!domain.equals(domain.toLowerCase(Locale.ROOT))) {
            complaints.add("must be lowercase (RFC 1123)");
        }
        return complaints;
    }

    private void dimensions(Section host, String name, Report report) {
        Map<String, Section> own = host.sectionMap("dimensions");
        if (own.isEmpty() && !globalDimensions) {
            report.error(
                    host.line(), name + ": at least one dimension must be configured (no global dimensions defined)");
        }
        DimensionCheck.check(own, name + ": ", report);
        own.forEach((key, dimension) ->
                aliases(dimension.items("match_ua"), "dimension \"" + key + "\" at " + name, report));
        String unmatched = host.text("unmatched_dimension");
        boolean known = unmatched.isEmpty()
                || unmatched.equals("block")
                || unmatched.equals(Dimension.BYPASS_NAME)
                || own.containsKey(unmatched)
                || (own.isEmpty() && globalDimensions);
        if (!known) {
            report.error(
                    host.line("unmatched_dimension"),
                    name + ": unmatched_dimension '" + unmatched
                            + "' is invalid (must be 'block', 'bypass', or a dimension name defined in this host's"
                            + " dimensions)");
        }
    }

    private static void behaviour(Section host, String name, Report report) {
        LevelCheck level = new LevelCheck(report);
        Section render = host.section("render");
        level.events(render.section("events"), name);
        level.cache(render.section("cache"), name, "render.cache");
        RuleCheck rules = new RuleCheck(host.sectionMap("dimensions"), report);
        List<Section> urlRules = host.sections("url_rules");
        for (int j = 0; j < urlRules.size(); j++) {
            rules.rule(urlRules.get(j), name + ": url_rules[" + j + "]");
        }
        renderTimeout(render, name, report);
        bypass(host.section("bypass"), name, level, report);
        level.tracking(host.section("tracking_params"), name);
        level.botHits(host.section("bothit_recache"), name);
        aliases(host.section("bothit_recache").items("match_ua"), name, report);
        level.headers(host.section("headers"), name);
        level.clientIp(host.section("client_ip"), name);
        level.resourceTypes(
                render,
                type -> name + ": invalid blocked_resource_type '" + type
                        + "', must be a valid Chrome DevTools Protocol resource type");
        level.sharding(host.section("cache_sharding"), name + ": ");
    }

    private static void renderTimeout(Section render, String name, Report report) {
        Duration timeout = render.duration("timeout");
        int line = render.line("timeout");
        if (timeout == null || !timeout.isPositive()) {
            report.error(line, name + ": render.timeout must be positive");
        } else if (timeout.compareTo(SHORTEST_RENDER) < 0) {
            report.error(
                    line,
                    name + ": render.timeout (" + print(timeout)
                            + ") is too low (minimum 5s required). JavaScript execution will fail");
        } else if (timeout.compareTo(SHORT_RENDER) < 0) {
            report.warning(
                    line,
                    name + ": render.timeout (" + print(timeout)
                            + ") is very low. Only suitable for simple static pages. JavaScript-heavy pages will fail."
                            + " Recommended minimum: 10s");
        } else if (timeout.compareTo(LONG_RENDER) > 0) {
            report.warning(
                    line,
                    name + ": render.timeout (" + print(timeout)
                            + ") is very high. Pages taking over 120s (2 minutes) are likely broken or have infinite"
                            + " loops. Consider investigating page performance");
        }
    }

    private static void bypass(Section bypass, String name, LevelCheck level, Report report) {
        BypassTimeoutCheck.host(bypass, name, report);
        level.tiny(bypass, "timeout", name + ": bypass.timeout");
        Section cache = bypass.section("cache");
        level.cache(cache, name, "bypass.cache");
        if (cache.section("expired").text("strategy").equals("serve_stale") && !cache.isTrue("enabled")) {
            report.error(
                    cache.line("expired"),
                    name + ": bypass.cache.expired.strategy is 'serve_stale' but bypass caching is disabled");
        }
    }

    private void acrossFiles(Section host, String fileName, Report report) {
        int id = host.number("id");
        String before = files.putIfAbsent(id, fileName);
        if (before != null && id > 0) {
            report.error(
                    host.line("id"),
                    "duplicate host ID " + id + " found in '" + fileName + "' (already defined in '" + before + "')");
        }
        for (Located<String> domain : host.items("domain")) {
            String known = domainFiles.putIfAbsent(domain.value(), fileName);
            if (known != null) {
                report.error(
                        domain.line(),
                        "duplicate domain \"" + domain.value() + "\" found in '" + fileName + "' (already defined in '"
                                + known + "')");
            }
        }
    }

    /** Complains about names that are no bot aliases. */
    static void aliases(List<Located<String>> userAgents, String context, Report report) {
        List<String> texts = userAgents.stream().map(Located::value).toList();
        if (BotAliases.expand(texts) instanceof BotAliases.Unknown unknown) {
            report.error(userAgents.getFirst().line(), unknown.message(context));
        }
    }
}
