package edgecomet.bootstrap.role;

import edgecomet.adapters.http.listener.ListenerSettings;
import edgecomet.application.configuration.GatewayConfiguration;
import edgecomet.application.configuration.TlsConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;

/** What a gateway's public listeners are told. */
@Factory
@Requires(beans = GatewayConfiguration.class)
class ListenerFactory {

    ListenerFactory() {}

    @Singleton
    ListenerSettings settings(GatewayConfiguration configuration) {
        Set<Integer> ports = new HashSet<>();
        ports.add(configuration.listen().port());
        TlsConfiguration tls = configuration.tls();
        if (tls != null) {
            ports.add(tls.listen().port());
        }
        return new ListenerSettings(
                GatewayRole.SERVER_NAME,
                tls,
                ports,
                configuration.limits(),
                configuration.requestBudget(),
                configuration.trustedProxies());
    }
}
