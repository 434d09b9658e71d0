package edgecomet.adapters.chrome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How many tabs a machine carries (spec 05 §1): one for each 500 MiB beyond the first 2 GiB of its memory. */
final class PoolSize {
    private static final long MIB = 1024L * 1024;
    private static final long RESERVED = 2048 * MIB;
    private static final long PER_TAB = 500 * MIB;
    private static final long ASSUMED_MEMORY = 8192 * MIB;
    private static final int LEAST = 2;
    private static final int MOST = 50;

    private PoolSize() {}

    /** Returns the size for this machine. */
    static int automatic() {
        return forMemory(machineMemory());
    }

    static int forMemory(long bytes) {
        return Math.clamp((bytes - RESERVED) / PER_TAB, LEAST, MOST);
    }

    private static long machineMemory() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                    .map(line -> List.of(line.split("\\s+")))
                    .findFirst()
                    .map(fields -> Long.parseLong(fields.get(1)) * 1024)
                    .orElse(ASSUMED_MEMORY);
        } catch (IOException e) {
            return ASSUMED_MEMORY;
        }
    }
}
