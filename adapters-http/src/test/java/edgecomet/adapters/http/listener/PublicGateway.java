package edgecomet.adapters.http.listener;

import edgecomet.adapters.http.gateway.HotPagesSize;
import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.adapters.http.metrics.Meters;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.application.configuration.TlsVersion;
import edgecomet.application.port.EventLog;
import edgecomet.application.readiness.CheckReadinessUseCase;
import edgecomet.application.readiness.CheckReadinessUseCase.Readiness;
import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePageUseCase;
import edgecomet.application.testing.FreePorts;
import edgecomet.application.tls.SampleIdentity;
import edgecomet.domain.net.AddressRange;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A gateway's real listener on a port of the loopback address, over a use case that answers with the target that it was
 * asked for: {@code Invalid URL: <target>}.
 */
public final class PublicGateway implements AutoCloseable {

    public static final Duration LONG = Duration.ofSeconds(60);

    private static final long HOT_BYTES = 64 * 1024 * 1024;

    private final ApplicationContext context;
    private final int port;
    private final int tlsPort;
    private final Pages pages;

    private PublicGateway(ApplicationContext context, int port, int tlsPort, Pages pages) {
        this.context = context;
        this.port = port;
        this.tlsPort = tlsPort;
        this.pages = pages;
    }

    /** Starts with limits that no test meets by accident. */
    static PublicGateway start() {
        return with(limits(1_000, LONG, LONG)).start();
    }

    public static Builder with(ServerLimits limits) {
        return new Builder(limits);
    }

    public static ServerLimits limits(int connections, Duration read, Duration idle) {
        return new ServerLimits(connections, 8, 8, read, idle);
    }

    /** What differs from a gateway in clear text that trusts nobody. */
    public static final class Builder {

        private final ServerLimits limits;
        private final int port = FreePorts.next();
        private Duration writeTimeout = LONG;
        private List<AddressRange> proxies = List.of();
        private TlsConfiguration tls;
        private long hotBytes = HOT_BYTES;
        private ServePageUseCase serving;
        private FindHitUseCase hits = new NoHits();

        private Builder(ServerLimits limits) {
            this.limits = limits;
        }

        public Builder writeTimeout(Duration timeout) {
            writeTimeout = timeout;
            return this;
        }

        Builder trusting(String range) {
            proxies = List.of(AddressRange.parse(range).orElseThrow());
            return this;
        }

        public Builder tls(SampleIdentity identity, TlsVersion oldest) {
            ListenAddress address = new ListenAddress("127.0.0.1", FreePorts.next());
            tls = new TlsConfiguration(address, identity.certificate(), identity.key(), oldest);
            return this;
        }

        Builder hotBytes(long bytes) {
            hotBytes = bytes;
            return this;
        }

        /** Serves pages with these use cases in the place of the one that repeats what it is asked. */
        public Builder serving(ServePageUseCase useCase, FindHitUseCase hitUseCase) {
            serving = useCase;
            hits = hitUseCase;
            return this;
        }

        private static GatewayConfiguration noConfiguration() {
            throw new IllegalStateException("no event is kept, so nobody asks");
        }

        public PublicGateway start() {
            Pages pages = new Pages();
            Set<Integer> ports =
                    tls == null ? Set.of(port) : Set.of(port, tls.listen().port());
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
                            new ListenerSettings("EdgeGateway/1.0", tls, ports, limits, writeTimeout, proxies, 0),
                            serving == null ? pages : serving,
                            hits,
                            new HotPagesSize(hotBytes),
                            (CheckReadinessUseCase) () -> pages.readiness,
                            new RequestEvents(EventLog.NONE, Builder::noConfiguration, InstantSource.system()),
                            new GatewayMetrics(Meters.none()))
                    .start();
            context.getBean(EmbeddedServer.class).start();
            HttpsListener.Opening opening = context.getBean(HttpsListener.class).open();
            if (!(opening instanceof HttpsListener.Opening.Open)) {
                context.close();
                throw new IllegalStateException(opening.toString());
            }
            return new PublicGateway(
                    context, port, tls == null ? 0 : tls.listen().port(), pages);
        }
    }

    public int port() {
        return port;
    }

    public int tlsPort() {
        return tlsPort;
    }

    /** Lets requests under way end and accepts no new ones. */
    CompletionStage<?> shutDown() {
        return context.getBean(GracefulShutdownManager.class).shutdownGracefully();
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

    void isNow(Readiness readiness) {
        pages.readiness = readiness;
    }

    @Override
    public void close() {
        context.close();
    }

    private static final class Pages implements ServePageUseCase {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final List<ServePageCommand> commands = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch hold = new CountDownLatch(0);
        private volatile Function<String, PageAnswer> answer = PageAnswer.Refusal.InvalidUrl::new;
        private volatile Readiness readiness = new Readiness.Ready(3);

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
}
