package edgecomet.adapters.fs.configuration.tester;

import java.time.InstantSource;

/**
 * {@code edge-gateway -t}: the complete load, its problems and, for a URL, what the configuration says (spec 01 §10).
 * Creates the storage directory and tries it, as every load does, and changes nothing else.
 */
public final class ConfigurationTester {

    private ConfigurationTester() {}

    /** How the outcome is written. */
    public enum Output {
        /** The text of the specification, and nothing else. */
        TEXT,
        /** The same text, with an explanation after each host. */
        EXPLAINED,
        /** One JSON document with everything. */
        JSON
    }

    /** What the program prints on either stream, and its exit code. */
    public record Result(String out, String err, int exitCode) {}

    /**
     * Tests a configuration.
     *
     * @param file the main file, as given
     * @param target a URL or path to look up; empty for none
     */
    public static Result test(String file, String target, Output output) {
        return test(file, target, output, InstantSource.system());
    }

    static Result test(String file, String target, Output output, InstantSource clock) {
        TestRun run = TestRun.of(file, target, clock.instant());
        String out = switch (output) {
            case TEXT -> RunText.of(run, false);
            case EXPLAINED -> RunText.of(run, true);
            case JSON -> RunJson.of(run);
        };
        return new Result(out, run.complaint(), run.exitCode());
    }
}
