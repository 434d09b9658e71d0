package edgecomet.bootstrap.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.LogConfiguration.File;
import edgecomet.application.configuration.LogConfiguration.Format;
import edgecomet.application.configuration.LogConfiguration.Level;
import edgecomet.application.configuration.LogConfiguration.Rotation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LoggingTest {

    private static final Logger log = LoggerFactory.getLogger(LoggingTest.class);

    @TempDir
    private Path folder;

    @AfterEach
    void backToTheConsole() {
        Logging.configureForStart((LoggerContext) LoggerFactory.getILoggerFactory());
    }

    @Test
    void aHighLevelAppliesOnlyBetweenStartAndShutdown() throws IOException {
        Logging logging = configure(Level.ERROR, null);

        log.info("starting");
        logging.started();
        log.warn("hidden");
        log.error("shown");
        logging.stopping();
        log.info("stopping");

        assertEquals(
                List.of(
                        "starting {'eg': 'gw-1'}",
                        "Switching logger to configured level {'level': 'error'}",
                        "shown {'eg': 'gw-1'}",
                        "Switched to INFO level for shutdown visibility",
                        "stopping {'eg': 'gw-1'}"),
                messages());
    }

    @Test
    void anOutputsOwnLevelAppliesThroughout() throws IOException {
        Logging logging = configure(Level.INFO, Level.WARN);

        log.info("hidden");
        log.warn("shown");
        logging.started();
        log.info("hidden");

        assertEquals(List.of("shown {'eg': 'gw-1'}"), messages());
    }

    @Test
    void aLowLevelNeedsNoOverride() throws IOException {
        Logging logging = configure(Level.DEBUG, null);

        log.debug("starting");
        logging.started();
        log.debug("running");
        logging.stopping();

        assertEquals(
                List.of(
                        "starting {'eg': 'gw-1'}",
                        "Switching logger to configured level {'level': 'debug'}",
                        "running {'eg': 'gw-1'}"),
                messages());
    }

    @Test
    void librariesAreHeardFromWarningsOn() throws IOException {
        configure(Level.DEBUG, null);

        LoggerFactory.getLogger("io.netty.example").info("hidden");
        LoggerFactory.getLogger("io.netty.example").warn("shown");

        assertEquals(List.of("shown {'eg': 'gw-1'}"), messages());
    }

    @Test
    void aFailedWriteIsForgottenWhenTheNextOneSucceeds() throws IOException {
        configure(Level.INFO, null);
        Path inTheWay = Files.createDirectory(folder.resolve("app.log"));

        log.info("lost");
        Files.delete(inTheWay);
        log.info("written");

        assertEquals(List.of("written {'eg': 'gw-1'}"), messages());
    }

    private Logging configure(Level level, @Nullable Level own) {
        File file = new File(folder.resolve("app.log").toString(), Format.TEXT, own, new Rotation(100, 0, 0, false));
        return Logging.configure(new LogConfiguration(level, null, file), Map.of("eg", "gw-1"));
    }

    /** The messages with their fields, in single quotes to be readable here. */
    private List<String> messages() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("app.log"));
        assertTrue(lines.stream().allMatch(line -> line.split("\t").length >= 3), lines::toString);
        return lines.stream()
                .map(line -> line.split("\t", 3)[2].replace('\t', ' ').replace('"', '\''))
                .toList();
    }
}
