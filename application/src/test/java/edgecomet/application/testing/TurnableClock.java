package edgecomet.application.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test turns it; safe for concurrent use. */
public final class TurnableClock implements InstantSource {

    private final AtomicReference<Instant> now;

    /** Starts at the instant. */
    public TurnableClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    /** Moves the clock on. */
    public void turn(Duration duration) {
        now.updateAndGet(instant -> instant.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
    }
}
