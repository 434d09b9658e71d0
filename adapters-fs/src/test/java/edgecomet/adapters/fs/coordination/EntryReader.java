package edgecomet.adapters.fs.coordination;

import edgecomet.domain.cache.CacheEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A program that opens what an {@link EntryWriter} left, and says whether the first so many entries are there, how long
 * it took to open, and the most memory that it had.
 */
final class EntryReader {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final double NANOS_OF_MILLI = 1e6;

    private EntryReader() {}

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[1]);
        long start = System.nanoTime();
        try (EmbeddedCoordination coordination =
                EmbeddedCoordination.open(Path.of(arguments[0]), InstantSource.system())) {
            long opened = System.nanoTime();
            for (int number = 0; number < count; number++) {
                CacheEntry entry = EntryWriter.entry(number);
                if (!coordination.cacheIndex().find(entry.key(), LIMIT).equals(Optional.of(entry))) {
                    System.out.println("entry " + number + " of " + count + " is not there");
                    return;
                }
            }
            long read = System.nanoTime();
            System.out.printf(
                    "all are there: opened in %.0f ms, %d entries read in %.0f ms, at most %s resident%n",
                    (opened - start) / NANOS_OF_MILLI, count, (read - opened) / NANOS_OF_MILLI, mostResident());
        }
    }

    private static String mostResident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("?");
    }
}
