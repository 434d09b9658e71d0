package edgecomet.bootstrap;

import edgecomet.bootstrap.cli.CommandLines;
import edgecomet.bootstrap.cli.Invocation;
import edgecomet.bootstrap.cli.Invocation.Print;
import edgecomet.bootstrap.logging.Logging;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Starts what the command line asks for. The first argument is the name of the program, as the launchers pass it. */
public final class Main {

    private Main() {}

    /** Runs a program and ends this process with its exit code. */
    public static void main(String[] arguments) {
        String program = arguments.length == 0 ? "edgecomet" : arguments[0];
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        System.exit(run(CommandLines.parse(program, rest)));
    }

    private static int run(Invocation invocation) {
        if (invocation instanceof Print print) {
            print(print);
            return print.exitCode();
        }
        LoggerFactory.getLogger(Main.class)
                .atError()
                .addMarker(Logging.FATAL)
                .addKeyValue("invocation", invocation)
                .log("This role is not wired yet");
        return 1;
    }

    private static void print(Print print) {
        var descriptor =
                switch (print.stream()) {
                    case OUT -> FileDescriptor.out;
                    case ERR -> FileDescriptor.err;
                };
        var stream = new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
        stream.print(print.text());
        stream.flush();
    }
}
