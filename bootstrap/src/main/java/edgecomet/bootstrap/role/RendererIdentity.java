package edgecomet.bootstrap.role;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.port.Browser;
import edgecomet.application.port.RendererRegistry.Renderer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * Under which name and address a renderer is on the list.
 *
 * @param address as gateways reach it
 */
record RendererIdentity(String serviceId, ListenAddress address) {

    Renderer at(Browser.Pool pool, Instant now, String version) {
        return new Renderer(
                serviceId,
                address.host(),
                address.port(),
                pool.size(),
                Math.min(pool.active(), pool.size()),
                now,
                version,
                hostname());
    }

    private String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return serviceId;
        }
    }
}
