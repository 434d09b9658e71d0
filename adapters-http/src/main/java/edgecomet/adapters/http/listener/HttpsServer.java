package edgecomet.adapters.http.listener;

import edgecomet.application.configuration.ListenAddress;
import edgecomet.application.configuration.TlsConfiguration;
import edgecomet.application.configuration.TlsVersion;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpVersion;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.http.server.netty.NettyEmbeddedServerFactory;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration.NettyListenerConfiguration;
import io.micronaut.http.ssl.CertificateProvider;
import io.micronaut.http.ssl.ServerSslConfiguration;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves HTTP/2 or HTTP/1.1, as the client chooses by ALPN. It is a server of its
 * own over the same routes, because Micronaut offers HTTP/2 on all listeners of a server, those in clear text included.
 *
 * <p>TLS is Java's own: no native library to load, and each connection's memory is the heap's, which is bounded.
 */
@Singleton
@Bean(preDestroy = "close")
@Requires(beans = ListenerSettings.class)
final class HttpsServer implements HttpsListener, GracefulShutdownCapable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpsServer.class);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(2);
    private static final long MAX_STREAMS = 100;

    private final ApplicationContext context;
    private final ListenerSettings settings;
    private final PublicListeners listeners;
    private @Nullable WatchedCertificate certificate;
    private @Nullable NettyEmbeddedServer server;

    HttpsServer(ApplicationContext context, ListenerSettings settings, PublicListeners listeners) {
        this.context = context;
        this.settings = settings;
        this.listeners = listeners;
    }

    @Override
    public Opening open() {
        TlsConfiguration tls = settings.tls();
        if (tls == null) {
            return new Opening.Open();
        }
        return switch (WatchedCertificate.load(tls, LOOK_AT_FILES)) {
            case WatchedCertificate.Loading.Failed(String reason) -> new Opening.NoCertificate(reason);
            case WatchedCertificate.Loading.Loaded(WatchedCertificate loaded) -> {
                certificate = loaded;
                open(tls, loaded);
                yield new Opening.Open();
            }
        };
    }

    private void open(TlsConfiguration tls, WatchedCertificate loaded) {
        context.registerSingleton(CertificateProvider.class, loaded, Qualifiers.byName(WatchedCertificate.NAME));
        NettyEmbeddedServer https =
                context.getBean(NettyEmbeddedServerFactory.class).build(configuration(tls.listen()), ssl(tls.oldest()));
        https.register(listeners.overTls());
        https.start();
        server = https;
        LOG.atInfo()
                .addKeyValue("name", "HTTPS")
                .addKeyValue("address", tls.listen())
                .addKeyValue("not_after", loaded.notAfter())
                .log("Server started");
        Router router = context.getBean(Router.class);
        if (!router.getExposedPorts().isEmpty()) {
            router.applyDefaultPorts(List.copyOf(settings.ports()));
        }
    }

    private NettyHttpServerConfiguration configuration(ListenAddress address) {
        NettyHttpServerConfiguration configuration =
                new NettyHttpServerConfiguration(context.getBean(ApplicationConfiguration.class));
        configuration.setHttpVersion(HttpVersion.HTTP_2_0);
        // A channel for each stream: only then do our handlers see the requests of HTTP/2 as they see those of HTTP/1.
        configuration.setLegacyMultiplexHandlers(true);
        configuration.getHttp2().setMaxConcurrentStreams(MAX_STREAMS);
        configuration.getHttp2().setMaxHeaderListSize((long) RequestDecoder.MAX_HEAD_BYTES);
        configuration.setListeners(List.of(listener(address)));
        return configuration;
    }

    private static NettyListenerConfiguration listener(ListenAddress address) {
        NettyListenerConfiguration listener = new NettyListenerConfiguration("public-tls");
        listener.setHost(address.bindHost());
        listener.setPort(address.port());
        listener.setSsl(true);
        listener.setKeyName(WatchedCertificate.NAME);
        return listener;
    }

    private static ServerSslConfiguration ssl(TlsVersion oldest) {
        ServerSslConfiguration ssl = new ServerSslConfiguration();
        ssl.setEnabled(true);
        ssl.setProtocols(Arrays.stream(TlsVersion.values())
                .filter(version -> version.compareTo(oldest) >= 0)
                .map(version -> "TLSv" + version.label())
                .toArray(String[]::new));
        return ssl;
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return server == null ? CompletableFuture.completedStage(null) : server.shutdownGracefully();
    }

    /** Closes the listener and its connections. */
    void close() {
        if (server != null) {
            server.stop();
        }
        if (certificate != null) {
            certificate.close();
        }
    }
}
