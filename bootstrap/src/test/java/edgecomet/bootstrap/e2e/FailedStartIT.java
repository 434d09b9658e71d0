package edgecomet.bootstrap.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever keeps a program from starting is said in one line, with the exit code of the specification. */
class FailedStartIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "edge-gateway   | -x           | 2 | flag provided but not defined: -x",
                "edge-gateway   | -c           | 2 | flag needs an argument: -c",
                "edge-gateway   | -t=maybe     | 2 | invalid boolean value \"maybe\" for -t: parse error",
                "edge-gateway   | -h           | 0 | Usage of",
                "edge-gateway   | -c=none.yaml | 1 | config file not found: none.yaml",
                "render-service | -c=none.yaml | 1 | config file does not exist: ",
            })
    void a_command_line_that_leads_nowhere_says_why(String program, String argument, int exitCode, String says) {
        try (RunningProgram started = RunningProgram.start(directory, program, argument)) {
            assertEquals(exitCode, started.exitCode(), started::output);
            assertTrue(started.says(says), started.output());
        }
    }

    @Test
    void a_configuration_with_errors_names_them_with_their_lines() {
        Path file = ConfigurationFiles.gateway(directory, 70_000, 10_071, 10_079, 6379);
        try (RunningProgram started = RunningProgram.start(directory, "edge-gateway", "-c", file.toString())) {
            assertEquals(1, started.exitCode(), started::output);
            assertTrue(
                    started.says(
                            "edge-gateway.yaml line 2: invalid server.listen: port must be between 1 and 65535, got 70000"),
                    started.output());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_port_in_use_is_named(int which) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisServer redis = RedisServer.start()) {
            int[] ports = {FreePorts.next(), FreePorts.next(), FreePorts.next()};
            ports[which] = taken.getLocalPort();
            Path file = ConfigurationFiles.gateway(directory, ports[0], ports[1], ports[2], redis.port());
            assertFails(file, "cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertEquals("", redis.command("KEYS", "registry:eg:*").strip(), "it never was on the list");
        }
    }

    @Test
    void a_redis_that_does_not_answer_is_named() {
        int port = FreePorts.next();
        Path file = ConfigurationFiles.gateway(directory, FreePorts.next(), FreePorts.next(), FreePorts.next(), port);
        assertFails(file, "Failed to connect to Redis at 127.0.0.1:" + port);
    }

    @Test
    void a_cache_directory_that_is_a_file_is_named() throws IOException {
        Files.writeString(directory.resolve("cache"), "not a directory");
        Path file = ConfigurationFiles.gateway(directory, FreePorts.next(), FreePorts.next(), FreePorts.next(), 6379);
        assertFails(file, "not a directory");
    }

    private void assertFails(Path configuration, String says) {
        try (RunningProgram started = RunningProgram.start(directory, "edge-gateway", "-c", configuration.toString())) {
            assertEquals(1, started.exitCode(), started::output);
            assertTrue(started.says("FATAL"), started.output());
            assertTrue(started.says(says), started.output());
            assertEquals(0, started.descendants().size());
        }
    }
}
