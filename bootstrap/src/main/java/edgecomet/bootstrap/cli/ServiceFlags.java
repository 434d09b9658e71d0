package edgecomet.bootstrap.cli;

import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import edgecomet.bootstrap.cli.FlagSet.Result;
import edgecomet.bootstrap.cli.Invocation.Print;
import edgecomet.bootstrap.cli.Invocation.RunGateway;
import edgecomet.bootstrap.cli.Invocation.RunRenderer;
import edgecomet.bootstrap.cli.Invocation.Stream;
import edgecomet.bootstrap.cli.Invocation.TestConfiguration;
import java.util.List;

/** The command lines of {@code edge-gateway} and {@code render-service} (spec 01 §1). */
final class ServiceFlags {

    private static final FlagSet GATEWAY = new FlagSet(
            List.of(
                    new FlagSet.Text("c", "path to configuration file", "configs/edge-gateway.yaml"),
                    new FlagSet.Switch("t", "test configuration and exit")),
            List.of(
                    new FlagSet.Switch("explain", "with -t and a URL or path: say why it is served as it is"),
                    new FlagSet.Text("format", "with -t: text, or json for everything in one document", "text")));
    private static final FlagSet RENDERER = new FlagSet(
            List.of(new FlagSet.Text("c", "Path to RS configuration file", "configs/render-service.yaml")), List.of());

    private ServiceFlags() {}

    static Invocation gateway(String program, List<String> arguments) {
        return switch (GATEWAY.parse(arguments)) {
            case Result.Parsed parsed when parsed.isOn("t") -> test(program, parsed);
            case Result.Parsed parsed
            when parsed.isGiven("explain") || parsed.isGiven("format") ->
                misuse(program, GATEWAY, "-explain and -format belong to -t");
            case Result.Parsed parsed -> new RunGateway(parsed.text("c"));
            case Result.HelpWanted _ -> help(program, GATEWAY);
            case Result.Wrong wrong -> misuse(program, GATEWAY, wrong.message());
        };
    }

    private static Invocation test(String program, Result.Parsed flags) {
        String target = flags.rest().isEmpty() ? "" : flags.rest().getFirst();
        String format = flags.text("format");
        boolean explained = flags.isOn("explain");
        if (!format.equals("text") && !format.equals("json")) {
            return misuse(program, GATEWAY, "invalid value \"" + format + "\" for -format: it is text or json");
        }
        if (explained && target.isEmpty()) {
            return misuse(program, GATEWAY, "-explain needs a URL or a path");
        }
        Output text = explained ? Output.EXPLAINED : Output.TEXT;
        return new TestConfiguration(flags.text("c"), target, format.equals("json") ? Output.JSON : text);
    }

    static Invocation renderer(String program, List<String> arguments) {
        return switch (RENDERER.parse(arguments)) {
            case Result.Parsed parsed -> new RunRenderer(parsed.text("c"));
            case Result.HelpWanted _ -> help(program, RENDERER);
            case Result.Wrong wrong -> misuse(program, RENDERER, wrong.message());
        };
    }

    private static Print help(String program, FlagSet flags) {
        return new Print(flags.usage(program), Stream.ERR, 0);
    }

    private static Print misuse(String program, FlagSet flags, String message) {
        return new Print(message + "\n" + flags.usage(program), Stream.ERR, CommandLines.MISUSE);
    }
}
