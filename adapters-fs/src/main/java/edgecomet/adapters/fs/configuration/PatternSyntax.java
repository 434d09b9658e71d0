package edgecomet.adapters.fs.configuration;

import edgecomet.domain.pattern.InvalidPatternException;
import edgecomet.domain.pattern.Pattern;
import java.util.Optional;

/** What is wrong with a pattern, in the words of the validation (spec 01 §3.4). */
final class PatternSyntax {

    private PatternSyntax() {}

    /**
     * Returns the complaint about a pattern, or nothing if it is in order.
     *
     * @param context what the pattern is for: {@code URL} or {@code user-agent}
     */
    static Optional<String> problem(String pattern, String context) {
        if (pattern.equals("*")) {
            return Optional.empty();
        }
        if (pattern.contains("**")) {
            return Optional.of("pattern contains consecutive wildcards '**' - use single '*' for recursive matching");
        }
        if (pattern.equals("~*") || pattern.equals("~")) {
            return Optional.of(context + " pattern '" + pattern + "' is empty");
        }
        if (pattern.startsWith("~")) {
            String kind = pattern.startsWith("~*") ? "case-insensitive" : "case-sensitive";
            return regexProblem(pattern)
                    .map(reason -> "invalid " + context + " " + kind + " regexp '" + pattern + "': " + reason);
        }
        return Optional.empty();
    }

    /** Returns the complaint of the pattern language itself, such as {@code invalid regexp pattern '~(': …}. */
    static Optional<String> compileProblem(String pattern) {
        try {
            Pattern.parse(pattern);
            return Optional.empty();
        } catch (InvalidPatternException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> regexProblem(String pattern) {
        String prefix = "invalid regexp pattern '" + pattern + "': ";
        return compileProblem(pattern)
                .map(message -> message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    }
}
