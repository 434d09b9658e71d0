package edgecomet.adapters.http.client;

import edgecomet.domain.header.Headers;

/** What came of a request. */
public sealed interface ClientAnswer {

    /**
     * The server answered, with whatever status.
     *
     * @param headers without those of the connection; without {@code Content-Encoding} and {@code Content-Length} where
     *     the body was decoded
     * @param body decoded; owned by this value
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Response(int status, Headers headers, byte[] body) implements ClientAnswer {}

    /** It did not, or not within the limits; the message is for the log. */
    record Failure(Kind kind, String message) implements ClientAnswer {}

    /** Why there is no answer. */
    enum Kind {
        /** The request cannot be sent as HTTP. */
        INVALID_REQUEST,
        /** The address is not one that may be dialled. */
        FORBIDDEN_ADDRESS,
        /** The name has no address. */
        UNKNOWN_HOST,
        /** No address accepted the connection. */
        UNREACHABLE,
        /** No encrypted connection that can be trusted. */
        UNTRUSTED,
        /** The connection ended before the answer did. */
        CONNECTION_LOST,
        /** The limit of the exchange passed. */
        TIMEOUT,
        /** What was received is not an HTTP answer. */
        MALFORMED,
        /** Status line and headers are larger than allowed. */
        HEADERS_TOO_LARGE,
        /** The body is larger than allowed. */
        BODY_TOO_LARGE,
        /** All connections that may be open at once are in use. */
        EXHAUSTED,
        /** The calling thread was interrupted, or the client is closed. */
        CANCELLED
    }
}
