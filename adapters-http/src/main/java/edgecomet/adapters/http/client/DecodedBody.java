package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A body without one of its encodings. It ends only where what it is decoded from ends as well, so that a cut answer is
 * noticed, and is bounded by what it unpacks to.
 */
final class DecodedBody extends InputStream {

    private final InputStream source;
    private final InputStream decoder;
    private final int limit;
    private long unpacked;

    /**
     * Creates the body.
     *
     * @param decoder reads from the source
     * @param limit bytes that it may unpack to
     */
    DecodedBody(InputStream source, InputStream decoder, int limit) {
        this.source = source;
        this.decoder = decoder;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int count = decode(target, offset, length);
        if (count < 0) {
            source.transferTo(OutputStream.nullOutputStream());
            return -1;
        }
        unpacked += count;
        if (unpacked > limit) {
            throw new BrokenBodyException(
                    new Failure(Kind.BODY_TOO_LARGE, "decoded response body exceeds " + limit + " bytes"));
        }
        return count;
    }

    private int decode(byte[] target, int offset, int length) throws IOException {
        try {
            return decoder.read(target, offset, length);
        } catch (IOException e) {
            throw ContentDecoding.undecodable(e);
        }
    }

    @Override
    public int available() throws IOException {
        return source.available();
    }

    @Override
    public void close() throws IOException {
        try {
            decoder.close();
        } finally {
            source.close();
        }
    }
}
