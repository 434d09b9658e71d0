package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of one URL rule (spec 01 §8.3). */
final class RuleCheck {

    private final Map<String, Section> dimensions;
    private final Report report;
    private final LevelCheck level;

    /** Prepares the checks of a host's rules; the dimensions are its own or, where it has none, the global ones. */
    RuleCheck(Map<String, Section> effectiveDimensions, Report report) {
        this.dimensions = effectiveDimensions;
        this.report = report;
        this.level = new LevelCheck(report);
    }

    void rule(Section rule, String name) {
        List<Located<String>> patterns = rule.items("match");
        if (patterns.isEmpty()) {
            report.error(rule.line("match"), name + ": match pattern cannot be empty");
            return;
        }
        patterns.forEach(pattern -> PatternSyntax.problem(pattern.value(), "URL")
                .ifPresent(problem -> report.error(
                        pattern.line(), name + ": invalid pattern '" + pattern.value() + "': " + problem)));
        Optional<Action> action = RuleReader.action(rule.text("action"));
        if (action.isEmpty()) {
            report.error(rule.line("action"), name + ": invalid action '" + rule.text("action") + "'");
        }
        level.tracking(rule.section("tracking_params"), name);
        level.botHits(rule.section("bothit_recache"), name);
        level.headers(rule.section("headers"), name);
        level.sharding(rule.section("cache_sharding"), name + ": ");
        bypass(rule.section("bypass"), name);
        action.ifPresent(known -> consequences(known, rule, name));
    }

    private void bypass(Section bypass, String name) {
        level.cache(bypass.section("cache"), name, "bypass.cache");
        Duration timeout = bypass.duration("timeout");
        if (timeout != null && !timeout.isPositive()) {
            report.warning(
                    bypass.line("timeout"),
                    name + ": bypass.timeout (" + print(timeout) + ") is not positive: the inherited one applies");
        }
    }

    private void consequences(Action action, Section rule, String name) {
        switch (action) {
            case RENDER -> render(rule.section("render"), name);
            case BYPASS -> {}
            case BLOCK, STATUS, STATUS_403, STATUS_404, STATUS_410 -> status(action, rule.section("status"), name);
        }
    }

    private void render(Section render, String name) {
        level.cache(render.section("cache"), name, "render.cache");
        Duration timeout = render.duration("timeout");
        if (timeout != null && !timeout.isPositive()) {
            report.error(render.line("timeout"), name + ": render.timeout must be positive");
        }
        String dimension = render.text("dimension");
        if (!dimension.isEmpty()) {
            Section named = dimensions.get(dimension);
            if (named == null) {
                report.error(render.line("dimension"), name + ": render.dimension '" + dimension + "' does not exist");
            } else if (named.text("action").equals("block")) {
                report.error(
                        render.line("dimension"),
                        name + ": render.dimension cannot reference a block dimension '" + dimension + "'");
            }
        }
        level.events(render.section("events"), name);
        level.serialization(render, name);
        level.resourceTypes(render, type -> name + ": invalid blocked_resource_type '" + type + "'");
    }

    private void status(Action action, Section status, String name) {
        Integer code = status.integer("code");
        if (code == null) {
            if (action == Action.STATUS) {
                report.error(status.line("code"), name + ": status.code is required for action='status'");
            }
            return;
        }
        if (code < 300 || code > 599) {
            report.error(status.line("code"), name + ": status.code must be 3xx, 4xx, or 5xx (got " + code + ")");
        } else if (code < 400 && status.textMap("headers").keySet().stream().noneMatch("Location"::equals)) {
            report.error(
                    status.line("headers"),
                    name + ": status.headers.Location is required for 3xx redirect (code " + code + ")");
        }
    }
}
