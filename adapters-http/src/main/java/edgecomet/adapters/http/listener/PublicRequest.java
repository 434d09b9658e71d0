package edgecomet.adapters.http.listener;

import edgecomet.application.serve.ClientPresence;
import edgecomet.domain.url.CleanPath;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * A whole, well-formed request to one of our listeners; its body is beside it, where the listener keeps one. Its {@link
 * #uri} is the path by which it is routed: decoded, and cleaned of empty and dot segments (spec 02 §2).
 *
 * <p>It says HTTP/1.1 whatever the client speaks: how its connection goes on is the listener's business alone.
 */
public final class PublicRequest extends DefaultFullHttpRequest {

    private final String requestId;
    private final String target;
    private final String peer;
    private final ClientPresence client;
    private byte[] body = {};

    /**
     * Makes the request that a client has sent.
     *
     * @param peer the client's address
     * @param client tells when the connection or stream is closed
     */
    PublicRequest(HttpRequest head, String requestId, String peer, ClientPresence client) {
        super(
                HttpVersion.HTTP_1_1,
                head.method(),
                path(head.uri()),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                EmptyHttpHeaders.INSTANCE);
        this.requestId = requestId;
        this.target = head.uri();
        this.peer = peer;
        this.client = client;
    }

    /** Returns the request that an endpoint was given: through our listeners nothing else gets to one. */
    public static PublicRequest of(io.micronaut.http.HttpRequest<?> request) {
        if (request instanceof NettyHttpRequest<?> netty && netty.getNativeRequest() instanceof PublicRequest whole) {
            return whole;
        }
        throw new IllegalStateException("not a request of one of our listeners");
    }

    /** Returns the id that it was given (spec 02 §3). */
    public String requestId() {
        return requestId;
    }

    /** Returns the request target as it was sent, one char for each byte. */
    public String target() {
        return target;
    }

    /** Returns the address of the other end of the connection, or the one that a trusted proxy vouches for. */
    public String peer() {
        return peer;
    }

    /** Keeps the body, before anybody else has the request. */
    void keep(byte[] whole) {
        body = whole;
    }

    /** Returns the body; empty if there was none, or the listener keeps none. */
    public byte[] body() {
        return body;
    }

    /** Returns whether the client is still there. */
    public ClientPresence client() {
        return client;
    }

    private static String path(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '?' || c == '#') {
                return CleanPath.ofEncoded(target.substring(0, i));
            }
        }
        return CleanPath.ofEncoded(target);
    }
}
