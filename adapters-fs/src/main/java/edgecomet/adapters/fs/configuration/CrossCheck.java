package edgecomet.adapters.fs.configuration;

import static edgecomet.adapters.fs.configuration.yaml.DurationText.print;

import edgecomet.adapters.fs.configuration.decode.Section;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether the request budget is enough for the slowest host, its wait for another's render and a bypass (spec 01 §8.11). */
final class CrossCheck {

    private static final Duration OVERHEAD = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private CrossCheck() {}

    static void check(Section root, List<Section> hosts, Report report) {
        Section server = root.section("server");
        Duration budget = server.duration("timeout");
        if (budget == null) {
            return;
        }
        Optional<Duration> slowest = hosts.stream()
                .map(host -> host.section("render").duration("timeout"))
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        slowest.filter(Duration::isPositive).ifPresent(render -> enough(server, budget, render, report));
        Duration bypass = root.section("bypass").duration("timeout");
        if (bypass != null && bypass.compareTo(budget) > 0) {
            report.error(
                    root.section("bypass").line("timeout"),
                    "bypass.timeout (" + print(bypass) + ") exceeds server.timeout (" + print(budget)
                            + "). Bypass operations will never complete successfully");
        }
    }

    private static void enough(Section server, Duration budget, Duration render, Report report) {
        Duration share = render.multipliedBy(4).dividedBy(5);
        Duration wait = share.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : share;
        Duration needed = wait.plus(render).plus(OVERHEAD);
        if (budget.compareTo(needed) < 0) {
            report.error(
                    server.line("timeout"),
                    "server.timeout (" + print(budget) + ") is too small. Required minimum: max_concurrent_wait ("
                            + print(wait) + ") + max_host_render_timeout (" + print(render) + ") + overhead (10s) = "
                            + print(needed) + ". Either increase server.timeout or reduce host render timeouts");
        }
    }
}
