package edgecomet.adapters.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Connections to one server, be it named or found by sentinels; these are asked again at each reconnection. */
final class ServerConnections implements RedisConnections {

    private final RedisClient client;
    private final RedisURI uri;

    ServerConnections(ClientResources resources, RedisURI uri, ClientOptions options) {
        this.client = RedisClient.create(resources);
        this.uri = uri;
        client.setOptions(options);
    }

    @Override
    public CompletionStage<RedisClusterAsyncCommands<String, String>> commands() {
        return connect().thenApply(StatefulRedisConnection::async);
    }

    @Override
    public boolean moves() {
        return !uri.getSentinels().isEmpty();
    }

    @Override
    public boolean isOneServer() {
        return true;
    }

    @Override
    public CompletionStage<StatefulRedisPubSubConnection<String, String>> subscriptions() {
        return client.connectPubSubAsync(StringCodec.UTF8, uri);
    }

    @Override
    public Optional<Supplier<CompletionStage<StatefulRedisConnection<String, String>>>> tracking() {
        return Optional.of(this::connect);
    }

    private CompletionStage<StatefulRedisConnection<String, String>> connect() {
        return client.connectAsync(StringCodec.UTF8, uri);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, LONGEST_CLOSE);
    }
}
