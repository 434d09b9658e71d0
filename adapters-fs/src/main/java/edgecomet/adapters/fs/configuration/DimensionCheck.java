package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.dimension.Dimension;
import java.util.HashMap;
import java.util.Map;

/** The checks of one map of dimensions (spec 01 §8.5). */
final class DimensionCheck {

    private final Report report;
    private final String prefix;
    private final Map<Integer, String> namesById = new HashMap<>();

    private DimensionCheck(Report report, String prefix) {
        this.report = report;
        this.prefix = prefix;
    }

    /** Checks the map, in the order of the file. */
    static void check(Map<String, Section> dimensions, String prefix, Report report) {
        var check = new DimensionCheck(report, prefix);
        dimensions.forEach(check::dimension);
    }

    private void dimension(String name, Section dimension) {
        String action = dimension.text("action");
        boolean builtIn = name.equals(Dimension.BYPASS_NAME);
        if (!action.isEmpty() && !action.equals("render") && !action.equals("bypass") && !action.equals("block")) {
            error(
                    dimension.line("action"),
                    "dimension '" + name + "' has invalid action '" + action
                            + "' (must be 'render', 'bypass', or 'block')");
        }
        identity(name, dimension, action, builtIn);
        if (action.equals("block")) {
            block(name, dimension);
        }
        unique(name, dimension);
        if (!action.equals("block") && !builtIn) {
            size(name, dimension, "width");
            size(name, dimension, "height");
        }
        dimension
                .items("match_ua")
                .forEach(item -> LevelCheck.userAgentProblem(item.value())
                        .ifPresent(problem -> error(item.line(), "dimension '" + name + "': " + problem)));
    }

    private void identity(String name, Section dimension, String action, boolean builtIn) {
        int id = dimension.number("id");
        int line = dimension.line("id");
        if (builtIn) {
            if (id != 0) {
                error(line, "dimension 'bypass' must use reserved ID 0");
            }
            if (!action.isEmpty() && !action.equals("bypass")) {
                error(dimension.line("action"), "dimension 'bypass' must have action 'bypass'");
            }
            return;
        }
        if (id == 0) {
            error(line, "dimension '" + name + "': ID 0 is reserved for the built-in bypass dimension");
        }
        if (id < 0) {
            error(line, "dimension '" + name + "' has invalid ID " + id + " (must be positive)");
        }
        if (action.equals("bypass")) {
            error(
                    dimension.line("action"),
                    "dimension '" + name + "': only the built-in bypass dimension can have action 'bypass'");
        }
    }

    private void block(String name, Section dimension) {
        if (dimension.items("match_ua").isEmpty()) {
            error(
                    dimension.line("match_ua"),
                    "dimension '" + name + "': block dimensions must have at least one match_ua pattern");
        }
        if (dimension.number("id") <= 0) {
            error(dimension.line("id"), "dimension '" + name + "': block dimensions must have a positive ID");
        }
    }

    private void unique(String name, Section dimension) {
        int id = dimension.number("id");
        String other = namesById.putIfAbsent(id, name);
        if (other != null) {
            error(
                    dimension.line("id"),
                    "dimension ID " + id + " is used by both '" + other + "' and '" + name + "' (must be unique)");
        }
    }

    private void size(String name, Section dimension, String key) {
        int value = dimension.number(key);
        if (value <= 0) {
            error(
                    dimension.line(key),
                    "dimension '" + name + "' has invalid " + key + " " + value + " (must be positive)");
        }
    }

    private void error(int line, String text) {
        report.error(line, prefix + text);
    }
}
