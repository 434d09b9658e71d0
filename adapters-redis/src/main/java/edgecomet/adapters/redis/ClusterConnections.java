package edgecomet.adapters.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Connections to a cluster: each command goes to the server that has its key. Who has what is asked anew from time to
 * time, and as soon as a server says that it has moved.
 */
final class ClusterConnections implements RedisConnections {

    private static final Duration REFRESH = Duration.ofSeconds(15);

    private final RedisClusterClient client;

    ClusterConnections(ClientResources resources, List<RedisURI> seeds, ClientOptions options) {
        this.client = RedisClusterClient.create(resources, seeds);
        client.setOptions(ClusterClientOptions.builder(options)
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(REFRESH)
                        .enableAllAdaptiveRefreshTriggers()
                        .build())
                .build());
    }

    @Override
    public CompletionStage<RedisClusterAsyncCommands<String, String>> commands() {
        return client.refreshPartitionsAsync()
                .thenCompose(known -> client.connectAsync(StringCodec.UTF8))
                .thenApply(StatefulRedisClusterConnection::async);
    }

    @Override
    public boolean moves() {
        return true;
    }

    @Override
    public boolean isOneServer() {
        return false;
    }

    @Override
    public CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> subscriptions() {
        return client.refreshPartitionsAsync().thenCompose(known -> client.connectPubSubAsync(StringCodec.UTF8));
    }

    /** Each of the servers would have to be asked, and their answers put together. */
    @Override
    public Optional<Supplier<CompletionStage<StatefulRedisConnection<String, String>>>> tracking() {
        return Optional.empty();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, LONGEST_CLOSE);
    }
}
