package edgecomet.adapters.fs.coordination;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that goes on evenly, whatever is done to the clock of the machine. Its instants mean nothing but how far they
 * are apart, and only within this process.
 */
final class SteadyTime implements InstantSource {

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }
}
