package edgecomet.adapters.fs.configuration.tester;

import edgecomet.adapters.fs.configuration.YamlConfigurationSource;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.explain.UrlExplainer;
import edgecomet.application.explain.UrlExplanation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The outcome of a test, before it is written. The file is named as it was given. */
sealed interface TestRun {

    String file();

    /** Returns what was found, warnings too, in the order of the checks. */
    List<Problem> problems();

    /** The configuration cannot be used. */
    record Refused(String file, List<Problem> problems) implements TestRun {}

    /**
     * The configuration can be used.
     *
     * @param lookup empty where no URL was given
     */
    record Accepted(String file, List<Problem> problems, GatewayConfiguration configuration, Optional<Lookup> lookup)
            implements TestRun {}

    /**
     * What the configuration says about a URL.
     *
     * @param target the URL or path, as given
     */
    record Lookup(String target, UrlExplanation explanation) {}

    /** Loads the configuration, and looks the target up unless it is empty. */
    static TestRun of(String file, String target, Instant now) {
        return switch (YamlConfigurationSource.gateway(Path.of(file))) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration configuration, List<Problem> warnings) -> {
                Optional<Lookup> lookup = target.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Lookup(target, new UrlExplainer(configuration, now).explain(target)));
                yield new Accepted(file, warnings, configuration, lookup);
            }
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) -> new Refused(file, problems);
        };
    }

    /** Returns what goes to the error stream; empty if nothing is wrong that the report itself does not say. */
    default String complaint() {
        return switch (this) {
            case Refused refused ->
                refused.problems().stream()
                        .filter(problem -> problem.severity() == Severity.FATAL)
                        .map(problem -> "Validation error: " + problem.text() + "\n")
                        .collect(Collectors.joining());
            case Accepted accepted ->
                accepted.lookup()
                        .map(Lookup::explanation)
                        .map(found -> found instanceof UrlExplanation.Unparsable(String message)
                                ? "\nURL test error: invalid URL: " + message + "\n"
                                : "")
                        .orElse("");
        };
    }

    /** Returns the exit code: 0 if the configuration can be used and the target, if any, is one. */
    default int exitCode() {
        return this instanceof Accepted && complaint().isEmpty() ? 0 : 1;
    }
}
