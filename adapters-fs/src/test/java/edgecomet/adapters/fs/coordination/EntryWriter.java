package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.SampleEntries;
import edgecomet.domain.cache.CacheEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that stores entries until it is killed, and says the number of each after it was acknowledged: so many as
 * fast as it can, the others a millisecond apart.
 */
final class EntryWriter {

    private static final Duration PAUSE = Duration.ofMillis(1);

    /** Odd, so that no two numbers have one hash. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private EntryWriter() {}

    public static void main(String[] arguments) {
        EmbeddedCoordination coordination = EmbeddedCoordination.open(Path.of(arguments[0]), InstantSource.system());
        int fast = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        for (int number = 0; true; number++) {
            coordination.cacheIndex().store(entry(number), Duration.ofHours(1));
            System.out.println(number);
            if (number >= fast) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Returns the entry with this number. Their keys are in no order, as those of real pages, which are hashes. */
    static CacheEntry entry(int number) {
        String hash = "%016x".formatted(number * SPREAD);
        return SampleEntries.withKey(SampleEntries.full(), SampleEntries.key(hash));
    }
}
