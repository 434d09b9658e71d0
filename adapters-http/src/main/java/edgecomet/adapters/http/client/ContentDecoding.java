package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import edgecomet.domain.header.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Undoes {@code Content-Encoding} while a body is read, on the reader's thread: the event loops stay free, a cut stream
 * is noticed, and what a small body unpacks to is bounded like any other body.
 */
final class ContentDecoding {

    /** Each costs memory, and what one unpacks to is the next one's to read. */
    private static final int MOST_CODINGS = 3;

    /** How many bytes tell whether there is a body, and in which of two formats. */
    private static final int MARK_BYTES = 2;

    private ContentDecoding() {}

    /** Returns the answer with a decoded body; blocks for the first bytes of one that is encoded. */
    static StreamedAnswer decode(StreamedAnswer.Begun answer, int bodyLimit) {
        List<String> codings = codings(answer.headers());
        if (codings.isEmpty()) {
            return answer;
        }
        InputStream body = answer.body();
        try {
            if (codings.size() > MOST_CODINGS) {
                throw new IOException("encoded " + codings.size() + " times");
            }
            byte[] mark = body.readNBytes(MARK_BYTES);
            body = unread(body, mark);
            if (mark.length == 0) {
                return new StreamedAnswer.Begun(answer.status(), answer.headers(), answer.length(), body);
            }
            for (String coding : codings.reversed()) {
                body = decoded(coding, body, bodyLimit);
            }
            return new StreamedAnswer.Begun(
                    answer.status(), withoutCoding(answer.headers()), OptionalLong.empty(), body);
        } catch (IOException e) {
            closeQuietly(answer.body());
            return new StreamedAnswer.Missing(undecodable(e).failure());
        }
    }

    /** Returns what stands for a decoder's complaint; what broke below it is passed on. */
    static BrokenBodyException undecodable(IOException complaint) {
        return complaint instanceof BrokenBodyException broken
                ? broken
                : new BrokenBodyException(
                        new Failure(Kind.MALFORMED, "response body cannot be decoded: " + complaint.getMessage()));
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

    private static InputStream decoded(String coding, InputStream body, int limit) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new DecodedBody(body, new GZIPInputStream(body), limit);
            case "deflate" -> inflated(body, limit);
            case "br" -> new DecodedBody(body, new BrotliInputStream(body), limit);
            default -> throw new IOException("unknown encoding " + coding);
        };
    }

    private static InputStream inflated(InputStream body, int limit) throws IOException {
        byte[] mark = body.readNBytes(MARK_BYTES);
        InputStream whole = unread(body, mark);
        Inflater inflater = new Inflater(!isZlib(mark));
        return new DecodedBody(
                whole,
                new InflaterInputStream(whole, inflater) {
                    @Override
                    public void close() throws IOException {
                        inflater.end();
                        super.close();
                    }
                },
                limit);
    }

    /** "deflate" means the zlib format, but some servers send the bare stream: the first two bytes tell which. */
    private static boolean isZlib(byte[] mark) {
        if (mark.length < MARK_BYTES) {
            return false;
        }
        int header = Byte.toUnsignedInt(mark[0]) * 256 + Byte.toUnsignedInt(mark[1]);
        return (mark[0] & 0x0f) == 8 && header % 31 == 0;
    }

    private static InputStream unread(InputStream body, byte[] bytes) throws IOException {
        PushbackInputStream whole = new PushbackInputStream(body, MARK_BYTES);
        whole.unread(bytes);
        return whole;
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new IllegalStateException("closing a body gives its connection up, and nothing else", e);
        }
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
