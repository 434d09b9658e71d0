package edgecomet.bootstrap.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The distribution that the build has packaged. */
final class Distribution {

    private Distribution() {}

    /** Returns a program of {@code bin/}. */
    static Path bin(String program) {
        return root().resolve("bin").resolve(program);
    }

    /** Returns where it lies. */
    static Path root() {
        try (Stream<Path> entries = Files.list(Path.of("target"))) {
            return entries.filter(path -> Files.isExecutable(path.resolve("bin/edgecomet")))
                    .findFirst()
                    .map(Path::toAbsolutePath)
                    .orElseThrow(() -> new AssertionError("no distribution in target/: run ./mvnw package"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
