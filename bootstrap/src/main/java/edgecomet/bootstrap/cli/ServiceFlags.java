package edgecomet.bootstrap.cli;

import edgecomet.bootstrap.cli.FlagSet.Result;
import edgecomet.bootstrap.cli.Invocation.Print;
import edgecomet.bootstrap.cli.Invocation.RunGateway;
import edgecomet.bootstrap.cli.Invocation.RunRenderer;
import edgecomet.bootstrap.cli.Invocation.Stream;
import edgecomet.bootstrap.cli.Invocation.TestConfiguration;
import java.util.List;

/** The command lines of {@code edge-gateway} and {@code render-service} (spec 01 §1). */
final class ServiceFlags {

    private static final FlagSet GATEWAY = new FlagSet(List.of(
            new FlagSet.Text("c", "path to configuration file", "configs/edge-gateway.yaml"),
            new FlagSet.Switch("t", "test configuration and exit")));
    private static final FlagSet RENDERER =
            new FlagSet(List.of(new FlagSet.Text("c", "Path to RS configuration file", "configs/render-service.yaml")));

    private ServiceFlags() {}

    static Invocation gateway(String program, List<String> arguments) {
        return switch (GATEWAY.parse(arguments)) {
            case Result.Parsed parsed
            when parsed.isOn("t") ->
                new TestConfiguration(
                        parsed.text("c"),
                        parsed.rest().isEmpty() ? "" : parsed.rest().getFirst());
            case Result.Parsed parsed -> new RunGateway(parsed.text("c"));
            case Result.HelpWanted _ -> help(program, GATEWAY);
            case Result.Wrong wrong -> misuse(program, GATEWAY, wrong);
        };
    }

    static Invocation renderer(String program, List<String> arguments) {
        return switch (RENDERER.parse(arguments)) {
            case Result.Parsed parsed -> new RunRenderer(parsed.text("c"));
            case Result.HelpWanted _ -> help(program, RENDERER);
            case Result.Wrong wrong -> misuse(program, RENDERER, wrong);
        };
    }

    private static Print help(String program, FlagSet flags) {
        return new Print(flags.usage(program), Stream.ERR, 0);
    }

    private static Print misuse(String program, FlagSet flags, Result.Wrong wrong) {
        return new Print(wrong.message() + "\n" + flags.usage(program), Stream.ERR, CommandLines.MISUSE);
    }
}
