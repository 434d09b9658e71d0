package edgecomet.adapters.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Makes the connections that coordination needs, and owns them. Safe for concurrent use. */
interface RedisConnections extends AutoCloseable {

    /** The longest time that {@link #close} takes. */
    Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    /** Connects for commands of all threads. */
    CompletionStage<? extends RedisClusterAsyncCommands<String, String>> commands();

    /** Returns whether all commands go to one server, so that it is either there or not. */
    boolean isOneServer();

    /** Returns whether another server may take the place of the one. */
    boolean moves();

    /** Connects for messages. */
    CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> subscriptions();

    /**
     * Returns what connects to a server that can say which keys have changed: empty where the keys have no one server.
     * Such a connection is the caller's.
     */
    Optional<Supplier<CompletionStage<StatefulRedisConnection<String, String>>>> tracking();

    /** Closes all connections, and leaves the threads to those who gave them. */
    @Override
    void close();
}
