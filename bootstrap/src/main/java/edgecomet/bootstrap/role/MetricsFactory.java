package edgecomet.bootstrap.role;

import edgecomet.adapters.http.egress.EgressProxy;
import edgecomet.adapters.http.metrics.CleanupMetrics;
import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.adapters.http.metrics.Meters;
import edgecomet.adapters.http.metrics.RendererMetrics;
import edgecomet.adapters.http.metrics.RuntimeMetrics;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.LiveConfiguration;
import edgecomet.application.configuration.MetricsConfiguration;
import edgecomet.application.port.Browser;
import edgecomet.application.port.CleanupTelemetry;
import edgecomet.domain.host.Host;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/**
 * Counting, in the registry that Micronaut makes and closes. Where nobody listens for scrapes there is no registry, and
 * nothing is counted.
 */
@Factory
class MetricsFactory {

    MetricsFactory() {}

    @Singleton
    @Requires(beans = MetricsConfiguration.class)
    Meters meters(PrometheusMeterRegistry registry, MetricsConfiguration metrics) {
        new RuntimeMetrics().bindTo(registry);
        return new Meters(registry, metrics.namespace());
    }

    @Singleton
    @Requires(missingBeans = MetricsConfiguration.class)
    Meters noMeters() {
        return Meters.none();
    }

    @Singleton
    @Requires(beans = GatewayConfiguration.class)
    GatewayMetrics gatewayMetrics(Meters meters, LiveConfiguration live) {
        GatewayMetrics metrics = new GatewayMetrics(meters);
        live.onChange(configuration -> metrics.keepHosts(
                configuration.hosts().all().stream().map(Host::primaryDomain).collect(Collectors.toUnmodifiableSet())));
        return metrics;
    }

    @Singleton
    @Requires(beans = GatewayConfiguration.class)
    CleanupTelemetry cleanupMetrics(Meters meters, GatewayMetrics gateway) {
        return new CleanupMetrics(meters, gateway);
    }

    @Singleton
    @Requires(beans = RendererIdentity.class)
    RendererMetrics rendererMetrics(Meters meters, Browser browser, EgressProxy egress) {
        return new RendererMetrics(meters, browser, egress);
    }
}
