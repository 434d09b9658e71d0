package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged programs, started as an operator starts them. */
class DistributionIT {

    private static final Path DISTRIBUTION = Distribution.root();
    private static final String VERSION = DISTRIBUTION.getFileName().toString().substring("edgecomet-".length());

    @TempDir
    private Path folder;

    @Test
    void theVersionIsTheBuildsOwn() throws Exception {
        assertEquals(
                new Outcome(0, "edgecomet " + VERSION + "\n", ""),
                run(DISTRIBUTION, Map.of(), "edgecomet", "--version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge-gateway", "render-service"})
    void helpGoesToStandardErrorAndNothingElseAnywhere(String program) throws Exception {
        Outcome outcome = run(DISTRIBUTION, Map.of(), program, "--help");

        assertEquals(0, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().matches("(?s)Usage of .*" + program + ":\n  -c string\n.*"), outcome::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge-gateway", "render-service", "edgecomet"})
    void anUnknownFlagEndsWithTwo(String program) throws Exception {
        assertEquals(2, run(DISTRIBUTION, Map.of(), program, "--no-such-flag").exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"edge-gateway", "render-service", "edgecomet"})
    void theClassCacheIsUsed(String program) throws Exception {
        assertUsesItsClassCache(DISTRIBUTION, program);
    }

    @Test
    void theArchiveRunsWithItsClassCacheWhereverItIsUnpacked() throws Exception {
        Path unpacked = Files.move(unpack(), folder.resolve("another place"));

        assertUsesItsClassCache(unpacked, "edge-gateway");
        assertUsesItsClassCache(unpacked, "edgecomet");
    }

    @Test
    void aProgramIsFoundThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("edge-gateway"), DISTRIBUTION.resolve("bin/edge-gateway"));

        Outcome outcome = run(Map.of(), List.of(link.toString(), "--help"));

        assertEquals(0, outcome.exitCode(), outcome::err);
        assertTrue(outcome.err().startsWith("Usage of " + link + ":\n"), outcome::err);
    }

    @Test
    void aClassCacheThatDoesNotFitIsLeftAsideAndCanBeMadeAnew() throws Exception {
        Path unpacked = unpack();
        try (Stream<Path> jars = Files.list(unpacked.resolve("lib"))) {
            Files.setLastModifiedTime(jars.findAny().orElseThrow(), FileTime.from(Instant.EPOCH));
        }

        Outcome without = run(unpacked, Map.of(), "edgecomet", "--version");
        Outcome training = run(unpacked, Map.of(), "train-aot", "--short");

        assertEquals(new Outcome(0, "edgecomet " + VERSION + "\n", ""), without);
        assertEquals(0, training.exitCode(), training::err);
        assertUsesItsClassCache(unpacked, "edgecomet");
    }

    @Test
    void aJavaThatIsNoneIsNamed() throws Exception {
        Outcome outcome = run(DISTRIBUTION, Map.of("JAVA_HOME", "/nowhere"), "edgecomet", "--version");

        assertEquals(1, outcome.exitCode());
        assertEquals(
                "error: JAVA_HOME is /nowhere, which is not a Java 25: let it name one, or unset it\n", outcome.err());
    }

    /** Java ends with an error, in this mode, where it cannot use the cache that it was given. */
    private void assertUsesItsClassCache(Path distribution, String program) throws Exception {
        var strict = Map.of("EDGECOMET_OPTS", "-XX:AOTMode=on -Xlog:aot:stderr");
        Outcome outcome = run(distribution, strict, program, "--help");

        assertEquals(0, outcome.exitCode(), outcome::err);
        assertTrue(outcome.err().contains("Opened AOT cache"), outcome::err);
        assertTrue(outcome.err().contains("full module graph: enabled"), outcome::err);
    }

    private Path unpack() {
        Outcome tar = run(Map.of(), List.of("tar", "-xzf", DISTRIBUTION + ".tar.gz", "-C", folder.toString()));
        assertEquals(0, tar.exitCode(), tar::err);
        return folder.resolve(DISTRIBUTION.getFileName());
    }

    private Outcome run(Path distribution, Map<String, String> environment, String program, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/" + program).toString()));
        command.addAll(List.of(arguments));
        return run(environment, command);
    }

    private Outcome run(Map<String, String> environment, List<String> command) {
        return Outcome.of(folder, environment, command);
    }
}
