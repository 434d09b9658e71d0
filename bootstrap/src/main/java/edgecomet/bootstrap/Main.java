package edgecomet.bootstrap;

import edgecomet.adapters.fs.configuration.tester.ConfigurationTester;
import edgecomet.bootstrap.cli.CommandLines;
import edgecomet.bootstrap.cli.Invocation;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Starts what the command line asks for. The first argument is the name of the program, as the launchers pass it. */
public final class Main {

    private Main() {}

    /** Runs a program and ends this process with its exit code (spec 01 §1). */
    public static void main(String[] arguments) {
        String program = arguments.length == 0 ? "edgecomet" : arguments[0];
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        System.exit(run(CommandLines.parse(program, rest)));
    }

    private static int run(Invocation invocation) {
        return switch (invocation) {
            case Invocation.Print(String text, Invocation.Stream stream, int exitCode) -> {
                print(stream, text);
                yield exitCode;
            }
            case Invocation.TestConfiguration test -> test(test);
            case Invocation.RunGateway(String configuration) -> new Program().run(Programs.gateway(configuration));
            case Invocation.RunRenderer(String configuration) -> new Program().run(Programs.renderer(configuration));
            case Invocation.RunStandalone(String configuration) ->
                new Program().run(Programs.standalone(configuration));
            case Invocation.RunSite site ->
                new Program().run(Programs.site(site.host(), site.key(), text -> print(Invocation.Stream.OUT, text)));
            case Invocation.RunDemo() -> new Program().run(Programs.demo());
        };
    }

    private static int test(Invocation.TestConfiguration test) {
        ConfigurationTester.Result result =
                ConfigurationTester.test(test.configuration(), test.target(), test.output());
        print(Invocation.Stream.OUT, result.out());
        print(Invocation.Stream.ERR, result.err());
        return result.exitCode();
    }

    private static void print(Invocation.Stream stream, String text) {
        FileDescriptor descriptor = switch (stream) {
            case OUT -> FileDescriptor.out;
            case ERR -> FileDescriptor.err;
        };
        PrintStream printer = new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
        printer.print(text);
        printer.flush();
    }
}
