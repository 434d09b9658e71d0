package edgecomet.adapters.redis;

import edgecomet.application.configuration.RedisConfiguration;
import edgecomet.application.configuration.RedisConfiguration.Address;
import edgecomet.application.configuration.RedisConfiguration.Encryption;
import edgecomet.application.configuration.RedisConfiguration.Place;
import edgecomet.application.near.NearCacheIndex;
import edgecomet.application.near.NearCopies;
import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.Coordination;
import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.GatewayDirectory;
import edgecomet.application.port.NearIndex;
import edgecomet.application.port.RecacheQueue;
import edgecomet.application.port.RenderLock;
import edgecomet.application.port.RendererDirectory;
import edgecomet.application.port.RendererDirectory.SelectionStrategy;
import edgecomet.application.port.RendererRegistry;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Connections to Redis that fail fast and come back by themselves, and the ports on top of them.
 *
 * <p>Commands are refused while the connection is down: callers degrade at once instead of queueing. So
 * they are while the server does not answer. One that has become a replica is left. Lost connections
 * are tried again after a random pause that grows to a second, so that a restarted server is not stormed and is found
 * soon. Safe for concurrent use.
 */
public final class RedisCoordination implements Coordination {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_RECONNECT_PAUSE = Duration.ofSeconds(1);
    private static final Duration FIRST_RECONNECT_PAUSE = Duration.ofMillis(20);

    /** KEYS: any, because a cluster and users of an access control list want one. */
    private static final RedisScript NO_OP = RedisScript.of("return 1");

    private final RedisConnections connections;
    private final InstantSource clock;
    private final RedisCalls calls;
    private final Amends amends;
    private final @Nullable Pulse pulse;
    private final Questions questions;
    private final ProcessRun run;
    private final RenderLock renderLock;
    private final ReentrantLock nearLock = new ReentrantLock();
    private @Nullable NearIndex nearIndex;
    private @Nullable MetadataTracking tracking;

    private RedisCoordination(
            RedisConnections connections, ScheduledExecutorService timer, InstantSource clock, Deadline deadline)
            throws ExecutionException, TimeoutException {
        this.connections = connections;
        this.clock = clock;
        RedisClusterAsyncCommands<String, String> commands = await(connections.commands(), deadline);
        amends = new Amends(commands, timer);
        new RedisCalls(commands).call("PING", deadline.remaining(), redis -> redis.ping());
        StatefulRedisPubSubConnection<String, String> subscriptions = await(connections.subscriptions(), deadline);
        // Where some servers of a cluster answer, those that do not must not keep callers from them.
        pulse = connections.isOneServer() ? Pulse.of(commands, timer) : null;
        Reconnection reconnection =
                connections.isOneServer() ? new Reconnection(List.of(commands, subscriptions.async())) : null;
        calls = new RedisCalls(commands, amends, pulse, reconnection);
        questions = new Questions(() -> subscriptions.async().ping(), timer);
        run = new ProcessRun(calls);
        renderLock = new RedisRenderLock(calls, run, subscriptions);
    }

    /**
     * Connects, asks for a sign of life and whether scripts are run, within five seconds.
     *
     * @param resources the caller's, {@link #prepare prepared}
     * @param clock by which entries are fresh or not
     * @throws CoordinationException if there is no sign of life, or if the server runs no scripts, without which nothing
     *     could be kept or let go in one step; its message says what to check
     */
    public static RedisCoordination connect(
            ClientResources resources, RedisConfiguration configuration, InstantSource clock) {
        Deadline deadline = Deadline.after(CONNECT_LIMIT);
        RedisConnections connections = connections(resources, configuration);
        RedisCoordination coordination;
        try {
            coordination = new RedisCoordination(connections, resources.eventExecutorGroup(), clock, deadline);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            connections.close();
            throw new CoordinationException(unreachable(configuration, e), e);
        }
        try {
            coordination.runScript(deadline.remaining());
        } catch (CoordinationException e) {
            coordination.close();
            throw RedisCalls.isRefusal(e.getCause())
                    ? new CoordinationException(scriptless(configuration, e), e)
                    : new CoordinationException(unreachable(configuration, e), e);
        }
        return coordination;
    }

    private void runScript(Duration limit) {
        calls.run("running a script", limit, NO_OP, ServiceRecord.INDEX);
    }

    private static RedisConnections connections(ClientResources resources, RedisConfiguration configuration) {
        ClientOptions options = options(configuration.encryption());
        return switch (configuration.place()) {
            case Place.Single(Address address) ->
                new ServerConnections(resources, RedisAddresses.single(configuration, address), options);
            case Place.Sentinel place ->
                new ServerConnections(resources, RedisAddresses.sentinels(configuration, place), options);
            case Place.Cluster place ->
                new ClusterConnections(resources, RedisAddresses.cluster(configuration, place), options);
        };
    }

    /** Sets how the client notices that a connection is lost, and how it tries again. */
    public static void prepare(ClientResources.Builder resources) {
        resources.nettyCustomizer(new SilentConnections());
        resources.reconnectDelay(() -> Delay.fullJitter(
                FIRST_RECONNECT_PAUSE,
                LONGEST_RECONNECT_PAUSE,
                FIRST_RECONNECT_PAUSE.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    /**
     * Rejecting what comes while there is no connection also fails what was sent over the one before, so that nothing
     * is sent again that may have run: a lock that was taken would be found taken, by itself, and a second tab would be
     * reserved. What was never written is sent over the next connection, unless it was given up by then. A filter of
     * what is sent again would drop that without a word.
     */
    private static ClientOptions options(@Nullable Encryption encryption) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_LIMIT)
                        .keepAlive(true)
                        .build());
        if (encryption != null) {
            options.sslOptions(RedisAddresses.ssl(encryption));
        }
        return options.build();
    }

    @Override
    public CacheIndex cacheIndex() {
        return new RedisCacheIndex(calls);
    }

    /** The first call begins the tracking that it needs, over one more connection, where there is one server. */
    @Override
    public NearIndex nearIndex() {
        nearLock.lock();
        try {
            NearIndex known = nearIndex;
            if (known == null) {
                NearCopies copies = NearCopies.ofSharedEntries(clock);
                tracking = connections
                        .tracking()
                        .map(connector -> MetadataTracking.start(
                                connector,
                                RedisCacheIndex.PREFIX,
                                copies,
                                new ServerIdentity(calls, connections.moves())))
                        .orElse(null);
                known = new NearCacheIndex(cacheIndex(), copies);
                nearIndex = known;
            }
            return known;
        } finally {
            nearLock.unlock();
        }
    }

    @Override
    public RenderLock renderLock() {
        return renderLock;
    }

    @Override
    public RecacheQueue recacheQueue() {
        return new RedisRecacheQueue(calls);
    }

    @Override
    public RendererDirectory rendererDirectory(SelectionStrategy strategy) {
        return new RedisRendererDirectory(calls, strategy);
    }

    @Override
    public RendererRegistry rendererRegistry() {
        return new RedisRendererRegistry(calls);
    }

    @Override
    public GatewayDirectory gatewayDirectory() {
        return new RedisGatewayDirectory(calls, run);
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public void ping(Duration limit) {
        calls.call("PING", limit, redis -> redis.ping());
    }

    /** Closes the connections; the resources stay the caller's. */
    @Override
    public void close() {
        endTracking();
        amends.close();
        questions.close();
        if (pulse != null) {
            pulse.close();
        }
        connections.close();
    }

    private void endTracking() {
        nearLock.lock();
        try {
            if (tracking != null) {
                tracking.close();
            }
        } finally {
            nearLock.unlock();
        }
    }

    private static <T> T await(CompletionStage<T> stage, Deadline deadline)
            throws ExecutionException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CoordinationException("interrupted while connecting to Redis", e);
        }
    }

    private static String scriptless(RedisConfiguration configuration, CoordinationException refusal) {
        return RedisAddresses.name(configuration.place()) + " refuses to run scripts ("
                + rootOf(refusal).getMessage()
                + "), which locks, tabs and metadata need: allow EVAL and EVALSHA, or use a server that has them";
    }

    private static String unreachable(RedisConfiguration configuration, Exception failure) {
        Throwable cause = rootOf(failure);
        String reason = cause instanceof TimeoutException ? "no answer within 5 s" : String.valueOf(cause.getMessage());
        return "Failed to connect to " + RedisAddresses.name(configuration.place()) + " (" + reason
                + "): check that it runs there and that redis.addr, redis.password, redis.db and whatever else redis"
                + " says are right";
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
