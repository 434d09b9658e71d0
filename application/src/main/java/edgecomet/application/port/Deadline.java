package edgecomet.application.port;

import java.time.Duration;

/**
 * The instant by which an answer is due, on the monotonic clock, so that a jump of the wall clock moves no deadline
 * (spec 02 §17). Immutable and safe for concurrent use.
 */
public final class Deadline {

    private final long nanoTime;

    private Deadline(long nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns the deadline this long from now; a negative duration is already spent. */
    public static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Returns what is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    /** Returns the earlier of what is left and a limit. */
    public Duration remaining(Duration limit) {
        Duration left = remaining();
        return left.compareTo(limit) < 0 ? left : limit;
    }

    /** Returns whether nothing is left. */
    public boolean isSpent() {
        return nanoTime - System.nanoTime() <= 0;
    }

    @Override
    public String toString() {
        return "Deadline[remaining=" + remaining() + "]";
    }
}
