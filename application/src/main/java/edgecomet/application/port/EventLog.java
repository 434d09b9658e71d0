package edgecomet.application.port;

import edgecomet.domain.event.RequestEvent;

/**
 * Where the events of requests go (spec 04 §11).
 *
 * <p>Safe for concurrent use. No method throws. What cannot be written is dropped and counted; the log of the process
 * says when that begins and how much it was.
 */
public interface EventLog extends AutoCloseable {

    /** Nobody wants to know. */
    EventLog NONE = new EventLog() {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public void append(RequestEvent event) {}

        @Override
        public void close() {}
    };

    /** Returns whether anything becomes of an event: if not, there is no need to make one. */
    boolean isKept();

    /** Takes an event, after those that this thread gave before. Never blocks. What comes after the end is dropped. */
    void append(RequestEvent event);

    /** Writes what was taken, and ends. Blocks for a few seconds at the longest. */
    @Override
    void close();
}
