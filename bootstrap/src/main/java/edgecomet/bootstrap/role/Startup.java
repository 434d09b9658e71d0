package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.bootstrap.cli.Version;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;

/** The line that says that a role is ready. */
final class Startup {

    private Startup() {}

    static void report(Logger log, String message, String addressKey, ListenAddress address, long wiringStartedAt) {
        Duration wiring = Duration.ofNanos(System.nanoTime() - wiringStartedAt);
        Duration sinceStart =
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        log.atInfo()
                .addKeyValue(addressKey, address)
                .addKeyValue("version", Version.current())
                .addKeyValue("pid", ProcessHandle.current().pid())
                .addKeyValue("wired_in", wiring)
                .addKeyValue("ready_after", sinceStart)
                .log(message);
    }
}
