package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.SampleEntries;
import edgecomet.domain.cache.CacheEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** A program that stores entries until it is killed, and says the number of each after it was acknowledged. */
final class EntryWriter {

    private static final Duration PAUSE = Duration.ofMillis(1);

    private EntryWriter() {}

    public static void main(String[] arguments) {
        EmbeddedCoordination coordination = EmbeddedCoordination.open(Path.of(arguments[0]), InstantSource.system());
        for (int number = 0; true; number++) {
            coordination.cacheIndex().store(entry(number), Duration.ofHours(1));
            System.out.println(number);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns the entry with this number. */
    static CacheEntry entry(int number) {
        return SampleEntries.withKey(SampleEntries.full(), SampleEntries.key("%016x".formatted(number)));
    }
}
