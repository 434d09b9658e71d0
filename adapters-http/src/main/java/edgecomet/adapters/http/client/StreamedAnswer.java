package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.domain.header.Headers;
import java.io.InputStream;
import java.util.OptionalLong;

/** What came of a request whose answer is read as it comes. */
public sealed interface StreamedAnswer {

    /**
     * The server has begun to answer.
     *
     * @param headers as in {@link ClientAnswer.Response}
     * @param length of the body; empty where only its end will tell
     * @param body decoded. Reading blocks, in all for no longer than the request's limit, and throws an
     *     {@link java.io.IOException} when the rest cannot be had or the thread is interrupted. For one thread, which
     *     must close it: until then, or its end, it holds a connection
     */
    record Begun(int status, Headers headers, OptionalLong length, InputStream body) implements StreamedAnswer {}

    /** It did not answer. */
    record Missing(Failure failure) implements StreamedAnswer {}
}
