package edgecomet.domain.host;

import edgecomet.domain.pattern.Pattern;
import edgecomet.domain.policy.Settings;
import edgecomet.domain.rules.Action;
import edgecomet.domain.rules.QueryMatch;
import edgecomet.domain.rules.StatusAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code url_rules} as written, before it is expanded to one rule per pattern (spec 01 §6).
 *
 * @param status the fixed answer of a status action; null for render and bypass
 */
public record RuleDefinition(
        List<Pattern> patterns,
        QueryMatch query,
        Action action,
        @Nullable StatusAction status,
        Settings settings) {
    public RuleDefinition {
        patterns = List.copyOf(patterns);
    }
}
