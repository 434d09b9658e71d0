package edgecomet.adapters.http.client;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for the servers that TLS connections go to. Certificate and host name are always checked.
 *
 * <p>Immutable in effect and safe for concurrent use.
 */
public final class TrustedAuthorities {

    private volatile @Nullable SslContext context;

    private TrustedAuthorities(@Nullable SslContext context) {
        this.context = context;
    }

    /** Returns the authorities of the Java runtime; they are read when the first connection needs them. */
    public static TrustedAuthorities ofSystem() {
        return new TrustedAuthorities(null);
    }

    /**
     * Returns the authorities of a file, and no others.
     *
     * @param bundle certificates in PEM
     * @throws IOException if the file cannot be read or holds no certificate
     */
    public static TrustedAuthorities ofBundle(Path bundle) throws IOException {
        try (InputStream certificates = Files.newInputStream(bundle)) {
            return new TrustedAuthorities(builder().trustManager(certificates).build());
        } catch (IllegalArgumentException e) {
            throw new IOException("no CA bundle in PEM: " + bundle, e);
        }
    }

    SslContext context() throws IOException {
        SslContext known = context;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = context;
            if (known == null) {
                known = builder().build();
                context = known;
            }
            return known;
        }
    }

    private static SslContextBuilder builder() {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .endpointIdentificationAlgorithm("HTTPS")
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1));
    }
}
