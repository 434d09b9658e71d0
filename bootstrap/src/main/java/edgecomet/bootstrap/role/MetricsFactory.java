package edgecomet.bootstrap.role;

import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.MetricsConfiguration;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * Counting, in the registry that Micronaut makes and closes. It is always on, and costs little; whether anybody can read it
 * is a question of the listener.
 */
@Factory
@Requires(beans = GatewayConfiguration.class)
class MetricsFactory {

    MetricsFactory() {}

    @Singleton
    GatewayMetrics metrics(PrometheusMeterRegistry registry, GatewayConfiguration configuration) {
        MetricsConfiguration metrics = configuration.metrics();
        return new GatewayMetrics(registry, metrics == null ? "" : metrics.namespace());
    }
}
