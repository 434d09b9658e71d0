package edgecomet.adapters.http.client;

import edgecomet.adapters.http.client.ClientAnswer.Failure;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands the body of an answer over from the event loop to the thread that reads it. While enough waits to be read, the
 * channel reads nothing more: the server's sending stops at the windows of TCP or HTTP/2, and what is held here is
 * bounded.
 *
 * <p>The event loop adds; one thread polls and abandons.
 */
final class BodyQueue {

    /** Unread bytes at which the channel pauses; what a single read brings may come on top. */
    private static final int PAUSE_BYTES = 64 * 1024;

    /** Unread bytes at which it goes on. */
    private static final int RESUME_BYTES = 16 * 1024;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Part> parts = new ArrayDeque<>();
    private int unread;
    private boolean paused;
    private boolean abandoned;

    BodyQueue(Channel channel) {
        this.channel = channel;
    }

    /** What a body consists of. */
    sealed interface Part {

        /** Some of its bytes, at least one; owned by this value. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Bytes(byte[] bytes) implements Part {}

        /**
         * All of it was there.
         *
         * @param reusable whether the connection can take another request
         */
        record End(boolean reusable) implements Part {}

        /** The rest never comes. */
        record Broken(Failure failure) implements Part {}
    }

    /** Adds a part. After an end or a break none follows. */
    void add(Part part) {
        lock.lock();
        try {
            if (abandoned) {
                return;
            }
            parts.addLast(part);
            unread += lengthOf(part);
            if (!paused && unread >= PAUSE_BYTES) {
                paused = true;
                channel.config().setAutoRead(false);
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next part; null if none came in time. */
    @Nullable
    Part poll(long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (parts.isEmpty() && left > 0) {
                left = arrived.awaitNanos(left);
            }
            Part part = parts.pollFirst();
            if (part != null) {
                unread -= lengthOf(part);
                resume(RESUME_BYTES);
            }
            return part;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Throws away what was not read, and what is still to come.
     *
     * @return whether the body was there to its end, and the connection can take another request
     */
    boolean abandon() {
        lock.lock();
        try {
            boolean reusable = parts.peekLast() instanceof Part.End(boolean clean) && clean;
            abandoned = true;
            parts.clear();
            unread = 0;
            resume(0);
            return reusable;
        } finally {
            lock.unlock();
        }
    }

    private void resume(int most) {
        if (paused && unread <= most) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    private static int lengthOf(Part part) {
        return part instanceof Part.Bytes(byte[] bytes) ? bytes.length : 0;
    }
}
