package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.host.RuleDefinition;
import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.StatusAction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a checked URL rule into a value (spec 01 §6). */
final class RuleReader {

    private RuleReader() {}

    /** Returns the action with this word. */
    static Optional<Action> action(String word) {
        return Arrays.stream(Action.values())
                .filter(action -> action.label().equals(word))
                .findFirst();
    }

    static RuleDefinition read(Section rule) {
        Action action = action(rule.text("action")).orElseThrow();
        return new RuleDefinition(
                rule.texts("match").stream().map(Pattern::parse).toList(),
                query(rule.queries("match_query")),
                action,
                status(action, rule.section("status")),
                SettingsReader.read(rule));
    }

    private static QueryMatch query(Map<String, List<String>> wanted) {
        Map<String, List<Pattern>> patterns = new LinkedHashMap<>();
        wanted.forEach((name, texts) ->
                patterns.put(name, texts.stream().map(Pattern::parse).toList()));
        return new QueryMatch(patterns);
    }

    private static @Nullable StatusAction status(Action action, Section status) {
        int usual = switch (action) {
            case RENDER, BYPASS -> 0;
            case BLOCK, STATUS_403, STATUS -> 403;
            case STATUS_404 -> 404;
            case STATUS_410 -> 410;
        };
        if (usual == 0) {
            return null;
        }
        Integer code = status.integer("code");
        return new StatusAction(code == null ? usual : code, status.text("reason"), status.textMap("headers"));
    }
}
