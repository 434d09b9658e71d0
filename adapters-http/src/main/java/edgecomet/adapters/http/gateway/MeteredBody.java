package edgecomet.adapters.http.gateway;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes that are read of a body, and tells them once it is closed. */
final class MeteredBody extends FilterInputStream {

    private final LongConsumer whenClosed;
    private long count;
    private boolean closed;

    MeteredBody(InputStream body, LongConsumer whenClosed) {
        super(body);
        this.whenClosed = whenClosed;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count += octet < 0 ? 0 : 1;
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        count += Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            try {
                super.close();
            } finally {
                whenClosed.accept(count);
            }
        }
    }
}
