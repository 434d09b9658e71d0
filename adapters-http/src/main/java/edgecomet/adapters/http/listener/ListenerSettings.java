package edgecomet.adapters.http.listener;

import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.domain.net.AddressRange;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the public listeners are told, or others that are guarded alike.
 *
 * @param serverName sent as {@code Server} header
 * @param tls the HTTPS listener; null for none
 * @param ports of all these listeners; connections to others are left alone
 * @param writeTimeout how long a client may take to read an answer
 * @param proxies whose connections begin with a PROXY protocol header; empty for none
 * @param bodyBytes of a request that endpoints may read; with 0 bodies are thrown away as they come
 */
public record ListenerSettings(
        String serverName,
        @Nullable TlsConfiguration tls,
        Set<Integer> ports,
        ServerLimits limits,
        Duration writeTimeout,
        List<AddressRange> proxies,
        int bodyBytes) {
    public ListenerSettings {
        ports = Set.copyOf(ports);
        proxies = List.copyOf(proxies);
    }
}
