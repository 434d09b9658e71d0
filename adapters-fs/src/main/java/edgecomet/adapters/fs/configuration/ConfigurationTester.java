package edgecomet.adapters.fs.configuration;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code edge-gateway -t}: the complete load, its problems and, for a URL, what the configuration says (spec 01 §10). */
public final class ConfigurationTester {

    private ConfigurationTester() {}

    /** What the program prints on either stream, and its exit code. */
    public record Result(String out, String err, int exitCode) {}

    /**
     * Tests a configuration.
     *
     * @param target a URL or path to look up; empty for none
     */
    public static Result test(Path file, String target) {
        return test(file, target, System.getenv());
    }

    static Result test(Path file, String target, Map<String, String> environment) {
        return switch (YamlConfigurationSource.gateway(file, environment)) {
            case Loading.Loaded<GatewayConfiguration>(GatewayConfiguration configuration, List<Problem> warnings) -> {
                String head = success(file, warnings);
                yield target.isEmpty()
                        ? new Result(head, "", 0)
                        : UrlReport.of(configuration, target).after(head);
            }
            case Loading.Refused<GatewayConfiguration>(List<Problem> problems) -> refused(problems);
        };
    }

    private static Result refused(List<Problem> problems) {
        List<Problem> fatal = problems.stream()
                .filter(problem -> problem.severity() == Severity.FATAL)
                .toList();
        List<Problem> errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        String out = errors.isEmpty()
                ? ""
                : errors.stream()
                        .map(problem -> "- " + problem + "\n")
                        .collect(Collectors.joining("", "Configuration validation FAILED:\n", ""));
        String err = fatal.stream()
                .map(problem -> "Validation error: " + problem.text() + "\n")
                .collect(Collectors.joining());
        return new Result(out, err, 1);
    }

    private static String success(Path file, List<Problem> warnings) {
        StringBuilder out = new StringBuilder("configuration file " + file + " syntax is ok\n");
        if (!warnings.isEmpty()) {
            out.append("\nConfiguration warnings (").append(warnings.size()).append("):\n");
            warnings.forEach(warning -> out.append("- ").append(warning).append('\n'));
            out.append('\n');
        }
        return out.append("configuration test is successful\n").toString();
    }
}
