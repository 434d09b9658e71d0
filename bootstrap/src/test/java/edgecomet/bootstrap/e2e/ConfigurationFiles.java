package edgecomet.bootstrap.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration files that an operator would write for these tests. */
final class ConfigurationFiles {

    /** The event log of the standalone process, below its directory. */
    static final String EVENTS = "log/events.log";

    private ConfigurationFiles() {}

    /** Writes {@code edge-gateway.yaml} and its host file; the host is {@code localhost}. */
    static Path gateway(Path directory, int port, int internalPort, int metricsPort, int redisPort) {
        write(directory.resolve("hosts.d/localhost.yaml"), host());
        return write(directory.resolve("edge-gateway.yaml"), """
                eg_id: "eg-e2e"
                server: {listen: "127.0.0.1:%d", timeout: 60s}
                internal: {listen: "127.0.0.1:%d", auth_key: "0123456789abcdef0123456789abcdef"}
                metrics: {enabled: true, listen: "127.0.0.1:%d", path: "/metrics", namespace: "edgecomet"}
                redis: {addr: "127.0.0.1:%d"}
                storage: {base_path: "%s"}
                %s
                hosts: {include: "hosts.d"}
                """.formatted(
                        port, internalPort, metricsPort, redisPort, directory.resolve("cache"), shared()));
    }

    /** Writes {@code render-service.yaml}. */
    static Path renderer(Path directory, int port, int metricsPort, int redisPort) {
        return write(directory.resolve("render-service.yaml"), """
                server: {id: "rs-e2e", listen: "127.0.0.1:%d"}
                metrics: {enabled: true, listen: "127.0.0.1:%d", path: "/metrics", namespace: "edgecomet"}
                redis: {addr: "127.0.0.1:%d"}
                chrome:
                  pool_size: 2
                  warmup: {url: "about:blank", timeout: 10s}
                  render: {max_timeout: 30s}
                log: {level: info, console: {enabled: true}}
                """.formatted(port, metricsPort, redisPort));
    }

    /** Writes {@code edgecomet.yaml} for one process without Redis. */
    static Path standalone(Path directory, int port, int metricsPort) {
        write(directory.resolve("hosts.d/localhost.yaml"), host());
        return write(directory.resolve("edgecomet.yaml"), """
                server: {listen: "127.0.0.1:%d", timeout: 60s}
                metrics: {enabled: true, listen: "127.0.0.1:%d"}
                storage: {base_path: "%s"}
                event_logging:
                  file:
                    enabled: true
                    path: "%s"
                    template: "{event_type} {status_code} {matched_rule} {url} {title} {error_type}"
                %s
                hosts: {include: "hosts.d"}
                renderer:
                  chrome:
                    pool_size: 2
                    warmup: {url: "about:blank", timeout: 10s}
                    render: {max_timeout: 30s}
                """.formatted(
                        port, metricsPort, directory.resolve("cache"), directory.resolve(EVENTS), shared()));
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shared() {
        return """
                bypass: {timeout: 5s, ssrf_protection: false}
                dimensions:
                  desktop: {id: 1, width: 1280, height: 800, render_ua: "Mozilla/5.0 e2e", match_ua: ["$SearchBots"]}
                log: {level: info, console: {enabled: true}}""";
    }

    private static String host() {
        return """
                hosts:
                  - id: 7
                    domain: localhost
                    render_key: "%s"
                    enabled: true
                    render:
                      timeout: 10s
                      cache: {ttl: 1h, expired: {strategy: serve_stale, stale_ttl: 2h}}
                    bothit_recache: {enabled: true, interval: 1h, match_ua: ["*Googlebot*"]}
                    url_rules:
                      - {match: "/admin/*", action: block, status: {reason: "members only"}}
                      - {match: "/api/*", action: bypass}
                """.formatted(Gateway.KEY);
    }
}
