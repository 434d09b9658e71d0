package edgecomet.adapters.http.listener;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/** What a client hears whose request is not one: a line of text and the end of the connection (spec 02 §1). */
enum ProtocolError {
    MALFORMED(400, "Error when parsing request"),
    TOO_SLOW(408, "Request timeout"),
    TARGET_TOO_LONG(414, "Request URI Too Long"),
    UNKNOWN_EXPECTATION(417, "Expectation Failed"),
    HEAD_TOO_LARGE(431, "Too big request header"),
    OVERLOADED(503, "Service overloaded");

    private static final String TYPE = "text/plain; charset=utf-8";

    private final int status;
    private final String text;

    ProtocolError(int status, String text) {
        this.status = status;
        this.text = text;
    }

    /** Returns what is wrong with a head that could not be decoded. */
    static ProtocolError of(HttpRequest undecodable) {
        return switch (undecodable.decoderResult().cause()) {
            case TooLongHttpLineException e -> TARGET_TOO_LONG;
            case TooLongHttpHeaderException e -> HEAD_TOO_LARGE;
            case HeadMemory.Exhausted e -> OVERLOADED;
            default -> MALFORMED;
        };
    }

    /** Makes the answer; the connection is to be closed behind it. */
    FullHttpResponse answer(ServerHeaders server) {
        FullHttpResponse answer = Answers.text(HttpMethod.GET, status, TYPE, text);
        answer.headers().set("Connection", "close");
        if (this == OVERLOADED) {
            answer.headers().set("Retry-After", Answers.RETRY_AFTER);
        }
        server.addTo(answer.headers());
        return answer;
    }
}
