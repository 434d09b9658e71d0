package edgecomet.application.testing;

import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.LogConfiguration;
import edgecomet.application.configuration.OriginConfiguration;
import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.Secret;
import edgecomet.application.configuration.ServerLimits;
import edgecomet.application.configuration.StorageConfiguration;
import edgecomet.application.port.RendererDirectory;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.policy.ShardingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Gateways that differ in their hosts. */
public final class GatewayConfigurations {

    private static final Duration BUDGET = Duration.ofSeconds(60);

    private GatewayConfigurations() {}

    public static GatewayConfiguration of(HostCatalog hosts) {
        return of(hosts, ServerLimits.defaults(BUDGET));
    }

    public static GatewayConfiguration of(HostCatalog hosts, ServerLimits limits) {
        return of(hosts, limits, true);
    }

    public static GatewayConfiguration of(HostCatalog hosts, ServerLimits limits, boolean ssrfProtection) {
        return of(hosts, limits, ssrfProtection, BUDGET);
    }

    /** Returns one whose requests have so long. */
    public static GatewayConfiguration of(HostCatalog hosts, Duration budget) {
        return of(hosts, ServerLimits.defaults(BUDGET), true, budget);
    }

    private static GatewayConfiguration of(
            HostCatalog hosts, ServerLimits limits, boolean ssrfProtection, Duration budget) {
        return new GatewayConfiguration(
                "eg-a",
                new ListenAddress("127.0.0.1", 10070),
                budget,
                null,
                limits,
                List.of(),
                new ListenAddress("127.0.0.1", 10071),
                new Secret("internal"),
                new RedisConfiguration("localhost", 6379, null, 0),
                new StorageConfiguration(Path.of("cache"), Compression.NONE, 0, 0, null),
                RendererDirectory.SelectionStrategy.LEAST_LOADED,
                OriginConfiguration.defaults(ssrfProtection),
                new ShardingPolicy(false, 2, ShardingPolicy.DistributionStrategy.HASH_MODULO, true, true),
                List.of(),
                hosts,
                LogConfiguration.DEFAULT,
                null,
                null);
    }
}
