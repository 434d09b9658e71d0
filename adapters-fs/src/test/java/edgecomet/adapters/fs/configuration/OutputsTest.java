package edgecomet.adapters.fs.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import edgecomet.application.configuration.EventLogConfiguration;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.Loading;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.LogConfiguration.Console;
import edgecomet.application.configuration.LogConfiguration.File;
import edgecomet.application.configuration.LogConfiguration.Format;
import edgecomet.application.configuration.LogConfiguration.Level;
import edgecomet.application.configuration.LogConfiguration.Rotation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the blocks about logs (spec 01 §13, §14). */
class OutputsTest {

    private static final Rotation UNSAID = new Rotation(100, 0, 0, false);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "'', INFO",
        "debug, DEBUG",
        "info, INFO",
        "warn, WARN",
        "error, ERROR",
        "dpanic, INFO",
        "panic, INFO",
        "fatal, INFO"
    })
    void theSeverestWordsMeanInfo(String word, Level level) {
        assertEquals(level, log("{level: \"" + word + "\"}").level());
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "{}", "{console: {enabled: false}}", "{console: {enabled: true}}"})
    void theConsoleIsOnWhereNothingElseIs(String log) {
        assertEquals(LogConfiguration.DEFAULT, log(log));
    }

    @Test
    void aFileAloneLeavesTheConsoleOff() {
        LogConfiguration log = log("{file: {enabled: true, path: a.log}}");
        assertNull(log.console());
        assertEquals(new File("a.log", Format.TEXT, null, UNSAID), log.file());
    }

    @Test
    void eachOutputHasItsOwnFormatAndLevel() {
        LogConfiguration log = log("{level: warn, console: {enabled: true, format: json, level: error}, "
                + "file: {enabled: true, path: a.log, format: json, level: debug,"
                + " rotation: {max_size: 5, max_age: 6, max_backups: 7, compress: true}}}");
        assertEquals(
                new LogConfiguration(
                        Level.WARN,
                        new Console(Format.JSON, Level.ERROR),
                        new File("a.log", Format.JSON, Level.DEBUG, new Rotation(5, 6, 7, true))),
                log);
    }

    @Test
    void theAccessLogHasALineAndLimitsOfItsOwn() {
        EventLogConfiguration events =
                load("event_logging: {file: {enabled: true, path: a.log, rotation: {max_age: 0}}}")
                        .events();
        assertEquals(new Rotation(100, 30, 10, false), events.rotation());
        assertEquals(
                "{timestamp}\t{host}\t{url}\t{status_code}\t{event_type}\t{source}\t{serve_time}\t{render_time}"
                        + "\t{cache_age}\t{client_ip}",
                events.template().toString());
        assertNull(load("event_logging: {file: {path: a.log}}").events());
        assertNull(load("").events());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{timestamp}{request_id}{host}{host_id}{url}{url_hash}{event_type}{dimension}{user_agent}{client_ip}",
                "{matched_rule}{status_code}{page_size}{serve_time}{source}{redirect_to}{render_service_id}",
                "{render_time}{chrome_id}{title}{index_status}{cache_age}{cache_key}{error_type}{error_message}",
                "{eg_instance_id}{metrics.final_url}{metrics.total_requests}{metrics.total_bytes}",
                "{metrics.same_origin_requests}{metrics.same_origin_bytes}{metrics.third_party_requests}",
                "{metrics.third_party_bytes}{metrics.third_party_domains}{metrics.blocked_count}",
                "{metrics.failed_count}{metrics.timed_out}{metrics.console_messages}{metrics.error_count}",
                "{metrics.warning_count}{metrics.time_to_first_request}{metrics.time_to_last_response}",
                "no placeholder }"
            })
    void everyPlaceholderOfTheSpecificationIsKnown(String template) {
        assertEquals(
                template,
                load("event_logging: {file: {enabled: true, path: a.log, template: \"" + template + "\"}}")
                        .events()
                        .template()
                        .toString());
    }

    private LogConfiguration log(String block) {
        return load("log: " + block).log();
    }

    private GatewayConfiguration load(String keys) {
        Path main = new ConfigurationFiles(directory)
                .gateway(ConfigurationFiles.GATEWAY + keys + "\n", ConfigurationFiles.HOSTS);
        return switch (YamlConfigurationSource.gateway(main, Map.of())) {
            case Loading.Loaded<GatewayConfiguration> loaded -> loaded.configuration();
            case Loading.Refused<GatewayConfiguration> refused -> throw new AssertionError(refused);
        };
    }
}
