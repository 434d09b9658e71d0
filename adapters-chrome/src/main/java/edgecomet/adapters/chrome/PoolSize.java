package edgecomet.adapters.chrome;

import java.nio.file.Path;

/** How many tabs a machine or container carries (spec 05 §1): one for each 500 MiB of memory beyond 2 GiB. */
final class PoolSize {
    private static final long MIB = 1024L * 1024;
    private static final long RESERVED = 2048 * MIB;
    private static final long PER_TAB = 500 * MIB;
    private static final int LEAST = 2;
    private static final int MOST = 50;

    private PoolSize() {}

    /** Returns the size for where this process runs. */
    static int automatic() {
        return forMemory(new UsableMemory(Path.of("/")).bytes());
    }

    static int forMemory(long bytes) {
        return Math.clamp((bytes - RESERVED) / PER_TAB, LEAST, MOST);
    }
}
