package edgecomet.adapters.http.listener;

import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.readiness.CheckReadinessUseCase;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePageUseCase;
import edgecomet.domain.net.AddressRange;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A gateway's real listener on a port of the loopback address, over a use case that answers with the target that it was
 * asked for: {@code Invalid URL: <target>}.
 */
final class PublicGateway implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(60);

    private final ApplicationContext context;
    private final int port;
    private final Pages pages;

    private PublicGateway(ApplicationContext context, int port, Pages pages) {
        this.context = context;
        this.port = port;
        this.pages = pages;
    }

    /** Starts with limits that no test meets by accident. */
    static PublicGateway start() {
        return start(limits(1_000, LONG, LONG), LONG, List.of());
    }

    static PublicGateway start(ServerLimits limits, Duration writeTimeout, List<AddressRange> proxies) {
        int port = freePort();
        Pages pages = new Pages();
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .banner(false)
                .properties(Map.of(
                        "micronaut.server.netty.listeners.main.host",
                        "127.0.0.1",
                        "micronaut.server.netty.listeners.main.port",
                        port))
                .singletons(
                        new ListenerSettings("EdgeGateway/1.0", null, Set.of(port), limits, writeTimeout, proxies),
                        pages,
                        new Ready(),
                        new GatewayMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), ""))
                .start();
        context.getBean(EmbeddedServer.class).start();
        return new PublicGateway(context, port, pages);
    }

    static ServerLimits limits(int connections, Duration read, Duration idle) {
        return new ServerLimits(connections, 8, 8, read, idle);
    }

    int port() {
        return port;
    }

    /** Returns the targets that were asked for. */
    List<String> asked() {
        return List.copyOf(pages.asked);
    }

    /** Returns what was asked, with everything that came with it. */
    List<ServePageCommand> commands() {
        return List.copyOf(pages.commands);
    }

    /** Holds all answers back until the latch opens. */
    void hold(CountDownLatch until) {
        pages.hold = until;
    }

    void answersWith(Function<String, PageAnswer> answer) {
        pages.answer = answer;
    }

    @Override
    public void close() {
        context.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class Pages implements ServePageUseCase {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final List<ServePageCommand> commands = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch hold = new CountDownLatch(0);
        private volatile Function<String, PageAnswer> answer = PageAnswer.Refusal.InvalidUrl::new;

        @Override
        public PageAnswer serve(ServePageCommand command) {
            asked.add(command.targetUrl());
            commands.add(command);
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return answer.apply(command.targetUrl());
        }
    }

    private static final class Ready implements CheckReadinessUseCase {

        @Override
        public Readiness check() {
            return new Readiness.Ready(3);
        }
    }
}
