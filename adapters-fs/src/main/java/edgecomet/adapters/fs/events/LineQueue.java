package edgecomet.adapters.fs.events;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lines that wait to be written, oldest first, with a bound on their bytes. Thread-safe; only {@link #awaitFirst}
 * and {@link #awaitEnd} block.
 */
final class LineQueue {

    private final long maxBytes;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition end = lock.newCondition();
    private long bytes;
    private boolean ended;

    LineQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A line, and the request that it is about. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(String requestId, byte[] text) {}

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        NO_ROOM,
        ENDED
    }

    Offer offer(Line line) {
        lock.lock();
        try {
            if (ended) {
                return Offer.ENDED;
            }
            if (bytes + line.text().length > maxBytes) {
                return Offer.NO_ROOM;
            }
            lines.addLast(line);
            bytes += line.text().length;
            notEmpty.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the oldest line, which stays until it is removed; empty once there is an end and nothing is left. */
    Optional<Line> awaitFirst() throws InterruptedException {
        lock.lock();
        try {
            while (lines.isEmpty() && !ended) {
                notEmpty.await();
            }
            return Optional.ofNullable(lines.peekFirst());
        } finally {
            lock.unlock();
        }
    }

    void removeFirst() {
        lock.lock();
        try {
            bytes -= lines.removeFirst().text().length;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return lines.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more lines. */
    void end() {
        lock.lock();
        try {
            ended = true;
            notEmpty.signalAll();
            end.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long, or until there is an end; returns whether there is. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (!ended && left > 0) {
                left = end.awaitNanos(left);
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
