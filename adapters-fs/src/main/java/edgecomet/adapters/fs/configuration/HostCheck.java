package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.domain.dimension.Dimension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The checks of one host, in the order of spec 01 §8.2. */
final class HostCheck {

    private static final Duration SHORTEST_RENDER = Duration.ofSeconds(5);
    private static final Duration SHORT_RENDER = Duration.ofSeconds(10);
    private static final Duration LONG_RENDER = Duration.ofMinutes(2);

    private final Section host;
    private final int index;
    private final String name;
    private final Path file;
    private final Report report;
    private final LevelCheck level;

    /** Prepares the checks of a host: the one at a position, counted from 0, of a file. */
    HostCheck(Section host, int index, Path file, Report report) {
        this.host = host;
        this.index = index;
        this.name = "host[" + index + "] (" + primaryDomain(host) + ")";
        this.file = file;
        this.report = report;
        this.level = new LevelCheck(report);
    }

    /** Returns the domain that stands for the host; empty where it has none. */
    static String primaryDomain(Section host) {
        List<Located<String>> domains = host.items("domain");
        return domains.isEmpty() ? "" : domains.getFirst().value();
    }

    /**
     * Checks the host.
     *
     * @param known the hosts of the same file that came before
     * @param global the global level
     */
    void check(HostsOfFile known, Section global) {
        known.domains(host, "host[" + index + "]", report);
        if (host.text("render_key").isEmpty()) {
            report.error(host.line("render_key"), "host[" + index + "]: render_key is required");
        }
        if (host.number("id") <= 0) {
            report.error(host.line("id"), name + ": id must be positive (got " + host.number("id") + ")");
        }
        known.keyAndId(host, report);
        if (!host.has("enabled")) {
            report.warning(host.line(), name + ": enabled is not set, so the host answers no request");
        }
        Duration timeout = host.section("render").duration("timeout");
        if (timeout == null || !timeout.isPositive()) {
            report.error(host.section("render").line("timeout"), name + ": render.timeout must be positive");
        }
        Map<String, Section> inherited = global.sectionMap("dimensions");
        Map<String, Section> own = host.sectionMap("dimensions");
        Map<String, Section> dimensions = own.isEmpty() ? inherited : own;
        dimensions(own, dimensions);
        unmatched(host.text("unmatched_dimension"), dimensions, global.text("unmatched_dimension"));
        behaviour(dimensions, timeout == null ? Duration.ZERO : timeout);
    }

    private void dimensions(Map<String, Section> own, Map<String, Section> effective) {
        if (effective.isEmpty()) {
            report.error(
                    host.line(), name + ": at least one dimension must be configured (no global dimensions defined)");
        }
        DimensionCheck.check(own, name + ": ", report);
        own.forEach((key, dimension) -> userAgents("failed to expand dimension aliases", "")
                .aliases(dimension.items("match_ua"), "dimension " + Quoted.of(key) + " at " + place()));
    }

    private void unmatched(String word, Map<String, Section> dimensions, String globalWord) {
        if (!isKnown(word, dimensions)) {
            report.error(
                    host.line("unmatched_dimension"),
                    name + ": unmatched_dimension '" + word
                            + "' is invalid (must be 'block', 'bypass', or a dimension name defined in this host's"
                            + " dimensions)");
        }
        if (word.isEmpty() && !isKnown(globalWord, dimensions)) {
            report.warning(
                    host.line(),
                    name + ": the global unmatched_dimension '" + globalWord
                            + "' is no dimension of this host; bypass applies");
        }
    }

    private static boolean isKnown(String word, Map<String, Section> dimensions) {
        return word.isEmpty()
                || word.equals("block")
                || word.equals(Dimension.BYPASS_NAME)
                || dimensions.containsKey(word);
    }

    private void behaviour(Map<String, Section> dimensions, Duration timeout) {
        Section render = host.section("render");
        Section bypass = host.section("bypass");
        level.events(render.section("events"), name);
        level.serialization(render, name);
        level.cache(render.section("cache"), name, "render.cache");
        rules(dimensions);
        timeouts(render, bypass, timeout);
        level.cache(bypass.section("cache"), name, "bypass.cache");
        level.staleWithoutCache(bypass.section("cache"), name + ": ");
        level.tracking(host.section("tracking_params"), name);
        level.botHits(host.section("bothit_recache"), name);
        userAgents("failed to expand bothit_recache aliases", "bothit_recache")
                .botHits(host.section("bothit_recache"), place());
        level.headers(host.section("headers"), name);
        level.clientIp(host.section("client_ip"), name);
        level.resourceTypes(
                render,
                type -> name + ": invalid blocked_resource_type '" + type
                        + "', must be a valid Chrome DevTools Protocol resource type");
        level.sharding(host.section("cache_sharding"), name + ": ");
    }

    private void rules(Map<String, Section> dimensions) {
        RuleCheck check = new RuleCheck(dimensions, report);
        List<Section> rules = host.sections("url_rules");
        for (int j = 0; j < rules.size(); j++) {
            check.rule(rules.get(j), name + ": url_rules[" + j + "]");
            String rule = "url_rule[" + j + "]";
            userAgents(rule + " failed to expand bothit_recache aliases", rule + " bothit_recache")
                    .botHits(rules.get(j).section("bothit_recache"), place() + ":" + rule);
        }
    }

    private void timeouts(Section render, Section bypass, Duration timeout) {
        int line = render.line("timeout");
        String subject = name + ": render.timeout (" + print(timeout) + ")";
        if (timeout.compareTo(SHORTEST_RENDER) < 0) {
            report.error(line, subject + " is too low (minimum 5s required). JavaScript execution will fail");
            return;
        }
        if (timeout.compareTo(SHORT_RENDER) < 0) {
            report.warning(
                    line,
                    subject
                            + " is very low. Only suitable for simple static pages. JavaScript-heavy pages will fail."
                            + " Recommended minimum: 10s");
        } else if (timeout.compareTo(LONG_RENDER) > 0) {
            report.warning(
                    line,
                    subject
                            + " is very high. Pages taking over 120s (2 minutes) are likely broken or have infinite"
                            + " loops. Consider investigating page performance");
        }
        BypassTimeoutCheck.host(bypass, name, report);
        level.tiny(bypass, "timeout", name + ": bypass.timeout");
    }

    private UserAgentCheck userAgents(String aliasFailure, String patternOwner) {
        String load = "failed to load hosts config: failed to load host file '" + file + "': host '"
                + primaryDomain(host) + "': ";
        return new UserAgentCheck(
                report,
                load + aliasFailure + ": ",
                load + patternOwner + ": invalid bothit_recache user agent pattern ");
    }

    private String place() {
        return file + ":host_id=" + host.number("id");
    }
}
