package edgecomet.bootstrap.cli;

import static edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output.EXPLAINED;
import static edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output.JSON;
import static edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output.TEXT;
import static edgecomet.bootstrap.cli.Invocation.Stream.ERR;
import static edgecomet.bootstrap.cli.Invocation.Stream.OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import edgecomet.adapters.fs.configuration.tester.ConfigurationTester.Output;
import edgecomet.bootstrap.cli.Invocation.Print;
import edgecomet.bootstrap.cli.Invocation.RunDemo;
import edgecomet.bootstrap.cli.Invocation.RunGateway;
import edgecomet.bootstrap.cli.Invocation.RunRenderer;
import edgecomet.bootstrap.cli.Invocation.RunSite;
import edgecomet.bootstrap.cli.Invocation.RunStandalone;
import edgecomet.bootstrap.cli.Invocation.TestConfiguration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {

    private static final String GATEWAY_USAGE = """
            Usage of edge-gateway:
              -c string
                \tpath to configuration file (default "configs/edge-gateway.yaml")
              -t\ttest configuration and exit
            In addition:
              -explain
                \twith -t and a URL or path: say why it is served as it is
              -format string
                \twith -t: text, or json for everything in one document (default "text")
            """;
    private static final String RENDERER_USAGE = """
            Usage of bin/render-service:
              -c string
                \tPath to RS configuration file (default "configs/render-service.yaml")
            """;

    static Stream<Arguments> gatewayCommandLines() {
        RunGateway byDefault = new RunGateway("configs/edge-gateway.yaml");
        return Stream.of(
                arguments("", byDefault),
                arguments("-c x.yaml", new RunGateway("x.yaml")),
                arguments("-c=x.yaml", new RunGateway("x.yaml")),
                arguments("--c x.yaml", new RunGateway("x.yaml")),
                arguments("--c=x.yaml", new RunGateway("x.yaml")),
                arguments("-c=", new RunGateway("")),
                arguments("-c -t", new RunGateway("-t")),
                arguments("-c a -c b", new RunGateway("b")),
                arguments("-c=a=b", new RunGateway("a=b")),
                arguments("-t", test("configs/edge-gateway.yaml", "", TEXT)),
                arguments("-t /path", test("configs/edge-gateway.yaml", "/path", TEXT)),
                arguments("-t -c x.yaml /path other", test("x.yaml", "/path", TEXT)),
                arguments("-t https://a.b/ -c x", test("configs/edge-gateway.yaml", "https://a.b/", TEXT)),
                arguments("-t -- -c", test("configs/edge-gateway.yaml", "-c", TEXT)),
                arguments("-t - -c x", test("configs/edge-gateway.yaml", "-", TEXT)),
                arguments("-c f extra -t", new RunGateway("f")),
                arguments("-t --explain /p", test("configs/edge-gateway.yaml", "/p", EXPLAINED)),
                arguments("-t /p --explain", test("configs/edge-gateway.yaml", "/p", EXPLAINED)),
                arguments("-t /p -explain=true other", test("configs/edge-gateway.yaml", "/p", EXPLAINED)),
                arguments("-t /p -explain=false", test("configs/edge-gateway.yaml", "/p", TEXT)),
                arguments("-t --format json", test("configs/edge-gateway.yaml", "", JSON)),
                arguments("-t /p --format json", test("configs/edge-gateway.yaml", "/p", JSON)),
                arguments("-t -c x /p -format=json --explain", test("x", "/p", JSON)),
                arguments("-t /p -c x --format=text", test("configs/edge-gateway.yaml", "/p", TEXT)),
                arguments("-t /p -- --format json", test("configs/edge-gateway.yaml", "/p", TEXT)),
                arguments("-t -- --explain", test("configs/edge-gateway.yaml", "--explain", TEXT)),
                arguments("-t -t=false", byDefault));
    }

    @ParameterizedTest(name = "edge-gateway {0}")
    @MethodSource
    void gatewayCommandLines(String line, Invocation expected) {
        assertEquals(expected, CommandLines.parse("edge-gateway", words(line)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "t", "T", "true", "TRUE", "True"})
    void theTestSwitchTakesEverySpellingOfTrue(String value) {
        assertInstanceOf(TestConfiguration.class, CommandLines.parse("edge-gateway", List.of("-t=" + value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "f", "F", "false", "FALSE", "False"})
    void theTestSwitchTakesEverySpellingOfFalse(String value) {
        assertInstanceOf(RunGateway.class, CommandLines.parse("edge-gateway", List.of("-t=" + value)));
    }

    @ParameterizedTest(name = "edge-gateway {0}")
    @CsvSource({
        "-x,        flag provided but not defined: -x",
        "--xyz=1,   flag provided but not defined: -xyz",
        "-t=maybe,  invalid boolean value \"maybe\" for -t: parse error",
        "-t=,       invalid boolean value \"\" for -t: parse error",
        "-t=tRUE,   invalid boolean value \"tRUE\" for -t: parse error",
        "-c,        flag needs an argument: -c",
        "---c,      bad flag syntax: ---c",
        "-=x,       bad flag syntax: -=x",
        "--=x,      bad flag syntax: --=x",
    })
    void aWrongFlagIsNamedAndTheUsageFollows(String argument, String message) {
        assertEquals(
                new Print(message + "\n" + GATEWAY_USAGE, ERR, 2),
                CommandLines.parse("edge-gateway", List.of(argument)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--h", "-help", "--help", "-help=x"})
    void helpIsTheUsageOnStandardErrorAndSuccess(String argument) {
        assertEquals(new Print(GATEWAY_USAGE, ERR, 0), CommandLines.parse("edge-gateway", List.of(argument)));
    }

    @ParameterizedTest(name = "edge-gateway {0}")
    @CsvSource({
        "--format json,         -explain and -format belong to -t",
        "--format text,         -explain and -format belong to -t",
        "--explain /p,          -explain and -format belong to -t",
        "extra --explain,       -explain and -format belong to -t",
        "-t --format xml,       invalid value \"xml\" for -format: it is text or json",
        "-t /p --format,        flag needs an argument: -format",
        "-t /p --explain=maybe, invalid boolean value \"maybe\" for -explain: parse error",
        "-t --explain,          -explain needs a URL or a path",
    })
    void anAdditionThatCannotBeMeantIsExplained(String line, String message) {
        assertEquals(
                new Print(message + "\n" + GATEWAY_USAGE, ERR, 2), CommandLines.parse("edge-gateway", words(line)));
    }

    @Test
    void theRendererHasNoTestSwitchAndTheUsageShowsTheProgramAsTyped() {
        assertEquals(
                new Print("flag provided but not defined: -t\n" + RENDERER_USAGE, ERR, 2),
                CommandLines.parse("bin/render-service", List.of("-t")));
        assertEquals(
                new RunRenderer("configs/render-service.yaml"), CommandLines.parse("/opt/x/render-service", List.of()));
        assertEquals(new RunRenderer("r.yaml"), CommandLines.parse("render-service", words("-c r.yaml")));
    }

    static Stream<Arguments> edgecometCommandLines() {
        return Stream.of(
                arguments("standalone", new RunDemo()),
                arguments("standalone -c all.yaml", new RunStandalone("all.yaml")),
                arguments("standalone --config=all.yaml", new RunStandalone("all.yaml")),
                arguments("standalone --site shop.example", new RunSite("shop.example", null)),
                arguments("gateway -c gw.yaml", new RunGateway("gw.yaml")),
                arguments("renderer -c r.yaml", new RunRenderer("r.yaml")));
    }

    @ParameterizedTest(name = "edgecomet {0}")
    @MethodSource
    void edgecometCommandLines(String line, Invocation expected) {
        assertEquals(expected, CommandLines.parse("edgecomet", words(line)));
    }

    @Test
    void aSiteMayBringItsKeyWhichIsNeverPrinted() {
        Invocation invocation =
                CommandLines.parse("edgecomet", words("standalone --site shop.example --key open-sesame"));

        RunSite site = assertInstanceOf(RunSite.class, invocation);
        assertTrue(site.key() != null && site.key().matches("open-sesame"));
        assertFalse(site.toString().contains("open-sesame"), site::toString);
        assertNull(((RunSite) CommandLines.parse("edgecomet", words("standalone --site shop.example"))).key());
    }

    @ParameterizedTest(name = "edgecomet {0}")
    @CsvSource({
        "deamon,                                  Unmatched argument at index 0: 'deamon'",
        "gateway,                                 Missing: -c FILE",
        "renderer,                                Missing: -c FILE",
        "gateway -c,                              Missing required parameter for option '--config' (FILE)",
        "standalone --sight x,                    'Unknown options: ''--sight'', ''x'''",
        "standalone --key k,                      --key belongs to --site",
        "standalone --site a.b -c f,              --site and -c exclude each other",
        "standalone --site https://a.b/,          --site takes a host name",
        "standalone --site -a,                    --site takes a host name",
        "help nobody,                             There is no role 'nobody'",
    })
    void aMisunderstandingIsExplainedWithTheUsage(String line, String message) {
        Print print = assertInstanceOf(Print.class, CommandLines.parse("edgecomet", words(line)));

        assertEquals(2, print.exitCode());
        assertEquals(ERR, print.stream());
        assertTrue(print.text().startsWith(message), print::text);
        assertTrue(print.text().contains("Usage: edgecomet"), print::text);
    }

    @ParameterizedTest(name = "edgecomet {0}")
    @CsvSource({
        "--help,             standalone",
        "help,               renderer",
        "help standalone,    --site=HOST",
        "standalone --help,  --key=KEY",
        "--version,          edgecomet development",
    })
    void whatIsAskedForGoesToStandardOutput(String line, String expected) {
        Print print = assertInstanceOf(Print.class, CommandLines.parse("edgecomet", words(line)));

        assertEquals(0, print.exitCode());
        assertEquals(OUT, print.stream());
        assertTrue(print.text().contains(expected), print::text);
    }

    @Test
    void withoutARoleTheUsageIsAnError() {
        Print print = assertInstanceOf(Print.class, CommandLines.parse("edgecomet", List.of()));

        assertEquals(2, print.exitCode());
        assertTrue(print.text().startsWith("Usage: edgecomet"), print::text);
    }

    private static TestConfiguration test(String configuration, String target, Output output) {
        return new TestConfiguration(configuration, target, output);
    }

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(" "));
    }
}
