package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.domain.header.Headers;
import java.util.OptionalLong;

/** What one connection gave for one request. */
sealed interface Reply {

    /**
     * The head of an answer.
     *
     * @param length of the body, where the head tells it
     * @param body as it is received, not decoded
     */
    record Begun(int status, Headers headers, OptionalLong length, BodyQueue body) implements Reply {}

    /**
     * None; the connection is closed or closing.
     *
     * @param unanswered whether the connection was lost before the first byte of an answer
     */
    record Broken(Failure failure, boolean unanswered) implements Reply {}
}
