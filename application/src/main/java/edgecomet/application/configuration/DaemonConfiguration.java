package edgecomet.application.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Everything that a cache daemon is told ({@code cache-daemon.yaml}): one immutable snapshot.
 *
 * @param gateway what {@code eg_config} names; its storage and its certificates are those of another machine
 * @param redis the daemon's own, which counts instead of the gateway's
 * @param metrics null where they are off
 */
public record DaemonConfiguration(
        DaemonSettings settings,
        GatewayConfiguration gateway,
        RedisConfiguration redis,
        LogConfiguration log,
        @Nullable MetricsConfiguration metrics) {}
