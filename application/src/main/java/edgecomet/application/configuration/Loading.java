package edgecomet.application.configuration;

import java.util.List;

/**
 * The outcome of reading a configuration.
 *
 * @param <T> the configuration that was asked for
 */
public sealed interface Loading<T> {

    /**
     * The configuration is in order.
     *
     * @param warnings in the order of the checks
     */
    record Loaded<T>(T configuration, List<Problem> warnings) implements Loading<T> {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The configuration cannot be used.
     *
     * @param problems everything that was found, warnings too, in the order of the checks
     */
    record Refused<T>(List<Problem> problems) implements Loading<T> {
        public Refused {
            problems = List.copyOf(problems);
        }

        /** Returns the first error and how many more there are (spec 01 §9). */
        public String summary() {
            List<Problem> errors = problems.stream()
                    .filter(problem -> problem.severity() != Problem.Severity.WARNING)
                    .toList();
            String first =
                    errors.isEmpty() ? "no reason given" : errors.getFirst().toString();
            return errors.size() <= 1 ? first : first + " (and " + (errors.size() - 1) + " more errors)";
        }
    }
}
