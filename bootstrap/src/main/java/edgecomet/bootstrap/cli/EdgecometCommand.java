package edgecomet.bootstrap.cli;

import edgecomet.application.configuration.Secret;
import edgecomet.bootstrap.cli.Invocation.Print;
import edgecomet.bootstrap.cli.Invocation.RunDemo;
import edgecomet.bootstrap.cli.Invocation.RunGateway;
import edgecomet.bootstrap.cli.Invocation.RunRenderer;
import edgecomet.bootstrap.cli.Invocation.RunSite;
import edgecomet.bootstrap.cli.Invocation.RunStandalone;
import edgecomet.bootstrap.cli.Invocation.Stream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line of {@code edgecomet ROLE}. The commands are built by code: annotations would cost reflection at
 * every start.
 */
final class EdgecometCommand {

    private static final Pattern HOST_NAME = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");

    private EdgecometCommand() {}

    static Invocation parse(List<String> arguments) {
        CommandLine command = command();
        if (arguments.isEmpty()) {
            return print(command, Stream.ERR, CommandLines.MISUSE);
        }
        try {
            ParseResult root = command.parseArgs(arguments.toArray(String[]::new));
            if (root.isVersionHelpRequested()) {
                return new Print("edgecomet " + Version.current() + "\n", Stream.OUT, 0);
            }
            if (root.isUsageHelpRequested()) {
                return print(command, Stream.OUT, 0);
            }
            return role(root.subcommand());
        } catch (ParameterException e) {
            return misuse(e.getCommandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static Invocation role(ParseResult role) {
        CommandLine command = role.commandSpec().commandLine();
        if (role.isUsageHelpRequested()) {
            return print(command, Stream.OUT, 0);
        }
        @Nullable String configuration = role.matchedOptionValue("c", (String) null);
        return switch (role.commandSpec().name()) {
            case "gateway" -> new RunGateway(required(command, configuration));
            case "renderer" -> new RunRenderer(required(command, configuration));
            case "standalone" -> standalone(role, command, configuration);
            default -> help(role, command.getParent());
        };
    }

    private static Invocation standalone(ParseResult role, CommandLine command, @Nullable String configuration) {
        @Nullable String site = role.matchedOptionValue("site", (String) null);
        @Nullable String key = role.matchedOptionValue("key", (String) null);
        if (site != null && configuration != null) {
            throw new ParameterException(command, "--site and -c exclude each other: a file names its sites itself");
        }
        if (key != null && site == null) {
            throw new ParameterException(command, "--key belongs to --site");
        }
        if (site != null && !HOST_NAME.matcher(site).matches()) {
            throw new ParameterException(
                    command, "--site takes a host name such as shop.example, without scheme, port and path");
        }
        if (key != null && key.isBlank()) {
            throw new ParameterException(command, "--key must not be empty: leave it out to have one made");
        }
        if (site != null) {
            return new RunSite(site, key == null ? null : new Secret(key));
        }
        return configuration == null ? new RunDemo() : new RunStandalone(configuration);
    }

    private static Invocation help(ParseResult help, CommandLine root) {
        List<String> names =
                help.hasMatchedPositional(0) ? List.of(help.<String>matchedPositionalValue(0, "")) : List.of();
        if (names.isEmpty()) {
            return print(root, Stream.OUT, 0);
        }
        CommandLine named = root.getSubcommands().get(names.getFirst());
        return named == null
                ? misuse(root, "There is no role '" + names.getFirst() + "'")
                : print(named, Stream.OUT, 0);
    }

    private static String required(CommandLine command, @Nullable String configuration) {
        if (configuration == null) {
            throw new ParameterException(command, "Missing: -c FILE");
        }
        return configuration;
    }

    private static Print print(CommandLine command, Stream stream, int exitCode) {
        return new Print(command.getUsageMessage(Ansi.OFF), stream, exitCode);
    }

    private static Print misuse(CommandLine command, String message) {
        return new Print(message + "\n" + command.getUsageMessage(Ansi.OFF), Stream.ERR, CommandLines.MISUSE);
    }

    private static CommandLine command() {
        CommandSpec root = spec("edgecomet", "Makes JavaScript sites readable for search engines and AI crawlers.");
        root.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("print the version and exit")
                .build());
        root.addSubcommand("standalone", standaloneSpec());
        root.addSubcommand(
                "gateway",
                spec("gateway", "The public /render, cache and fallbacks; needs Redis.")
                        .addOption(configuration("the gateway's YAML file")));
        root.addSubcommand(
                "renderer",
                spec("renderer", "A pool of Chromium behind POST /render; needs Redis.")
                        .addOption(configuration("the render service's YAML file")));
        root.addSubcommand(
                "help",
                spec("help", "Shows this, or what a role takes.")
                        .addPositional(CommandLine.Model.PositionalParamSpec.builder()
                                .index("0")
                                .arity("0..1")
                                .type(String.class)
                                .paramLabel("ROLE")
                                .description("the role")
                                .build()));
        return new CommandLine(root);
    }

    private static CommandSpec standaloneSpec() {
        return spec(
                        "standalone",
                        "Everything in one process, without Redis: with a file, for one site, or with the bundled demo.")
                .addOption(configuration("the gateway's YAML file; without it and --site the demo runs"))
                .addOption(OptionSpec.builder("--site")
                        .type(String.class)
                        .paramLabel("HOST")
                        .description("serve this one site with sensible defaults, without a file")
                        .build())
                .addOption(OptionSpec.builder("--key")
                        .type(String.class)
                        .paramLabel("KEY")
                        .description("the render key of the site; without it one is made and printed")
                        .build());
    }

    private static CommandSpec spec(String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("print this and exit")
                .build());
    }

    private static OptionSpec configuration(String description) {
        return OptionSpec.builder("-c", "--config")
                .type(String.class)
                .paramLabel("FILE")
                .description(description)
                .build();
    }
}
