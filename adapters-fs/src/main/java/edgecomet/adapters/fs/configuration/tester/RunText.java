package edgecomet.adapters.fs.configuration.tester;

import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Problem;
import edgecomet.application.configuration.Problem.Severity;
import edgecomet.application.explain.HostExplanation;
import edgecomet.application.explain.UrlExplanation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A test as text. Without explanations it is that of the specification, byte for byte, because scripts of operators
 * read it (spec 01 §10).
 */
final class RunText {

    private final StringBuilder out = new StringBuilder();
    private final boolean explained;

    private RunText(boolean explained) {
        this.explained = explained;
    }

    /** Returns what goes to standard output; explained, a block of ours follows each host's. */
    static String of(TestRun run, boolean explained) {
        RunText text = new RunText(explained);
        switch (run) {
            case TestRun.Refused(String ignored, List<Problem> problems) -> text.refused(problems);
            case TestRun.Accepted accepted -> text.accepted(accepted);
        }
        return text.out.toString();
    }

    private void refused(List<Problem> problems) {
        String errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> "- " + problem + "\n")
                .collect(Collectors.joining());
        if (!errors.isEmpty()) {
            out.append("Configuration validation FAILED:\n").append(errors);
        }
    }

    private void accepted(TestRun.Accepted run) {
        out.append("configuration file ").append(run.file()).append(" syntax is ok\n");
        if (!run.problems().isEmpty()) {
            out.append("\nConfiguration warnings (")
                    .append(run.problems().size())
                    .append("):\n");
            run.problems().forEach(warning -> out.append("- ").append(warning).append('\n'));
            out.append('\n');
        }
        out.append("configuration test is successful\n");
        run.lookup().ifPresent(lookup -> lookup(lookup, run.configuration()));
    }

    private void lookup(TestRun.Lookup lookup, GatewayConfiguration configuration) {
        switch (lookup.explanation()) {
            case UrlExplanation.Unparsable ignored -> {}
            case UrlExplanation.UnknownHost(String host) -> unknownHost(host, configuration);
            case UrlExplanation.OfHost(HostExplanation host, String givenHost, boolean byPrimaryDomain) -> {
                if (byPrimaryDomain) {
                    out.append('\n');
                    host(host, configuration);
                } else {
                    unknownHost(givenHost, configuration);
                    if (explained) {
                        out.append("\nIt is another domain of this host, which serves it all the same:\n");
                        host(host, configuration);
                    }
                }
            }
            case UrlExplanation.OnEveryHost(List<HostExplanation> hosts) -> {
                out.append("\nTesting URL: ").append(lookup.target());
                out.append("\nChecking across ").append(hosts.size()).append(" hosts...\n");
                hosts.forEach(host -> host(host, configuration));
            }
        }
    }

    private void host(HostExplanation host, GatewayConfiguration configuration) {
        out.append(HostText.of(host));
        if (explained) {
            out.append(ExplanationText.of(host, configuration.storage()));
        }
    }

    private void unknownHost(String host, GatewayConfiguration configuration) {
        out.append("\nERROR: Host ").append(Quoted.of(host)).append(" not found in configuration\nAvailable hosts:\n");
        configuration
                .hosts()
                .all()
                .forEach(known ->
                        out.append("  - ").append(known.primaryDomain()).append('\n'));
    }
}
