package edgecomet.adapters.fs.configuration;

import edgecomet.adapters.fs.configuration.decode.Located;
import edgecomet.adapters.fs.configuration.decode.Section;
import edgecomet.adapters.fs.configuration.yaml.Quoted;
import edgecomet.application.configuration.DurationText;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.domain.net.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys of the public listeners that the original does not have: limits and the PROXY protocol. */
final class ListenerCheck {

    private ListenerCheck() {}

    static void check(Section server, Report report) {
        Section limits = server.section("limits");
        atLeast(limits, "connections", 1, report);
        atLeast(limits, "requests", 1, report);
        atLeast(limits, "waiting_requests", 0, report);
        positive(limits, "read_timeout", report);
        positive(limits, "idle_timeout", report);
        proxies(server.section("proxy_protocol"), report);
    }

    /** Returns the limits of a checked section. */
    static ServerLimits limits(Section limits, Duration requestBudget) {
        ServerLimits defaults = ServerLimits.defaults(requestBudget);
        return new ServerLimits(
                orElse(limits.integer("connections"), defaults.connections()),
                orElse(limits.integer("requests"), defaults.requests()),
                orElse(limits.integer("waiting_requests"), defaults.waitingRequests()),
                orElse(limits.duration("read_timeout"), defaults.readTimeout()),
                orElse(limits.duration("idle_timeout"), defaults.idleTimeout()));
    }

    /** Returns who a checked section trusts to name the client; nobody where the protocol is off. */
    static List<AddressRange> trustedProxies(Section protocol) {
        return protocol.isTrue("enabled")
                ? protocol.texts("trusted").stream()
                        .flatMap(text -> AddressRange.parse(text).stream())
                        .toList()
                : List.of();
    }

    private static void atLeast(Section limits, String key, int least, Report report) {
        Integer value = limits.integer(key);
        if (value != null && value < least) {
            report.error(limits.line(key), "server.limits." + key + " must be >= " + least + ", got " + value);
        }
    }

    private static void positive(Section limits, String key, Report report) {
        Duration value = limits.duration(key);
        if (value != null && !value.isPositive()) {
            report.error(
                    limits.line(key), "server.limits." + key + " must be positive, got " + DurationText.print(value));
        }
    }

    private static void proxies(Section protocol, Report report) {
        List<Located<String>> trusted = protocol.items("trusted");
        if (protocol.isTrue("enabled") && trusted.isEmpty()) {
            report.error(
                    protocol.line("trusted"),
                    "server.proxy_protocol.trusted is required when enabled: name the load balancers' addresses");
        }
        for (Located<String> range : trusted) {
            Optional<AddressRange> parsed = AddressRange.parse(range.value());
            if (parsed.isEmpty()) {
                report.error(
                        range.line(),
                        "invalid server.proxy_protocol.trusted " + Quoted.of(range.value())
                                + " (must be an IP address or a CIDR range such as 10.0.0.0/8)");
            }
        }
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
