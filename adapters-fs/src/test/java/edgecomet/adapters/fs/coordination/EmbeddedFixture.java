package edgecomet.adapters.fs.coordination;

import edgecomet.application.testing.TurnableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An embedded coordination of each test's own, on a time that stands still until it is let pass. */
final class EmbeddedFixture implements BeforeEachCallback, AfterEachCallback {

    private final Instant start;
    private Path directory;
    private TurnableClock clock;
    private TurnableClock steady;
    private EmbeddedCoordination coordination;

    EmbeddedFixture() {
        this(Instant.parse("2026-01-02T03:04:05.678Z"));
    }

    EmbeddedFixture(Instant start) {
        this.start = start;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("edgecomet-embedded-");
        clock = new TurnableClock(start);
        steady = new TurnableClock(Instant.EPOCH);
        coordination = EmbeddedCoordination.open(directory, clock, steady);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        coordination.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EmbeddedCoordination coordination() {
        return coordination;
    }

    /** Lets time pass. */
    void letPass(Duration duration) {
        clock.turn(duration);
        steady.turn(duration);
    }

    /** Sets the clock of the machine on, or back, at once. */
    void setClock(Duration by) {
        clock.turn(by);
    }
}
