package edgecomet.adapters.http.listener;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all connections share for large request heads. The first {@link #FREE} bytes of each are always
 * granted (the original takes no more); what goes beyond comes out of this pool, so that thousands of clients that send
 * large heads slowly cannot fill the heap.
 *
 * <p>Safe for concurrent use; never blocks.
 */
final class HeadMemory {

    /** Granted to every head. */
    static final int FREE = 4 * 1024;

    private final AtomicLong left;

    HeadMemory(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** Takes so much out of the pool; returns whether there was so much. */
    boolean reserve(int bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void release(int bytes) {
        left.addAndGet(bytes);
    }

    /** A head is larger than what is left for it. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("no memory for a head of this size now", null, false, false);
        }
    }
}
