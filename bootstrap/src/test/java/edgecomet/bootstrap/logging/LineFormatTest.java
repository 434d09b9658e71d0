package edgecomet.bootstrap.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import edgecomet.application.configuration.LogConfiguration.Format;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.KeyValuePair;

class LineFormatTest {

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.123(Z|[+-]\\d{4})";

    @ParameterizedTest
    @CsvSource({"DEBUG, 35", "INFO, 34", "WARN, 33", "ERROR, 31"})
    void theConsoleShowsTheLevelInItsColour(String level, int colour) {
        String line = line(Format.CONSOLE, event(Level.toLevel(level), "Server started"));

        assertTrue(
                line.matches(TIME + "\t\u001b\\[" + colour + "m" + level + "\u001b\\[0m\tServer started\n"),
                () -> line);
    }

    @Test
    void aFatalErrorIsCalledSo() {
        LoggingEvent event = event(Level.ERROR, "Server failed to start");
        event.addMarker(Logging.FATAL);

        assertTrue(line(Format.CONSOLE, event).contains("\u001b[31mFATAL\u001b[0m"));
        assertTrue(line(Format.TEXT, event).contains("\tFATAL\t"));
        assertTrue(line(Format.JSON, event).startsWith("{\"level\":\"fatal\","));
    }

    @Test
    void textIsTheConsoleWithoutColours() {
        String line = line(Format.TEXT, event(Level.INFO, "Server started", "name", "HTTP", "port", 80));

        assertTrue(line.matches(TIME + "\tINFO\tServer started\t\\{\"name\": \"HTTP\", \"port\": 80}\n"), () -> line);
    }

    @Test
    void jsonIsOneCompactObject() {
        String line = line(
                Format.JSON,
                event(Level.WARN, "Slow \"page\"", "url", "https://a.b/", "took", Duration.ofMillis(1500)));

        assertTrue(
                line.matches("\\{\"level\":\"warn\",\"ts\":\"" + TIME
                        + "\",\"msg\":\"Slow \\\\\"page\\\\\"\",\"url\":\"https://a.b/\",\"took\":1.5}\n"),
                () -> line);
    }

    static Stream<Map.Entry<Object, String>> fieldValues() {
        Map<Object, String> values = new LinkedHashMap<>();
        values.put("a \"quoted\" \\ text", "\"a \\\"quoted\\\" \\\\ text\"");
        values.put("line\nbreak\ttab\r\u0001\u007f", "\"line\\nbreak\\ttab\\r\\u0001\\u007f\"");
        values.put("ümläut <&>", "\"ümläut <&>\"");
        values.put(42, "42");
        values.put(-1.5, "-1.5");
        values.put(Double.NaN, "\"NaN\"");
        values.put(true, "true");
        values.put(Duration.ofSeconds(90), "\"1m30s\"");
        values.put(List.of("a", 1), "[\"a\", 1]");
        values.put(Arrays.asList((Object) null), "[null]");
        values.put(Map.of("k", List.of()), "{\"k\": []}");
        values.put(Path.of("a/b"), "\"a/b\"");
        values.put(Level.INFO, "\"INFO\"");
        return values.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource
    void fieldValues(Map.Entry<Object, String> field) {
        String line = line(Format.TEXT, event(Level.INFO, "m", "k", field.getKey()));

        assertTrue(line.endsWith("\tm\t{\"k\": " + field.getValue() + "}\n"), () -> line);
    }

    @ParameterizedTest
    @CsvSource({"PT2S, 2", "PT0.25S, 0.25", "PT0S, 0", "PT1H, 3600"})
    void machinesGetDurationsAsSeconds(Duration duration, String seconds) {
        String line = line(Format.JSON, event(Level.INFO, "m", "k", duration));

        assertTrue(line.endsWith(",\"k\":" + seconds + "}\n"), () -> line);
    }

    @Test
    void constantFieldsComeFirstThenThoseOfTheThreadThenTheOwn() {
        LoggingEvent event = event(Map.of("request_id", "r1"), Level.INFO, "m", null);
        event.addKeyValuePair(new KeyValuePair("own", 1));

        String line = new String(new LineFormat(Format.TEXT, Map.of("eg", "gw-1")).encode(event), UTF_8);

        assertTrue(line.endsWith("\tm\t{\"eg\": \"gw-1\", \"request_id\": \"r1\", \"own\": 1}\n"), () -> line);
    }

    @Test
    void linesAboutLoggingHaveNoConstantFields() {
        LoggingEvent event = event(Level.INFO, "m");
        event.addMarker(Logging.PLAIN);

        String line = new String(new LineFormat(Format.TEXT, Map.of("eg", "gw-1")).encode(event), UTF_8);

        assertTrue(line.endsWith("\tm\n"), () -> line);
    }

    @Test
    void nobodyCanForgeALineThroughAMessage() {
        String line = line(Format.TEXT, event(Level.INFO, "harmless\n2026-01-01\tERROR\tforged"));

        assertEquals(1, line.lines().count());
        assertTrue(line.contains("harmless\\n2026-01-01\\tERROR\\tforged"), () -> line);
    }

    @Test
    void anExceptionIsTwoFieldsOnTheSameLine() {
        var exception = new IllegalStateException("broken");
        LoggingEvent event = event(Map.of(), Level.ERROR, "m", exception);

        String line = line(Format.TEXT, event);

        assertEquals(1, line.lines().count());
        assertTrue(line.contains("{\"error\": \"java.lang.IllegalStateException: broken\", \"stacktrace\": \""));
        assertTrue(line.contains("LineFormatTest.anExceptionIsTwoFieldsOnTheSameLine"), () -> line);
    }

    private static String line(Format format, LoggingEvent event) {
        return new String(new LineFormat(format, Map.of()).encode(event), UTF_8);
    }

    private static LoggingEvent event(Level level, String message, Object... fields) {
        LoggingEvent event = event(Map.of(), level, message, null);
        for (int i = 0; i < fields.length; i += 2) {
            event.addKeyValuePair(new KeyValuePair(fields[i].toString(), fields[i + 1]));
        }
        return event;
    }

    private static LoggingEvent event(
            Map<String, String> context, Level level, String message, @Nullable Throwable thrown) {
        var logger = new LoggerContext().getLogger("edgecomet.test");
        LoggingEvent event = new LoggingEvent("caller", logger, level, message, thrown, null);
        event.setInstant(Instant.parse("2026-03-04T05:06:07.123Z"));
        event.setMDCPropertyMap(context);
        return event;
    }
}
