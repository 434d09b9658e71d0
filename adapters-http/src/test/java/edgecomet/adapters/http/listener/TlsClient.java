package edgecomet.adapters.http.listener;

import edgecomet.application.tls.SampleIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Clients that trust these certificates only. */
final class TlsClient {

    private static final int PATIENCE_MILLIS = 20_000;

    private final SSLContext context;

    TlsClient(SampleIdentity... trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (SampleIdentity identity : trusted) {
                store.setCertificateEntry(identity.toString(), identity.x509());
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a complete client; one that speaks HTTP/2 offers HTTP/1.1 as well. */
    HttpClient http(HttpClient.Version version) {
        return HttpClient.newBuilder().sslContext(context).version(version).build();
    }

    static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static HttpRequest.Builder request(int port, String target) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + target));
    }

    /** Opens a socket that offers these protocols by ALPN, after the handshake. */
    SSLSocket socket(int port, String... protocols) {
        return over(plain(port), protocols);
    }

    /** Begins TLS on a connection. */
    SSLSocket over(Socket plain, String... protocols) {
        try {
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a socket that speaks these versions of TLS only, before the handshake. */
    SSLSocket unshaken(int port, String... versions) {
        try {
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain(port), "127.0.0.1", port, true);
            socket.setEnabledProtocols(versions);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the certificate that a listener shows now. */
    X509Certificate shown(int port) {
        try (SSLSocket socket = socket(port)) {
            return (X509Certificate)
                    Arrays.asList(socket.getSession().getPeerCertificates()).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Socket plain(int port) {
        try {
            Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
