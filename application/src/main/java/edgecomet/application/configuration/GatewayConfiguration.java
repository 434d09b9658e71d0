package edgecomet.application.configuration;

import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.domain.host.Host;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.net.AddressRange;
import edgecomet.domain.policy.ShardingPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a gateway is told ({@code edge-gateway.yaml} and its host files): one immutable snapshot.
 *
 * @param gatewayId {@code eg_id}; empty if not given
 * @param requestBudget {@code server.timeout}: the whole time of a request
 * @param tls null without an HTTPS listener
 * @param trustedProxies who begins each connection with a PROXY protocol header; empty for nobody
 * @param internalListen {@link #NO_INTERNAL_LISTENER} for a standalone process without one
 * @param clientIpHeaders those of the global level, for requests that no host is known for
 * @param redis null for the embedded coordination of a single machine
 * @param metrics null where they are off
 * @param events null without an access log
 */
public record GatewayConfiguration(
        String gatewayId,
        ListenAddress listen,
        Duration requestBudget,
        @Nullable TlsConfiguration tls,
        ServerLimits limits,
        List<AddressRange> trustedProxies,
        ListenAddress internalListen,
        Secret internalKey,
        @Nullable RedisConfiguration redis,
        StorageConfiguration storage,
        SelectionStrategy selection,
        OriginConfiguration origins,
        ShardingPolicy sharding,
        List<String> clientIpHeaders,
        HostCatalog hosts,
        LogConfiguration log,
        @Nullable MetricsConfiguration metrics,
        @Nullable EventLogConfiguration events) {

    /** Stands in the place of an address that nobody listens on. */
    public static final ListenAddress NO_INTERNAL_LISTENER = new ListenAddress("127.0.0.1", 0);

    public GatewayConfiguration {
        trustedProxies = List.copyOf(trustedProxies);
        clientIpHeaders = List.copyOf(clientIpHeaders);
    }

    /** Returns the id that stands in metadata, where an empty one is written as {@code default}. */
    public String holderId() {
        return gatewayId.isEmpty() ? "default" : gatewayId;
    }

    /** Returns whether there is an internal listener. */
    public boolean hasInternalListener() {
        return !internalListen.equals(NO_INTERNAL_LISTENER);
    }

    /** Returns the headers that tell where a request for the host came from, the first one that is there counting. */
    public List<String> clientIpHeaders(Host host) {
        return host.clientIpHeaders().isEmpty() ? clientIpHeaders : host.clientIpHeaders();
    }

    /** Returns the same configuration for other hosts. */
    GatewayConfiguration withHosts(HostCatalog others, List<String> otherClientIpHeaders) {
        return new GatewayConfiguration(
                gatewayId,
                listen,
                requestBudget,
                tls,
                limits,
                trustedProxies,
                internalListen,
                internalKey,
                redis,
                storage,
                selection,
                origins,
                sharding,
                otherClientIpHeaders,
                others,
                log,
                metrics,
                events);
    }
}
