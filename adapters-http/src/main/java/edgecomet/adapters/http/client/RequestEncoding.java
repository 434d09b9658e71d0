package edgecomet.adapters.http.client;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;

/** Puts a request into Netty's form. */
final class RequestEncoding {

    /** What the client decides itself. */
    private static final Set<String> OWN = Set.of("host", "accept-encoding", "content-length", "expect");

    private RequestEncoding() {}

    /**
     * Returns the message; its body is the request's array, not a copy.
     *
     * @throws IllegalArgumentException if the target or a header contains what HTTP does not allow
     */
    static FullHttpRequest encode(ClientRequest request) {
        if (!request.target().chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a target of other than visible ASCII characters");
        }
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.HOST, request.endpoint().authority());
        ConnectionHeaders.removeFrom(request.headers()).without(OWN).forEach(headers::add);
        headers.set(HttpHeaderNames.ACCEPT_ENCODING, "gzip");
        if (request.method() == ClientRequest.Method.POST) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, request.body().length);
        }
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method().name()),
                request.target(),
                Unpooled.wrappedBuffer(request.body()),
                headers,
                DefaultHttpHeadersFactory.trailersFactory().newHeaders());
    }
}
