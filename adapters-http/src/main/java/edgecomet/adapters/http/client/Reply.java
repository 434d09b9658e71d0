package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.domain.header.Headers;

/** What one connection gave for one request. */
sealed interface Reply {

    /**
     * A complete answer.
     *
     * @param body as received, not decoded
     * @param reusable whether the connection can take another request
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Complete(int status, Headers headers, byte[] body, boolean reusable) implements Reply {}

    /**
     * None; the connection is closed or closing.
     *
     * @param unanswered whether the connection was lost before the first byte of an answer
     */
    record Broken(Failure failure, boolean unanswered) implements Reply {}
}
