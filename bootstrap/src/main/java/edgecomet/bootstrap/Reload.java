package edgecomet.bootstrap;

import edgecomet.application.configuration.LiveConfiguration.Takeover;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads the files of a running process again: completely, and in force only if there is no error in them.
 *
 * @param <T> the configuration that the files give
 */
final class Reload<T> implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Reload.class);

    private final Supplier<Loading<T>> source;
    private final Function<T, Takeover> takeOver;

    Reload(Supplier<Loading<T>> source, Function<T, Takeover> takeOver) {
        this.source = source;
        this.takeOver = takeOver;
    }

    @Override
    public void run() {
        long startedAt = System.nanoTime();
        LOG.info("Reloading configuration");
        switch (source.get()) {
            case Loading.Loaded<T>(T configuration, List<Problem> warnings) -> {
                warnings.forEach(warning -> LOG.warn("{}", warning));
                report(takeOver.apply(configuration), Duration.ofNanos(System.nanoTime() - startedAt));
            }
            case Loading.Refused<T>(List<Problem> problems) -> {
                problems.forEach(problem -> LOG.atLevel(levelOf(problem)).log("{}", problem));
                LOG.atError()
                        .addKeyValue("problems", problems.size())
                        .log("Configuration not reloaded: the one in force stays, see the lines above");
            }
        }
    }

    private static void report(Takeover result, Duration took) {
        result.needRestart()
                .forEach(key -> LOG.atWarn()
                        .addKeyValue("key", key)
                        .log("A changed value is not in force: this key needs a restart"));
        LOG.atInfo()
                .addKeyValue("hosts", result.hosts())
                .addKeyValue("added", result.added())
                .addKeyValue("removed", result.removed())
                .addKeyValue("took", took)
                .log("Configuration reloaded");
    }

    /** Warnings stand beside the errors, and are none. */
    private static Level levelOf(Problem problem) {
        return problem.severity() == Problem.Severity.WARNING ? Level.WARN : Level.ERROR;
    }
}
