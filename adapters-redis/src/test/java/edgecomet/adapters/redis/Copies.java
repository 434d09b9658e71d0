package edgecomet.adapters.redis;

import static edgecomet.application.port.SampleEntries.KEY;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.NearIndex;
import java.time.Duration;

/** Looks whether metadata is copied. */
final class Copies {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private Copies() {}

    /** Reads the sample entry, which should make a copy of it, and returns whether there is one. */
    static boolean isMadeBy(NearIndex index) {
        try {
            index.find(KEY, LIMIT);
        } catch (CoordinationException e) {
            return false;
        }
        return index.peek(KEY).isPresent();
    }
}
