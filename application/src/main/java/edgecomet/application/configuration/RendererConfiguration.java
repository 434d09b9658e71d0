package edgecomet.application.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Everything that a render service is told ({@code render-service.yaml}).
 *
 * @param serviceId {@code server.id}
 * @param metrics null where they are off
 */
public record RendererConfiguration(
        String serviceId,
        ListenAddress listen,
        RedisConfiguration redis,
        ChromeConfiguration chrome,
        LogConfiguration log,
        @Nullable MetricsConfiguration metrics) {}
