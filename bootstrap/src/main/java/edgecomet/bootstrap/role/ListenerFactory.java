package edgecomet.bootstrap.role;

import com.sun.management.UnixOperatingSystemMXBean;
import edgecomet.adapters.http.internal.InternalSettings;
import edgecomet.adapters.http.listener.ListenerSettings;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.TlsConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway's listeners are told. */
@Factory
@Requires(beans = GatewayConfiguration.class)
class ListenerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerFactory.class);

    /** This share of the files that a process may open is kept for pages, Redis, sites and render services. */
    private static final int KEPT_SHARE = 4;

    /** Enough for every gateway of a cluster to call on many pages at once. */
    private static final int INTERNAL_CONNECTIONS = 512;

    /** A page to be renewed is one URL. */
    private static final int INTERNAL_BODY_BYTES = 64 * 1024;

    private static final String INTERNAL_SERVER_NAME = "EdgeGateway-Internal";

    ListenerFactory() {}

    @Singleton
    ListenerSettings settings(GatewayConfiguration configuration) {
        Set<Integer> ports = new HashSet<>();
        ports.add(configuration.listen().port());
        TlsConfiguration tls = configuration.tls();
        if (tls != null) {
            ports.add(tls.listen().port());
        }
        return new ListenerSettings(
                GatewayRole.SERVER_NAME,
                tls,
                ports,
                withinOpenFiles(configuration.limits()),
                configuration.requestBudget(),
                configuration.trustedProxies(),
                0);
    }

    @Singleton
    @Requires(property = "edgecomet.internal.port")
    InternalSettings internal(GatewayConfiguration configuration) {
        ServerLimits limits = configuration.limits();
        return new InternalSettings(
                new ListenerSettings(
                        INTERNAL_SERVER_NAME,
                        null,
                        Set.of(configuration.internalListen().port()),
                        limits.withConnections(Math.min(INTERNAL_CONNECTIONS, limits.connections())),
                        configuration.requestBudget(),
                        List.of(),
                        INTERNAL_BODY_BYTES),
                configuration.internalKey());
    }

    /** Connections are files too: without the last one, not even a page that is cached could be read. */
    private static ServerLimits withinOpenFiles(ServerLimits limits) {
        UnixOperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class);
        long files = system == null ? Long.MAX_VALUE : system.getMaxFileDescriptorCount();
        long room = files - files / KEPT_SHARE;
        if (limits.connections() <= room) {
            return limits;
        }
        LOG.atWarn()
                .addKeyValue("configured", limits.connections())
                .addKeyValue("used", room)
                .addKeyValue("open_files", files)
                .log("Fewer connections than server.limits.connections: raise the limit of open files (ulimit -n)");
        return limits.withConnections((int) room);
    }
}
