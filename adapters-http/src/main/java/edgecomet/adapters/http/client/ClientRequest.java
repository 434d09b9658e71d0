package edgecomet.adapters.http.client;

import edgecomet.domain.header.Headers;
import java.time.Duration;

/**
 * One request. The client itself adds {@code Host}, {@code Accept-Encoding} and what concerns the connection and the
 * body's length; such headers are not taken from here.
 *
 * @param target path and query in visible ASCII, sent as they are
 * @param body owned by this value
 * @param limit of the whole exchange: name lookup, connecting, sending, the complete answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ClientRequest(
        Endpoint endpoint, Method method, String target, Headers headers, byte[] body, Duration limit) {

    private static final byte[] NO_BODY = {};

    /** The methods in use. */
    public enum Method {
        GET,
        POST
    }

    /** Returns a request without a body. */
    public static ClientRequest get(Endpoint endpoint, String target, Headers headers, Duration limit) {
        return new ClientRequest(endpoint, Method.GET, target, headers, NO_BODY, limit);
    }

    /** Returns a request with a body. */
    public static ClientRequest post(Endpoint endpoint, String target, Headers headers, byte[] body, Duration limit) {
        return new ClientRequest(endpoint, Method.POST, target, headers, body, limit);
    }
}
