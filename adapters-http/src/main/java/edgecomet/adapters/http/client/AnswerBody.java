package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import edgecomet.adapters.http.client.ClientAnswer.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it comes. The time that is spent waiting for the server is limited as a whole; how long the
 * reader takes between two reads is its own affair.
 *
 * <p>For one thread; an interrupt ends a read that is under way. With the body's end, its break or its close, whichever
 * comes first, the connection is given up.
 */
final class AnswerBody extends InputStream {

    private static final byte[] NOTHING = {};

    private final BodyQueue queue;
    private final Release release;
    private long patienceNanos;
    private byte[] current = NOTHING;
    private int position;
    private boolean ended;
    private boolean released;
    private @Nullable Failure failure;

    /** What becomes of the connection. */
    @FunctionalInterface
    interface Release {
        void release(boolean reusable);
    }

    /**
     * Creates the body.
     *
     * @param patience for the server, over all reads
     */
    AnswerBody(BodyQueue queue, Duration patience, Release release) {
        this.queue = queue;
        this.patienceNanos = patience.toNanos();
        this.release = release;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == current.length && !advance()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    /** Never zero before the end: {@link java.util.zip.GZIPInputStream} takes that for the end. */
    @Override
    public int available() {
        return ended ? 0 : Math.max(1, current.length - position);
    }

    private boolean advance() throws BrokenBodyException {
        if (failure != null) {
            throw new BrokenBodyException(failure);
        }
        if (ended) {
            return false;
        }
        return switch (next()) {
            case BodyQueue.Part.Bytes(byte[] bytes) -> {
                current = bytes;
                position = 0;
                yield true;
            }
            case BodyQueue.Part.End(boolean reusable) -> {
                ended = true;
                release(reusable);
                yield false;
            }
            case BodyQueue.Part.Broken(Failure broken) -> throw broken(broken);
        };
    }

    private BodyQueue.Part next() throws BrokenBodyException {
        long since = System.nanoTime();
        try {
            BodyQueue.Part part = queue.poll(patienceNanos);
            if (part == null) {
                throw broken(new Failure(Kind.TIMEOUT, "no complete answer in time"));
            }
            return part;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw broken(new Failure(Kind.CANCELLED, "interrupted"));
        } finally {
            patienceNanos -= System.nanoTime() - since;
        }
    }

    private BrokenBodyException broken(Failure broken) {
        failure = broken;
        release(false);
        return new BrokenBodyException(broken);
    }

    private void release(boolean reusable) {
        if (!released) {
            released = true;
            release.release(reusable);
        }
    }

    /** Ends the exchange; the connection is closed unless the body was there to its end. */
    @Override
    public void close() {
        boolean reusable = queue.abandon();
        if (failure == null) {
            failure = new Failure(Kind.CANCELLED, "the body is closed");
        }
        release(reusable);
    }
}
