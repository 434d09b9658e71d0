package edgecomet.bootstrap.e2e;

import static edgecomet.bootstrap.e2e.Gateway.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.bootstrap.demo.DemoSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway whose files change: SIGHUP, and what requests see of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReloadIT {

    @TempDir
    static Path directory;

    private final int port = FreePorts.next();
    private final Gateway gateway = new Gateway(port);
    private RedisServer redis;
    private DemoSite site;
    private Path main;
    private Path hosts;
    private String initialMain;
    private String initialHosts;
    private RunningProgram program;

    @BeforeAll
    void start() throws IOException {
        redis = RedisServer.start();
        site = DemoSite.start(0);
        main = ConfigurationFiles.gateway(directory, port, FreePorts.next(), FreePorts.next(), redis.port());
        hosts = directory.resolve("hosts.d/localhost.yaml");
        initialMain = Files.readString(main);
        initialHosts = Files.readString(hosts);
    }

    @BeforeEach
    void startGateway() throws IOException {
        Files.writeString(main, initialMain);
        Files.writeString(hosts, initialHosts);
        if (program != null) {
            program.close();
        }
        program = RunningProgram.start(directory, "edge-gateway", "-c", main.toString())
                .untilItSays("Edge Gateway started");
    }

    @AfterAll
    void stop() {
        program.close();
        site.close();
        redis.close();
    }

    @Test
    void the_next_request_follows_the_new_rule() throws IOException {
        assertEquals(403, gateway.bot(site.address() + "/admin/x").statusCode());

        Files.writeString(hosts, initialHosts.replace("action: block", "action: bypass"));
        program.hangUp().untilItSays("Configuration reloaded");

        assertEquals("bypass", header(gateway.bot(site.address() + "/admin/x"), "X-Render-Source"));
    }

    @Test
    void a_file_with_an_error_changes_nothing_and_is_named_with_its_line() throws IOException {
        Files.writeString(hosts, initialHosts.replace("action: block", "action: blok"));
        program.hangUp().untilItSays("Configuration not reloaded");

        assertEquals(403, gateway.bot(site.address() + "/admin/x").statusCode());
        assertTrue(program.says("localhost.yaml line "), program::output);

        Files.writeString(hosts, initialHosts.replace("action: block", "action: status_410"));
        program.hangUp().untilItSays("Configuration reloaded");
        assertEquals(410, gateway.bot(site.address() + "/admin/x").statusCode());
    }

    @Test
    void a_key_that_needs_a_restart_is_named_and_not_half_applied() throws IOException {
        String anotherKey = "fedcba9876543210fedcba9876543210";
        Files.writeString(
                main,
                initialMain
                        .replace("127.0.0.1:" + port, "127.0.0.1:" + FreePorts.next())
                        .replace("0123456789abcdef0123456789abcdef", anotherKey));
        program.hangUp().untilItSays("Configuration reloaded");

        assertTrue(program.says("\"key\": \"server.listen\""), program::output);
        assertTrue(program.says("\"key\": \"internal.auth_key\""), program::output);
        assertFalse(program.says(anotherKey), program::output);
        assertEquals(200, gateway.get("/health").statusCode());
    }
}
