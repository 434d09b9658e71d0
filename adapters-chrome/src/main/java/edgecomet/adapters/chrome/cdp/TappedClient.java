package edgecomet.adapters.chrome.cdp;

import java.net.URI;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpRequest;
import org.openqa.selenium.remote.http.HttpResponse;
import org.openqa.selenium.remote.http.WebSocket;

/**
 * The HTTP client of one connection, with a tap on its websocket.
 *
 * <p>Selenium's {@code Connection} hands every message to a pool of threads, so its listeners see events in any order,
 * and it does not say when the socket closes. The tap sits in front of it: events are taken off here, on the socket's
 * own thread and in order; only replies to commands go on to Selenium, which matches and decodes them.
 */
final class TappedClient implements HttpClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final HttpClient client;
    private final Tap tap;

    /** Who gets what comes in besides replies; called on the socket's thread, one message at a time. */
    interface Tap {
        void event(CharSequence message);

        void closed();
    }

    TappedClient(ClientConfig configuration, Tap tap) {
        this.tap = tap;
        this.client = HttpClient.Factory.createDefault().createClient(configuration);
    }

    /** Returns how to connect to an address. */
    static ClientConfig configuration(URI address) {
        return ClientConfig.defaultConfig()
                .baseUri(address)
                .connectionTimeout(CONNECT_LIMIT)
                .readTimeout(CONNECT_LIMIT)
                .wsTimeout(CONNECT_LIMIT);
    }

    @Override
    public WebSocket openSocket(HttpRequest request, WebSocket.Listener replies) {
        return client.openSocket(request, new WebSocket.Listener() {
            @Override
            public void onText(CharSequence message) {
                if (isReply(message)) {
                    replies.onText(message);
                } else {
                    tap.event(message);
                }
            }

            @Override
            public void onClose(int code, String reason) {
                tap.closed();
            }

            @Override
            public void onError(Throwable cause) {
                tap.closed();
            }
        });
    }

    /** The browser writes the id of a reply first and the method of an event first. */
    private static boolean isReply(CharSequence message) {
        return CharSequence.compare(message.subSequence(0, Math.min(6, message.length())), "{\"id\":") == 0;
    }

    @Override
    public HttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("a DevTools connection sends no plain requests");
    }

    @Override
    @SuppressWarnings("removal") // the interface still asks for it
    public <T> CompletableFuture<java.net.http.HttpResponse<T>> sendAsyncNative(
            java.net.http.HttpRequest request, BodyHandler<T> handler) {
        throw new UnsupportedOperationException("a DevTools connection sends no plain requests");
    }

    @Override
    @SuppressWarnings("removal") // the interface still asks for it
    public <T> java.net.http.HttpResponse<T> sendNative(java.net.http.HttpRequest request, BodyHandler<T> handler) {
        throw new UnsupportedOperationException("a DevTools connection sends no plain requests");
    }

    @Override
    public void close() {
        client.close();
    }
}
