package edgecomet.bootstrap.cli;

import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import edgecomet.application.configuration.Secret;
import org.jspecify.annotations.Nullable;

/** What a command line asks for. Paths are as typed. */
public sealed interface Invocation {

    /** Run the gateway. */
    record RunGateway(String configuration) implements Invocation {}

    /**
     * Test the gateway's configuration, print the result and exit.
     *
     * @param target the URL or path to test against it; empty for none
     * @param output how the result is written
     */
    record TestConfiguration(String configuration, String target, Output output) implements Invocation {}

    /** Run the render service. */
    record RunRenderer(String configuration) implements Invocation {}

    /** Run everything in one process, as configured in the file. */
    record RunStandalone(String configuration) implements Invocation {}

    /**
     * Run everything in one process for one site, without a file.
     *
     * @param key what callers must send; null for one to be made
     */
    record RunSite(String host, @Nullable Secret key) implements Invocation {}

    /** Run everything in one process with the site that the product brings. */
    record RunDemo() implements Invocation {}

    /** Print the text and exit. */
    record Print(String text, Stream stream, int exitCode) implements Invocation {}

    /** Where a text goes. */
    enum Stream {
        OUT,
        ERR
    }
}
