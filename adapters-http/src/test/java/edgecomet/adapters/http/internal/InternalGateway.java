package edgecomet.adapters.http.internal;

import edgecomet.adapters.http.listener.ListenerSettings;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.inspect.InspectPageUseCase;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageCommand;
import edgecomet.application.inspect.InspectPageUseCase.InspectPageOutcome;
import edgecomet.application.recache.RecachePageUseCase;
import edgecomet.application.recache.RecachePageUseCase.RecacheCommand;
import edgecomet.application.recache.RecachePageUseCase.RecacheOutcome;
import edgecomet.application.testing.FreePorts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway's real internal listener on a port of the loopback address, over a use case that answers as a test says. */
final class InternalGateway implements AutoCloseable {

    static final int BODY_BYTES = 4096;
    static final String KEY = "0123456789abcdef0123456789abcdef";

    private final ApplicationContext context;
    private final int port = FreePorts.next();
    private final List<InspectPageCommand> commands = new CopyOnWriteArrayList<>();
    private final List<RecacheCommand> recached = new CopyOnWriteArrayList<>();
    private volatile RecacheOutcome renewal = new RecacheOutcome.Renewed();
    private volatile InspectPageOutcome outcome = new InspectPageOutcome.NotRecorded();

    InternalGateway() {
        Duration minute = Duration.ofSeconds(60);
        ListenerSettings listener = new ListenerSettings(
                "EdgeGateway-Internal",
                null,
                Set.of(port),
                ServerLimits.defaults(minute),
                minute,
                List.of(),
                BODY_BYTES);
        InspectPageUseCase pages = command -> {
            commands.add(command);
            return outcome;
        };
        RecachePageUseCase recache = command -> {
            recached.add(command);
            return renewal;
        };
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .banner(false)
                .properties(Map.of(
                        "micronaut.server.netty.listeners.internal.host",
                        "127.0.0.1",
                        "micronaut.server.netty.listeners.internal.port",
                        port,
                        "micronaut.server.netty.listeners.internal.expose-default-routes",
                        false,
                        "edgecomet.internal.port",
                        port))
                .singletons(new InternalSettings(listener, new Secret(KEY)), pages, recache)
                .start();
        context.getBean(EmbeddedServer.class).start();
    }

    int port() {
        return port;
    }

    InternalGateway answering(InspectPageOutcome next) {
        outcome = next;
        return this;
    }

    InternalGateway answering(RecacheOutcome next) {
        renewal = next;
        return this;
    }

    List<RecacheCommand> recached() {
        return recached;
    }

    List<InspectPageCommand> commands() {
        return commands;
    }

    @Override
    public void close() {
        context.close();
    }
}
