package edgecomet.adapters.http.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/** Answers that are a line of text, made without the server behind. */
public final class Answers {

    /** {@code Retry-After} of an overloaded gateway, in seconds. */
    public static final String RETRY_AFTER = "5";

    private Answers() {}

    /**
     * Returns an answer to a request.
     *
     * @param method a {@code HEAD} gets the headers only
     * @param contentType of the text
     */
    public static FullHttpResponse text(HttpMethod method, int status, String contentType, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf content = method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }

    /** Returns whether a message to a client ends an answer; an interim answer ends none. */
    static boolean isEnd(Object message) {
        return message instanceof LastHttpContent && !isInterim(message);
    }

    /** Returns whether a message to a client begins an answer. */
    static boolean isBegin(Object message) {
        return message instanceof HttpResponse && !isInterim(message);
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}
