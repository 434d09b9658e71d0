package edgecomet.adapters.redis;

import edgecomet.application.near.NearCopies;
import edgecomet.application.port.CoordinationException;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.TrackingInfo.TrackingFlag;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link NearCopies} of metadata true by Redis client tracking, over a connection of its own: the server pushes
 * the keys of every hash that changes, whoever changes it.
 *
 * <p>Several times a second the server is asked whether it tracks for this connection. Its answer comes behind all
 * invalidations of changes that it had answered before the question was sent, on the same connection, and so proves
 * that the copies are true as of then. It says no on a connection that is new, whatever became of the old one; then
 * tracking begins anew, without the copies. A connection that is silent, cut or half open proves nothing: the trust in
 * the copies ends by itself.
 *
 * <p>The server is also asked whether it is the one that entries are read from. While it is not, as for a moment after
 * a failover, its word is worth nothing, and it is left for another one.
 *
 * <p>A server that has no tracking, or does not speak the protocol in which it can push, is left alone once that is
 * known. There are no copies then.
 */
final class MetadataTracking implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataTracking.class);
    private static final Duration BEAT = Duration.ofMillis(200);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    private final Supplier<CompletionStage<StatefulRedisConnection<String, String>>> connector;
    private final String prefix;
    private final NearCopies copies;
    private final ServerIdentity server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("metadata-tracking").unstarted(this::run);
    private @Nullable StatefulRedisConnection<String, String> connection;
    private @Nullable Reconnection reconnection;
    private boolean known;
    private boolean begun;

    private MetadataTracking(
            Supplier<CompletionStage<StatefulRedisConnection<String, String>>> connector,
            String prefix,
            NearCopies copies,
            ServerIdentity server) {
        this.connector = connector;
        this.prefix = prefix;
        this.copies = copies;
        this.server = server;
    }

    /** What the server was found to be capable of. */
    private enum Ability {
        TRACKS,
        LACKS_TRACKING,
        LACKS_IDENTITY
    }

    /**
     * Begins in a thread of its own, which also connects.
     *
     * @param connector makes a connection that no one else uses
     * @param prefix of the keys of metadata
     * @param server compares the server of such a connection with the one that entries are read from
     */
    static MetadataTracking start(
            Supplier<CompletionStage<StatefulRedisConnection<String, String>>> connector,
            String prefix,
            NearCopies copies,
            ServerIdentity server) {
        MetadataTracking tracking = new MetadataTracking(connector, prefix, copies, server);
        tracking.thread.start();
        return tracking;
    }

    private void run() {
        try {
            Ability ability = Ability.TRACKS;
            do {
                ability = beat();
            } while (ability == Ability.TRACKS && !closed.await(BEAT.toNanos(), TimeUnit.NANOSECONDS));
            switch (ability) {
                case TRACKS -> {}
                case LACKS_TRACKING ->
                    LOG.info("Redis has no client tracking: metadata is read from Redis for each request");
                case LACKS_IDENTITY ->
                    LOG.info("Redis does not say by INFO which server it is, and there are sentinels: metadata is read"
                            + " from Redis for each request");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            copies.distrust();
            if (connection != null) {
                connection.close();
            }
        }
    }

    private Ability beat() throws InterruptedException {
        try {
            StatefulRedisConnection<String, String> current = connection == null ? connect() : connection;
            connection = current;
            RedisCalls redis = new RedisCalls(current.async());
            long asked = System.nanoTime();
            if (!isTracked(redis)) {
                begun = false;
                copies.distrust();
                return track(current, redis);
            }
            known = true;
            switch (server.compare(redis)) {
                case SAME -> {}
                case DIFFERENT -> {
                    begun = false;
                    copies.distrust();
                    if (reconnection != null) {
                        reconnection.begin("metadata is read from another server than this one");
                    }
                    return Ability.TRACKS;
                }
                case UNKNOWN -> {
                    return Ability.LACKS_IDENTITY;
                }
            }
            if (begun) {
                copies.prove(asked);
            } else {
                begun = true;
                copies.restart(asked);
                LOG.debug("Metadata is kept near");
            }
        } catch (CoordinationException e) {
            if (!known && RedisCalls.isRefusal(e.getCause())) {
                return Ability.LACKS_TRACKING;
            }
            LOG.atDebug().setCause(e).log("No sign of life from the connection for client tracking");
        }
        return Ability.TRACKS;
    }

    private StatefulRedisConnection<String, String> connect() throws InterruptedException {
        CompletableFuture<StatefulRedisConnection<String, String>> connecting =
                connector.get().toCompletableFuture();
        try {
            StatefulRedisConnection<String, String> made =
                    connecting.get(CONNECT_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            made.addListener(new InvalidationMessages(prefix, copies));
            reconnection = new Reconnection(List.of(made.async()));
            return made;
        } catch (ExecutionException | TimeoutException e) {
            CompletionStage<Void> _ = connecting.thenAccept(StatefulRedisConnection::close);
            throw new CoordinationException("no connection for client tracking: " + e.getMessage(), e);
        }
    }

    private static boolean isTracked(RedisCalls redis) {
        return redis.call("asking for client tracking", NearCopies.BOUND, commands -> commands.clientTrackinginfo())
                .getFlags()
                .contains(TrackingFlag.BCAST);
    }

    /** An old protocol cannot push, and the server takes the command all the same. */
    private Ability track(StatefulRedisConnection<String, String> current, RedisCalls redis) {
        if (!(current instanceof StatefulRedisConnectionImpl<?, ?> connected)
                || connected.getConnectionState().getNegotiatedProtocolVersion() != ProtocolVersion.RESP3) {
            return Ability.LACKS_TRACKING;
        }
        TrackingArgs broadcast = TrackingArgs.Builder.enabled().bcast().prefixes(prefix);
        redis.call("beginning client tracking", commands -> commands.clientTracking(broadcast));
        return Ability.TRACKS;
    }

    /** Ends the tracking and its connection; there are no copies any more when it returns. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(RedisCalls.TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
