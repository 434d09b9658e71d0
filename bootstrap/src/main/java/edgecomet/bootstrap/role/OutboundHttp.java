package edgecomet.bootstrap.role;

import edgecomet.adapters.http.client.AddressPolicy;
import edgecomet.adapters.http.client.AddressResolver;
import edgecomet.adapters.http.client.ClientLimits;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.adapters.http.client.TrustedAuthorities;
import edgecomet.application.configuration.OriginConfiguration;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The two outbound clients, which differ in whom they may dial, and the one event loop that they share. */
final class OutboundHttp implements AutoCloseable {

    private static final int THREADS = 1;
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 2_000;

    private final EventLoopGroup loops;
    private final HttpClient origins;
    private final HttpClient renderers;

    /**
     * Creates the clients.
     *
     * @throws StartupException if there are no certificates where they are said to be
     */
    OutboundHttp(OriginConfiguration configuration) {
        TrustedAuthorities authorities = authorities(configuration.authorities());
        this.loops = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
        this.origins = new HttpClient(
                loops,
                ClientLimits.DEFAULT.withBodyBytes(configuration.bodyBytes()),
                configuration.ssrfProtection() ? AddressPolicy.PUBLIC_ONLY : AddressPolicy.ANY,
                AddressResolver.SYSTEM,
                authorities);
        this.renderers = new HttpClient(
                loops, ClientLimits.DEFAULT, AddressPolicy.ANY, AddressResolver.SYSTEM, TrustedAuthorities.ofSystem());
    }

    private static TrustedAuthorities authorities(@Nullable Path bundle) {
        try {
            return bundle == null ? TrustedAuthorities.ofSystem() : TrustedAuthorities.ofBundle(bundle);
        } catch (IOException e) {
            throw new StartupException("bypass.ca_file: " + e.getMessage(), e);
        }
    }

    /** Returns the client for sites. */
    HttpClient origins() {
        return origins;
    }

    /** Returns the client for render services, which are on the private network. */
    HttpClient renderers() {
        return renderers;
    }

    @Override
    public void close() {
        origins.close();
        renderers.close();
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    }
}
