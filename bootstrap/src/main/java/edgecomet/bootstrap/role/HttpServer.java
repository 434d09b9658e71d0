package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ListenAddress;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Micronaut's container and its Netty server, told everything by the caller and nothing by the environment.
 *
 * <p>The container is there from the constructor on, so that a role can take beans from it; {@link #start} opens the
 * port.
 */
final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    /** Header block of a request, request line included. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private final ListenAddress address;
    private final ApplicationContext context;

    /**
     * Starts the container.
     *
     * @param name sent as {@code Server} header
     * @param timeout a connection that is silent for so long is closed
     * @param singletons what the factories and endpoints are made of
     */
    HttpServer(ListenAddress address, String name, Duration timeout, Map<String, Object> more, Object... singletons) {
        this.address = address;
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("micronaut.application.name", "edgecomet");
        properties.put("micronaut.server.host", address.bindHost());
        properties.put("micronaut.server.port", address.port());
        properties.put("micronaut.server.server-header", name);
        properties.put("micronaut.server.idle-timeout", timeout);
        properties.put("micronaut.server.max-request-size", MAX_BODY_BYTES);
        properties.put("micronaut.server.netty.max-header-size", MAX_HEADER_BYTES);
        properties.put("micronaut.server.netty.max-initial-line-length", MAX_HEADER_BYTES);
        this.context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .bootstrapEnvironment(false)
                .environmentPropertySource(false)
                .enableDefaultPropertySources(false)
                .banner(false)
                .properties(properties)
                .singletons(singletons)
                .start();
    }

    /** Returns a bean of the container. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /**
     * Opens the port.
     *
     * @throws StartupException if it cannot be opened
     */
    void start() {
        try {
            context.getBean(EmbeddedServer.class).start();
        } catch (ServerStartupException e) {
            throw new StartupException(
                    "cannot listen on " + address + ": " + rootMessage(e)
                            + "; stop what uses the port or configure another one",
                    e);
        }
    }

    /** Stops accepting, lets requests under way finish within the limit, and closes every bean. */
    void stop(Duration limit) {
        try {
            context.getBean(GracefulShutdownManager.class)
                    .shutdownGracefully()
                    .toCompletableFuture()
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Requests are still under way after {}, closing all the same", limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CompletionException e) {
            LOG.atWarn().setCause(e).log("The server did not drain");
        }
        close();
    }

    @Override
    public void close() {
        context.close();
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
