package edgecomet.bootstrap.role;

import edgecomet.adapters.http.listener.HttpsListener;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.MetricsConfiguration;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.StorageException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.Qualifier;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Micronaut's container with its Netty server, told everything by the caller and nothing by the environment.
 *
 * <p>The container is there from {@link #start} on, so that a role can take beans from it; {@link #open} opens the
 * port.
 */
final class Container implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Container.class);

    /** The first one that this machine has: Linux's own costs less for each request. */
    private static final List<String> TRANSPORTS = List.of("epoll", "nio");

    /** Header block of a request, request line included. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    /** Those of Micronaut that would be on; what operators need of them is in {@code RuntimeMetrics}. */
    private static final List<String> LIBRARY_METRICS =
            List.of("executor", "files", "jvm", "logback", "processor", "uptime", "web");

    private final Listener listener;
    private final ApplicationContext context;

    private Container(Listener listener, ApplicationContext context) {
        this.listener = listener;
        this.context = context;
    }

    /**
     * What the server is told.
     *
     * @param serverName sent as {@code Server} header
     * @param idleTimeout a connection that is silent for so long is closed
     * @param internal where gateways, the cache daemon and operators call; null for nowhere
     * @param metrics where metrics are served; null for nowhere
     */
    record Listener(
            ListenAddress address,
            String serverName,
            Duration idleTimeout,
            @Nullable ListenAddress internal,
            @Nullable MetricsConfiguration metrics) {

        /** Returns those of a gateway. */
        static Listener of(GatewayConfiguration configuration) {
            return new Listener(
                    configuration.listen(),
                    GatewayRole.SERVER_NAME,
                    configuration.requestBudget(),
                    configuration.hasInternalListener() ? configuration.internalListen() : null,
                    configuration.metrics());
        }
    }

    /**
     * Starts the container.
     *
     * @param singletons what the factories and endpoints are made of
     */
    static Container start(Listener listener, List<Object> singletons) {
        ApplicationContext context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .banner(false)
                .properties(properties(listener))
                .singletons(singletons.toArray())
                .singletons(listener.metrics() == null ? new Object[0] : new Object[] {listener.metrics()})
                .start();
        return new Container(listener, context);
    }

    private static Map<String, Object> properties(Listener listener) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "micronaut.application.name",
                "edgecomet",
                "micronaut.server.server-header",
                listener.serverName(),
                "micronaut.server.idle-timeout",
                listener.idleTimeout(),
                "micronaut.server.max-request-size",
                MAX_BODY_BYTES,
                "micronaut.server.netty.max-header-size",
                MAX_HEADER_BYTES,
                "micronaut.server.netty.max-initial-line-length",
                MAX_HEADER_BYTES));
        eventLoops(properties);
        listen(properties, "main", listener.address(), true);
        for (String binder : LIBRARY_METRICS) {
            properties.put("micronaut.metrics.binders." + binder + ".enabled", false);
        }
        ListenAddress internal = listener.internal();
        if (internal != null) {
            listen(properties, "internal", internal, false);
            properties.put("edgecomet.internal.port", internal.port());
        }
        MetricsConfiguration metrics = listener.metrics();
        properties.put("micronaut.metrics.enabled", metrics != null);
        if (metrics != null) {
            listen(properties, "metrics", metrics.listen(), false);
        }
        return properties;
    }

    /** As many as there are processors, for none of them ever waits: more would only take turns. */
    private static void eventLoops(Map<String, Object> properties) {
        String prefix = "micronaut.netty.event-loops.";
        properties.put(prefix + "default.num-threads", Runtime.getRuntime().availableProcessors());
        properties.put(prefix + "parent.num-threads", 1);
        for (String group : List.of("default", "parent")) {
            properties.put(prefix + group + ".transport", TRANSPORTS);
        }
    }

    private static void listen(Map<String, Object> properties, String name, ListenAddress address, boolean routes) {
        String prefix = "micronaut.server.netty.listeners." + name + ".";
        properties.put(prefix + "host", address.bindHost());
        properties.put(prefix + "port", address.port());
        properties.put(prefix + "expose-default-routes", routes);
    }

    /** Returns a bean of the container. */
    <T> T bean(Class<T> type, Qualifier<T> qualifier) {
        try {
            return context.getBean(type, qualifier);
        } catch (BeanInstantiationException e) {
            throw new StartupException(reason(e), e);
        }
    }

    /**
     * Opens the port.
     *
     * @throws StartupException if it cannot be opened
     */
    void open() {
        try {
            context.getBean(EmbeddedServer.class).start();
            context.findBean(HttpsListener.class).ifPresent(Container::open);
        } catch (ServerStartupException e) {
            throw new StartupException(
                    "cannot listen on " + refused(e) + " (" + rootMessage(e)
                            + "): stop what uses the port, or configure another one",
                    e);
        }
    }

    /** Returns the address that the server could not have, which only its words tell. */
    private ListenAddress refused(ServerStartupException failure) {
        MetricsConfiguration metrics = listener.metrics();
        return Stream.of(listener.internal(), metrics == null ? null : metrics.listen())
                .filter(Objects::nonNull)
                .filter(address -> String.valueOf(failure.getMessage()).contains(":" + address.port()))
                .findFirst()
                .orElse(listener.address());
    }

    private static void open(HttpsListener https) {
        switch (https.open()) {
            case HttpsListener.Opening.Open() -> {}
            case HttpsListener.Opening.NoCertificate(String reason) ->
                throw new StartupException("failed to load TLS certificate: " + reason);
        }
    }

    /** Stops accepting and lets requests under way finish within the limit. */
    void drain(Duration limit) {
        try {
            context.getBean(GracefulShutdownManager.class)
                    .shutdownGracefully()
                    .toCompletableFuture()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.atWarn().addKeyValue("limit", limit).log("Shutdown timeout exceeded, forcing termination");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e).log("The server did not drain");
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** The adapters' own words for an operator, below what the container wraps around them. */
    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupException
                    || cause instanceof CoordinationException
                    || cause instanceof StorageException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return rootMessage(e);
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
