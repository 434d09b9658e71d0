package edgecomet.adapters.http.client;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts the open connections and keeps the unused ones.
 *
 * <p>Every connection, from before it is dialled until it is closed, holds a {@link Slot}. A slot is freed once, by
 * whoever comes first: a failed dial, the channel's close, or the pool when it throws an idle connection out to make
 * room. The most recently used connection is handed out first, so that what a burst opened can go idle and close. Safe
 * for concurrent use; nothing blocks under the lock.
 */
final class ConnectionPool {

    private final ClientLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Endpoint, Lane> lanes = new HashMap<>();
    /** All idle connections, the longest unused first. */
    private final SequencedSet<Pooled> idle = new LinkedHashSet<>();

    private int open;
    private boolean closed;

    ConnectionPool(ClientLimits limits) {
        this.limits = limits;
    }

    private static final class Lane {
        private final Deque<Pooled> idle = new ArrayDeque<>();
        private int open;
    }

    /** The right to have one connection open. */
    final class Slot {
        private final Endpoint endpoint;
        private boolean freed;

        private Slot(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        /** Gives the right back; more than once does no harm. */
        void free() {
            lock.lock();
            try {
                release(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /** A connection with its slot; equal to itself only. */
    static final class Pooled {
        private final Connection connection;
        private final Slot slot;
        private Optional<Future<?>> expiry = Optional.empty();

        private Pooled(Connection connection, Slot slot) {
            this.connection = connection;
            this.slot = slot;
        }

        Connection connection() {
            return connection;
        }
    }

    /** Returns a slot for one more connection, or nothing if no more may be open. */
    Optional<Slot> reserve(Endpoint endpoint) {
        lock.lock();
        try {
            Lane lane = lanes.get(endpoint);
            boolean full = lane != null && lane.open >= limits.connectionsPerEndpoint();
            if (closed || full || (open >= limits.connections() && !evict())) {
                return Optional.empty();
            }
            open++;
            lanes.computeIfAbsent(endpoint, key -> new Lane()).open++;
            return Optional.of(new Slot(endpoint));
        } finally {
            lock.unlock();
        }
    }

    /** Adopts a connection that was opened under a slot; it is in use. */
    Pooled adopt(Connection connection, Slot slot) {
        Pooled pooled = new Pooled(connection, slot);
        connection.channel().closeFuture().addListener(done -> forget(pooled));
        return pooled;
    }

    /** Takes the most recently used idle connection, if there is one. */
    Optional<Pooled> take(Endpoint endpoint) {
        lock.lock();
        try {
            Lane lane = lanes.get(endpoint);
            while (lane != null && !lane.idle.isEmpty()) {
                Pooled pooled = lane.idle.getFirst();
                removeIdle(pooled);
                if (pooled.connection.isOpen()) {
                    return Optional.of(pooled);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a connection for the next request. */
    void giveBack(Pooled pooled) {
        lock.lock();
        try {
            Lane lane = lanes.get(pooled.slot.endpoint);
            if (closed || lane == null || pooled.slot.freed || !pooled.connection.isOpen()) {
                discard(pooled);
                return;
            }
            lane.idle.addFirst(pooled);
            idle.addLast(pooled);
            pooled.expiry = Optional.of(closeAfter(limits.idle(), pooled));
        } finally {
            lock.unlock();
        }
    }

    /** Closes a connection; its slot is free at once, not only when the close is done. */
    void discard(Pooled pooled) {
        pooled.slot.free();
        pooled.connection.close();
    }

    /** Closes what is idle; what is in use closes when it is given back. */
    void close() {
        lock.lock();
        try {
            closed = true;
            while (!idle.isEmpty()) {
                evict();
            }
        } finally {
            lock.unlock();
        }
    }

    private Future<?> closeAfter(Duration duration, Pooled pooled) {
        return pooled.connection
                .channel()
                .eventLoop()
                .schedule(() -> expire(pooled), duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void expire(Pooled pooled) {
        lock.lock();
        try {
            // Taken by a request in the meantime: the timer came too late.
            if (idle.contains(pooled)) {
                removeIdle(pooled);
                pooled.connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(Pooled pooled) {
        lock.lock();
        try {
            removeIdle(pooled);
            release(pooled.slot);
        } finally {
            lock.unlock();
        }
    }

    /** Throws out the connection that is unused for longest. */
    private boolean evict() {
        if (idle.isEmpty()) {
            return false;
        }
        Pooled oldest = idle.getFirst();
        removeIdle(oldest);
        release(oldest.slot);
        oldest.connection.close();
        return true;
    }

    private void removeIdle(Pooled pooled) {
        idle.remove(pooled);
        Lane lane = lanes.get(pooled.slot.endpoint);
        if (lane != null) {
            lane.idle.remove(pooled);
        }
        pooled.expiry.ifPresent(timer -> timer.cancel(false));
        pooled.expiry = Optional.empty();
    }

    private void release(Slot slot) {
        if (slot.freed) {
            return;
        }
        slot.freed = true;
        open--;
        Lane lane = lanes.get(slot.endpoint);
        if (lane != null && --lane.open == 0) {
            lanes.remove(slot.endpoint);
        }
    }
}
