package edgecomet.adapters.http.gateway;

import io.micronaut.core.io.buffer.ReadBuffer;
import io.micronaut.core.io.buffer.ReadBufferFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries a body that is read blocking to the event loop that writes it, a piece each time the client has room for one.
 * The stream is closed in the end, however it comes: with the body, with the client, or when the body breaks, in which
 * case the client's answer is cut, so that nobody takes it for a whole one.
 *
 * <p>For one subscriber. Only one thread reads and closes at a time.
 */
final class BodyPump implements Publisher<ReadBuffer>, Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(BodyPump.class);
    private static final int PIECE_BYTES = 8 * 1024;

    private final InputStream stream;
    private final ReadBufferFactory buffers;
    private final Executor executor;
    private final String requestId;
    private final Runnable cut;

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Subscriber<? super ReadBuffer> subscriber;
    private long demand;
    private boolean running;
    private boolean over;
    private @Nullable Thread reader;

    /**
     * Creates a pump that stands still.
     *
     * @param executor for reads, which block
     * @param cut ends the client's answer short of its end
     */
    BodyPump(InputStream stream, ReadBufferFactory buffers, Executor executor, String requestId, Runnable cut) {
        this.stream = stream;
        this.buffers = buffers;
        this.executor = executor;
        this.requestId = requestId;
        this.cut = cut;
    }

    @Override
    public void subscribe(Subscriber<? super ReadBuffer> only) {
        subscriber = only;
        only.onSubscribe(this);
    }

    @Override
    public void request(long pieces) {
        lock.lock();
        try {
            demand += pieces;
            if (running || over) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            giveUp();
        }
    }

    /** Stops for good: nobody wants the rest. */
    @Override
    public void cancel() {
        lock.lock();
        try {
            over = true;
            if (reader != null) {
                reader.interrupt();
            }
            if (running) {
                return;
            }
            running = true;
        } finally {
            lock.unlock();
        }
        close();
    }

    private void run() {
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", requestId)) {
            while (goesOn()) {
                byte[] piece = new byte[PIECE_BYTES];
                int length = stream.read(piece);
                if (length < 0) {
                    stop();
                    Objects.requireNonNull(subscriber).onComplete();
                    return;
                }
                Objects.requireNonNull(subscriber)
                        .onNext(buffers.adapt(length == piece.length ? piece : Arrays.copyOf(piece, length)));
            }
        } catch (IOException e) {
            broken(e);
        } catch (RuntimeException e) {
            giveUp();
            throw e;
        }
    }

    /** Takes one piece of the demand; returns false if there is none, and this run is over. */
    private boolean goesOn() {
        lock.lock();
        try {
            if (!over && demand > 0) {
                demand--;
                reader = Thread.currentThread();
                return true;
            }
            reader = null;
            if (!over) {
                running = false;
                return false;
            }
        } finally {
            lock.unlock();
        }
        close();
        return false;
    }

    private void broken(IOException cause) {
        if (giveUp()) {
            LOG.atWarn().addKeyValue("error", cause.getMessage()).log("Origin broke off, the answer is cut");
        }
    }

    /** Cuts the answer, unless it is over already. */
    private boolean giveUp() {
        boolean first = stop();
        if (first) {
            cut.run();
        }
        return first;
    }

    /** Ends the run for good, and returns whether nobody had ended it before. */
    private boolean stop() {
        boolean first;
        lock.lock();
        try {
            first = !over;
            over = true;
            reader = null;
        } finally {
            lock.unlock();
        }
        close();
        return first;
    }

    private void close() {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Failed to close a body");
        }
    }
}
