package edgecomet.application.port;

import edgecomet.domain.event.RequestEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Events that a test can look at. */
public final class InMemoryEventLog implements EventLog {

    private final List<RequestEvent> events = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    @Override
    public boolean isKept() {
        return true;
    }

    @Override
    public void append(RequestEvent event) {
        if (!closed) {
            events.add(event);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Returns the events so far. */
    public List<RequestEvent> events() {
        return List.copyOf(events);
    }
}
