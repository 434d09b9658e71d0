package edgecomet.bootstrap.e2e;

import static edgecomet.application.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import edgecomet.application.testing.FreePorts;
import edgecomet.application.testing.RedisServer;
import edgecomet.application.testing.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a scenario plays on: a real Redis, the packaged gateway, a scripted site and, where pages are
 * rendered, the packaged render service with its Chromium. One for a whole class.
 */
final class Stage implements AutoCloseable {

    private static final String INTERNAL_KEY = "0123456789abcdef0123456789abcdef";

    private final Path directory;
    private final RedisServer redis = RedisServer.start();
    private final @Nullable TcpProxy way;
    private final ScriptedSite site = ScriptedSite.start();
    private final int port = FreePorts.next();
    private final int metricsPort = FreePorts.next();
    private final int internalPort = FreePorts.next();
    private final Gateway gateway = new Gateway(port);
    private final Path rendererFile;
    private final Path gatewayFile;
    private RunningProgram program;
    private @Nullable RunningProgram renderer;

    private Stage(Path directory, String settings, String hosts, boolean withWay) {
        this.directory = directory;
        this.way = withWay ? TcpProxy.to(redis.host(), redis.port()) : null;
        this.rendererFile = ConfigurationFiles.renderer(directory, FreePorts.next(), FreePorts.next(), redis.port());
        ConfigurationFiles.write(directory.resolve("hosts.d/hosts.yaml"), hosts);
        gatewayFile = ConfigurationFiles.write(directory.resolve("edge-gateway.yaml"), """
                eg_id: "eg-e2e"
                internal: {listen: "127.0.0.1:%d", auth_key: "%s"}
                metrics: {enabled: true, listen: "127.0.0.1:%d", path: "/metrics", namespace: "edgecomet"}
                redis: {addr: "127.0.0.1:%d"}
                %s
                event_logging:
                  file:
                    enabled: true
                    path: "%s"
                    template: "{request_id} {event_type} {status_code} {source} {error_type} {matched_rule}"
                log: {level: info, console: {enabled: true}}
                hosts: {include: "hosts.d"}
                %s
                """.formatted(
                        internalPort,
                        INTERNAL_KEY,
                        metricsPort,
                        way == null ? redis.port() : way.port(),
                        storage(settings),
                        events(),
                        settings(settings)));
        this.program = launch();
    }

    private RunningProgram launch() {
        return RunningProgram.start(directory, "edge-gateway", "-c", gatewayFile.toString());
    }

    private String storage(String settings) {
        return settings.contains("storage:") ? "" : "storage: {base_path: \"" + cache() + "\"}";
    }

    private String settings(String settings) {
        return settings.replace("GATEWAY_PORT", String.valueOf(port));
    }

    /**
     * Starts a gateway.
     *
     * @param settings more of its file; {@code GATEWAY_PORT} stands for the port of its listener
     */
    static Stage withGateway(Path directory, String settings, String hosts) {
        return new Stage(directory, settings, hosts, false).started(false);
    }

    /** Starts a gateway and a render service. */
    static Stage withRenderer(Path directory, String settings, String hosts) {
        return new Stage(directory, settings, hosts, false).started(true);
    }

    /** Starts a gateway that has a {@link #way()} to Redis which can be disturbed, and a render service that has none. */
    static Stage withWayToRedis(Path directory, String settings, String hosts) {
        return new Stage(directory, settings, hosts, true).started(true);
    }

    private Stage started(boolean withRenderer) {
        try {
            if (withRenderer) {
                startRenderer();
            }
            program.untilItSays("Edge Gateway started");
            gateway.untilReady(withRenderer ? 1 : 0);
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** Kills the gateway as a crash does, and starts it anew once {@code meanwhile} has been done. */
    void crash(Runnable meanwhile) {
        program.close();
        program.exitCode();
        meanwhile.run();
        program = launch().untilItSays("Edge Gateway started");
    }

    /** Starts the render service, anew after it was killed. */
    void startRenderer() {
        renderer = RunningProgram.start(directory, "render-service", "-c", rendererFile.toString())
                .untilItSays("Render Service fully ready and registered");
    }

    RedisServer redis() {
        return redis;
    }

    /** The gateway's way to Redis. */
    TcpProxy way() {
        if (way == null) {
            throw new IllegalStateException("the gateway of this stage goes straight to Redis");
        }
        return way;
    }

    String output() {
        return program.output();
    }

    ScriptedSite site() {
        return site;
    }

    /** Returns the key of a page's metadata in Redis; empty where there is none. */
    String entry(String url) {
        return redis.command("KEYS", "meta:cache:*")
                .lines()
                .filter(key -> redis.command("HGET", key, "url").strip().equals(url))
                .findFirst()
                .orElse("");
    }

    int port() {
        return port;
    }

    RunningProgram renderer() {
        if (renderer == null) {
            throw new IllegalStateException("this stage has no render service");
        }
        return renderer;
    }

    /** The folder of the cached bodies. */
    Path cache() {
        return directory.resolve("cache");
    }

    Visitor bot() {
        return Visitor.bot(gateway);
    }

    /** One who sends no header at all. */
    Visitor stranger() {
        return new Visitor(gateway, Map.of());
    }

    void untilReady(int services) {
        gateway.untilReady(services);
    }

    /** Has the gateway renew a page, as the cache daemon does, and returns its answer. */
    Answer recache(String url, int hostId, int dimensionId) {
        String body = "{\"url\":\"%s\",\"host_id\":%d,\"dimension_id\":%d}".formatted(url, hostId, dimensionId);
        return new Answer(Gateway.send(new Gateway(internalPort)
                .request("/internal/cache/recache")
                .header("X-Internal-Auth", INTERNAL_KEY)
                .POST(BodyPublishers.ofString(body))));
    }

    /** Returns what a counter or gauge shows now; 0 where it is not there yet. */
    double metric(String series) {
        String start = "edgecomet_" + series + " ";
        return new Gateway(metricsPort)
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(start.length())))
                .sum();
    }

    /** Fails unless a counter gets beyond what it was. */
    void assertCountedSince(double before, String series) {
        eventually(series + " grows beyond " + before, () -> metric(series) > before);
    }

    /** Fails unless the gateway's log has this message in a line of the request. */
    void assertLogged(Answer answer, String message) {
        eventually(
                () -> "«" + message + "» of " + answer.requestId() + " in\n" + program.output(),
                () -> program.saysInOneLine(answer.requestId(), message));
    }

    /** Fails unless the event log has a line of the request, and this is it, from the second field on. */
    void assertEvent(Answer answer, String fields) {
        String start = "\"" + answer.requestId() + "\" ";
        eventually("an event of " + answer, () -> event(start).isPresent());
        assertEquals(fields, event(start).orElseThrow().substring(start.length()));
    }

    private Optional<String> event(String start) {
        try {
            return Files.readAllLines(events()).stream()
                    .filter(line -> line.startsWith(start))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path events() {
        return directory.resolve("events.log");
    }

    @Override
    public void close() {
        if (renderer != null) {
            renderer.close();
        }
        program.close();
        site.close();
        if (way != null) {
            way.close();
        }
        redis.close();
    }
}
