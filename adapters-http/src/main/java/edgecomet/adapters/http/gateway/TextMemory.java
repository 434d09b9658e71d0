package edgecomet.adapters.http.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap for texts, no more than so much at a time: those that are hot, and those that are on their way
 * to clients, however slowly these read. Safe for concurrent use; never blocks for long.
 */
final class TextMemory {

    /** Small pages and small chunks, one arena, no caches of threads: what is given back is there for the next text. */
    private static final int PAGE_BYTES = 4096;

    private static final int CHUNK_ORDER = 9;

    private final PooledByteBufAllocator pool =
            new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);
    private final long most;

    TextMemory(long most) {
        this.most = most;
    }

    /** Returns an empty buffer for a text, to be released by the caller; null if there is no room for it now. */
    @Nullable
    ByteBuf take(int bytes) {
        return pool.pinnedDirectMemory() + bytes > most ? null : pool.directBuffer(bytes);
    }
}
