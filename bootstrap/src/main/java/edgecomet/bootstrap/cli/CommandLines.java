package edgecomet.bootstrap.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads the command lines of every program of the distribution. {@code edge-gateway} and {@code render-service} have
 * the flags of the product that they replace; {@code edgecomet ROLE} is this product's own.
 */
public final class CommandLines {

    /** The exit code of a program that was called wrongly. */
    static final int MISUSE = 2;

    private CommandLines() {}

    /**
     * Returns what is asked for.
     *
     * @param program the name that the program was called by, possibly with folders, as typed
     */
    public static Invocation parse(String program, List<String> arguments) {
        return switch (baseName(program)) {
            case "edge-gateway" -> ServiceFlags.gateway(program, arguments);
            case "render-service" -> ServiceFlags.renderer(program, arguments);
            default -> EdgecometCommand.parse(arguments);
        };
    }

    private static String baseName(String program) {
        Path name = Path.of(program).getFileName();
        return name == null ? program : name.toString();
    }
}
