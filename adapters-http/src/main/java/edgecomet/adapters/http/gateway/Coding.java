package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** How the body of a prepared answer is coded: by the rules of the server, which codes the other answers. */
enum Coding {
    PLAIN,
    GZIP;

    /** Shorter bodies are not worth it. */
    private static final int THRESHOLD_BYTES = 1024;

    /** Returns the one for a request. An answer to HEAD says how long the plain body is. */
    static Coding of(PublicRequest request) {
        return request.method().equals(HttpMethod.HEAD)
                ? PLAIN
                : of(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
    }

    /** Returns the one for these values of {@code Accept-Encoding}. */
    static Coding of(List<String> acceptEncoding) {
        for (String value : acceptEncoding) {
            for (String coding : value.split(",", -1)) {
                if (isAccepted(coding.trim().toLowerCase(Locale.ROOT))) {
                    return GZIP;
                }
            }
        }
        return PLAIN;
    }

    private static boolean isAccepted(String coding) {
        int weight = coding.indexOf(';');
        String name = weight < 0 ? coding : coding.substring(0, weight).trim();
        return name.equals("gzip")
                && !(weight >= 0 && coding.substring(weight).matches(";\\s*q\\s*=\\s*0(\\.0*)?\\s*"));
    }

    /** Returns the one that such a body really has where this one is accepted. */
    Coding forBody(String contentType, int bytes) {
        return this == GZIP && bytes >= THRESHOLD_BYTES && MediaType.isTextBased(contentType) ? GZIP : PLAIN;
    }

    /** Returns the body in this coding. */
    byte[] code(byte[] body) {
        return switch (this) {
            case PLAIN -> body;
            case GZIP -> gzip(body);
        };
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream coded = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(coded)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return coded.toByteArray();
    }
}
