package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.adapters.http.client.ClientAnswer.Response;
import edgecomet.domain.header.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Undoes {@code Content-Encoding}. It works on complete bodies, on the caller's thread: the event loops stay free, a cut
 * stream is noticed, and what a small body unpacks to is bounded like any other body.
 */
final class ContentDecoding {

    private ContentDecoding() {}

    static ClientAnswer decode(Response response, int bodyLimit) {
        List<String> codings = codings(response.headers());
        if (codings.isEmpty() || response.body().length == 0) {
            return response;
        }
        byte[] body = response.body();
        try {
            for (String coding : codings.reversed()) {
                body = decode(coding, body, bodyLimit);
                if (body.length > bodyLimit) {
                    return new Failure(Kind.BODY_TOO_LARGE, "decoded response body exceeds " + bodyLimit + " bytes");
                }
            }
        } catch (IOException e) {
            return new Failure(Kind.MALFORMED, "response body cannot be decoded: " + e.getMessage());
        }
        return new Response(response.status(), withoutCoding(response.headers()), body);
    }

    private static List<String> codings(Headers headers) {
        List<String> codings = new ArrayList<>();
        for (String value : headers.all("Content-Encoding")) {
            for (String coding : value.split(",", -1)) {
                String name = coding.trim().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        return codings;
    }

    /** Returns the decoded body, or its beginning if it is longer than the limit. */
    private static byte[] decode(String coding, byte[] body, int limit) throws IOException {
        InputStream in = new ByteArrayInputStream(body);
        return switch (coding) {
            case "gzip", "x-gzip" -> {
                try (InputStream decoded = new GZIPInputStream(in)) {
                    yield decoded.readNBytes(limit + 1);
                }
            }
            case "deflate" -> {
                Inflater inflater = new Inflater(!isZlib(body));
                try (InputStream decoded = new InflaterInputStream(in, inflater)) {
                    yield decoded.readNBytes(limit + 1);
                } finally {
                    inflater.end();
                }
            }
            default -> throw new IOException("unknown encoding " + coding);
        };
    }

    /** "deflate" means the zlib format, but some servers send the bare stream: the first two bytes tell which. */
    private static boolean isZlib(byte[] body) {
        if (body.length < 2) {
            return false;
        }
        int header = Byte.toUnsignedInt(body[0]) * 256 + Byte.toUnsignedInt(body[1]);
        return (body[0] & 0x0f) == 8 && header % 31 == 0;
    }

    private static Headers withoutCoding(Headers headers) {
        Headers.Builder kept = Headers.builder();
        headers.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Encoding") && !name.equalsIgnoreCase("Content-Length")) {
                kept.add(name, value);
            }
        });
        return kept.build();
    }
}
