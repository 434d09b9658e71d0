package edgecomet.adapters.fs.file;

import edgecomet.application.configuration.LogConfiguration.Rotation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program that writes lines to a {@link RotatingFile} until one fails. */
final class WriterUntilFull {

    static final String LINE = "x".repeat(99) + "\n";

    private WriterUntilFull() {}

    public static void main(String[] arguments) {
        RotatingFile file = new RotatingFile(Path.of(arguments[0]), new Rotation(1, 0, 0, false));
        byte[] line = LINE.getBytes(StandardCharsets.UTF_8);
        while (written(file, line)) {
            // The next one.
        }
    }

    private static boolean written(RotatingFile file, byte[] line) {
        try {
            file.write(line);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
