package edgecomet.application.configuration;

import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.domain.cache.Compression;
import edgecomet.domain.host.HostCatalog;
import edgecomet.domain.policy.ShardingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The configuration of a gateway in tests that care for its hosts only. */
public final class SampleConfiguration {

    private SampleConfiguration() {}

    /** Returns the configuration of the gateway {@code eg-a} with these hosts. */
    public static GatewayConfiguration of(HostCatalog hosts) {
        return of(hosts, ServerLimits.defaults(Duration.ofSeconds(60)));
    }

    /** Returns the configuration of the gateway {@code eg-a} with these hosts and limits. */
    public static GatewayConfiguration of(HostCatalog hosts, ServerLimits limits) {
        return new GatewayConfiguration(
                "eg-a",
                new ListenAddress("127.0.0.1", 10070),
                Duration.ofSeconds(60),
                null,
                limits,
                List.of(),
                new ListenAddress("127.0.0.1", 10071),
                new Secret("internal"),
                new RedisConfiguration("localhost", 6379, null, 0),
                new StorageConfiguration(Path.of("cache"), Compression.NONE, 0, null),
                SelectionStrategy.LEAST_LOADED,
                true,
                new ShardingPolicy(false, 2, ShardingPolicy.DistributionStrategy.HASH_MODULO, true, true),
                List.of(),
                hosts,
                LogConfiguration.DEFAULT,
                null,
                null);
    }
}
