package edgecomet.adapters.http.listener;

import edgecomet.application.serve.RequestIds;
import edgecomet.domain.net.AddressRange;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What all connections of the same listeners have in common. Safe for concurrent use. */
@Singleton
@Requires(beans = ListenerSettings.class)
final class PublicConnections {

    /** For heads larger than usual, over all connections. */
    private static final long HEAD_MEMORY_BYTES = 16 * 1024 * 1024;

    /** Connections beyond the limit that are told so at a time. */
    private static final int MAX_REFUSALS = 256;

    private final ListenerSettings settings;
    private final RequestStage stage;
    private final @Nullable EarlyStage early;
    private final OpenConnections open;
    private final ServerHeaders server;
    private final ExchangeTimeouts.Limits timeouts;
    private final Semaphore refusals = new Semaphore(MAX_REFUSALS);
    private final RequestIds ids = new RequestIds();
    private final HeadMemory headMemory = new HeadMemory(HEAD_MEMORY_BYTES);

    PublicConnections(ListenerSettings settings, RequestStage stage, @Nullable EarlyStage early) {
        this.settings = settings;
        this.stage = stage;
        this.early = early;
        this.open = new OpenConnections(settings.limits().connections());
        this.server = new ServerHeaders(settings.serverName(), InstantSource.system());
        this.timeouts = ExchangeTimeouts.Limits.of(settings);
    }

    ListenerSettings settings() {
        return settings;
    }

    RequestStage stage() {
        return stage;
    }

    OpenConnections open() {
        return open;
    }

    ServerHeaders server() {
        return server;
    }

    ExchangeTimeouts.Limits timeouts() {
        return timeouts;
    }

    Semaphore refusals() {
        return refusals;
    }

    RequestIds ids() {
        return ids;
    }

    HeadMemory headMemory() {
        return headMemory;
    }

    /** Makes the HTTP/1 side of a connection. */
    Http1Codec http1() {
        return new Http1Codec(headMemory, early == null ? null : resume -> new EarlyLane(early, server, ids, resume));
    }

    /** Returns whether connections from an address begin with a PROXY protocol header. */
    boolean isProxy(InetAddress address) {
        List<AddressRange> proxies = settings.proxies();
        return !proxies.isEmpty() && proxies.stream().anyMatch(range -> range.contains(address));
    }
}
