package edgecomet.adapters.fs.events;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the log of the process that events cannot be written: once when that begins, and how many were lost when it is
 * over. A line for each of them would fill the next disk. Thread-safe.
 */
final class Losses {

    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);

    private final String path;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final AtomicLong lost = new AtomicLong();

    Losses(String path) {
        this.path = path;
    }

    /** A line could not be written; it is not lost yet. */
    void writeFailed(String requestId, IOException reason) {
        begin("failed to write event to log file", requestId, reason.toString());
    }

    /** A line was given up. */
    void dropped(String requestId, String reason) {
        lost.incrementAndGet();
        begin("Events are dropped", requestId, reason);
    }

    private void begin(String message, String requestId, String reason) {
        if (underWay.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue("request_id", requestId)
                    .addKeyValue("path", path)
                    .addKeyValue("error", reason)
                    .log(message);
        }
    }

    /** Everything that waited is written. */
    void recovered() {
        if (underWay.compareAndSet(true, false)) {
            long count = lost.getAndSet(0);
            report(count == 0 ? Level.INFO : Level.WARN, "Event log is written again", count);
        }
    }

    /** Nothing is written any more, and so many lines still wait. */
    void abandoned(int waiting) {
        long count = lost.getAndSet(0) + waiting;
        if (count > 0) {
            report(Level.WARN, "Event log ends with events that were not written", count);
        }
    }

    private void report(Level level, String message, long count) {
        LOG.atLevel(level).addKeyValue("path", path).addKeyValue("lost", count).log(message);
    }
}
