package edgecomet.adapters.http.listener;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a request must be beyond what the decoder checks, so that nobody in front of the gateway can have read it in
 * another way: RFC 9112 where it says "must", and stricter where it leaves a choice. Absolute targets are refused: the
 * gateway is nobody's forward proxy.
 */
final class RequestSyntax {

    private static final int MAX_METHOD_LENGTH = 32;
    private static final int MAX_FIELDS = 256;
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final boolean[] TOKEN_BYTES = tokenBytes();
    private static final String HOST_MARKS = "-._~!$&'()*+,;=:%[]";

    private RequestSyntax() {}

    /** Returns what is wrong with a decoded HTTP/1 head; empty if nothing is. */
    static Optional<ProtocolError> problemOfHttp1(HttpRequest request) {
        if (request.decoderResult() instanceof HttpMessageDecoderResult sizes
                && sizes.totalSize() > RequestDecoder.MAX_HEAD_BYTES) {
            return Optional.of(ProtocolError.HEAD_TOO_LARGE);
        }
        boolean wellFormed =
                hasOneHost(request) && isChunkedOrPlain(request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING));
        return wellFormed ? problem(request) : Optional.of(ProtocolError.MALFORMED);
    }

    /** Returns what is wrong with a head of any version; empty if nothing is. */
    static Optional<ProtocolError> problem(HttpRequest request) {
        if (request.headers().size() > MAX_FIELDS) {
            return Optional.of(ProtocolError.HEAD_TOO_LARGE);
        }
        return isToken(request.method().name()) && isTarget(request)
                ? Optional.empty()
                : Optional.of(ProtocolError.MALFORMED);
    }

    private static boolean hasOneHost(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        return hosts.isEmpty()
                ? request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                : hosts.size() == 1 && isHost(hosts.getFirst());
    }

    /** Returns whether a text can be the value of {@code Host}. */
    static boolean isHost(CharSequence host) {
        return consistsOf(host, HOST_MARKS);
    }

    /** Returns whether a byte can be part of the name of a header. */
    static boolean isTokenByte(byte b) {
        return b >= 0 && TOKEN_BYTES[b];
    }

    private static boolean isChunkedOrPlain(List<String> codings) {
        return codings.isEmpty() || (codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"));
    }

    /** Returns whether a text can be a method. */
    static boolean isToken(CharSequence method) {
        return !method.isEmpty() && method.length() <= MAX_METHOD_LENGTH && consistsOf(method, TOKEN_MARKS);
    }

    private static boolean consistsOf(CharSequence text, String marks) {
        for (int i = 0; i < text.length(); i++) {
            if (!isOneOf(text.charAt(i), marks)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a char is a letter or digit of ASCII, or one of the marks. */
    private static boolean isOneOf(char c, String marks) {
        boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return alphanumeric || marks.indexOf(c) >= 0;
    }

    private static boolean[] tokenBytes() {
        boolean[] bytes = new boolean[128];
        for (char c = 0; c < bytes.length; c++) {
            bytes[c] = isOneOf(c, TOKEN_MARKS);
        }
        return bytes;
    }

    private static boolean isTarget(HttpRequest request) {
        String target = request.uri();
        boolean origin = target.startsWith("/");
        boolean asterisk = target.equals("*") && request.method().equals(HttpMethod.OPTIONS);
        return target.length() <= RequestDecoder.MAX_LINE_BYTES
                && (origin || asterisk)
                && isVisible(target)
                && isUtf8(target);
    }

    /** Returns whether a text has neither spaces nor control characters; one char stands for each byte. */
    static boolean isVisible(CharSequence text) {
        return text.chars().allMatch(c -> c > ' ' && c != 0x7F);
    }

    /** A target may be UTF-8 that was not escaped. */
    private static boolean isUtf8(String octets) {
        if (octets.chars().allMatch(c -> c < 0x80)) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
