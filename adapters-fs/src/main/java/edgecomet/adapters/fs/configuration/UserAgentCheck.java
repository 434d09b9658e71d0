package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.domain.dimension.BotAliases;
import java.util.List;

/**
 * Whether lists of user agents can be used: that their bot aliases exist and, where the validation of the block does
 * not look, that their patterns compile (spec 01 §3.5, §9).
 *
 * @param aliasPrefix stands before complaints about aliases
 * @param patternPrefix stands before complaints about patterns
 */
record UserAgentCheck(Report report, String aliasPrefix, String patternPrefix) {

    /** Complains about names that are no bot aliases; returns whether all of them are. */
    boolean aliases(List<Located<String>> userAgents, String context) {
        List<String> texts = userAgents.stream().map(Located::value).toList();
        return switch (BotAliases.expand(texts)) {
            case BotAliases.Expanded expanded -> true;
            case BotAliases.Unknown unknown -> {
                int line = userAgents.stream()
                        .filter(item -> unknown.names().contains(item.value()))
                        .findFirst()
                        .map(Located::line)
                        .orElse(0);
                report.error(line, aliasPrefix + unknown.message(context));
                yield false;
            }
        };
    }

    /** Checks a {@code bothit_recache} block; one that is not enabled is compiled all the same. */
    void botHits(Section block, String context) {
        boolean known = aliases(block.items("match_ua"), context);
        if (!known || block.isTrue("enabled")) {
            return;
        }
        for (Located<String> item : block.items("match_ua")) {
            PatternSyntax.compileProblem(item.value())
                    .ifPresent(
                            problem -> report.error(item.line(), patternPrefix + "'" + item.value() + "': " + problem));
        }
    }
}
