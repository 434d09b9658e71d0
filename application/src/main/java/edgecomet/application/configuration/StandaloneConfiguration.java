package edgecomet.application.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Everything that the one process of a single machine is told ({@code edgecomet.yaml}).
 *
 * @param gateway without Redis: {@link GatewayConfiguration#redis()} is null
 * @param chrome the browsers of the same process
 * @param daemon the cache daemon of the same process; null where there is none
 */
public record StandaloneConfiguration(
        GatewayConfiguration gateway,
        ChromeConfiguration chrome,
        @Nullable DaemonSettings daemon) {}
