package edgecomet.adapters.fs.configuration;

import static edgecomet.application.configuration.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Section;
import java.time.Duration;

/** Doubts about {@code bypass.timeout}, which the two levels word differently (spec 01 §8.1, §8.2). */
final class BypassTimeoutCheck {

    private static final Duration LOW = Duration.ofSeconds(5);
    private static final Duration HIGH = Duration.ofSeconds(60);

    private BypassTimeoutCheck() {}

    static void global(Section bypass, Report report) {
        warn(
                bypass,
                "",
                "Slow origin servers may timeout. Recommended minimum: 5s",
                "Values over 60s may indicate origin server performance issues",
                report);
    }

    static void host(Section bypass, String name, Report report) {
        warn(
                bypass,
                name + ": ",
                "Slow origins may timeout. Recommended minimum: 5s",
                "May indicate origin performance issues",
                report);
    }

    private static void warn(Section bypass, String prefix, String low, String high, Report report) {
        Duration timeout = bypass.duration("timeout");
        if (timeout == null) {
            return;
        }
        String subject = prefix + "bypass.timeout (" + print(timeout) + ")";
        if (timeout.compareTo(LOW) < 0) {
            report.warning(bypass.line("timeout"), subject + " is low. " + low);
        } else if (timeout.compareTo(HIGH) > 0) {
            report.warning(bypass.line("timeout"), subject + " is high. " + high);
        }
    }
}
