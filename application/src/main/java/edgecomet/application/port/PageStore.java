package edgecomet.application.port;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.PagePath;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The bodies of cached pages on this gateway's disk (spec 03 §5-6).
 *
 * <p>Safe for concurrent use. Methods block for the disk and throw {@link StorageException} when it cannot be used.
 */
public interface PageStore {

    /**
     * Writes a body so that a reader sees all of it or none.
     *
     * @param expiry when the entry ends: it names the directory
     * @return where the body lies and how many bytes the file has
     */
    Stored write(CacheKey key, Instant expiry, byte[] body);

    /**
     * Returns the body of an entry, decompressed; empty if the file is missing or is not what the entry says (its
     * sizes are compared), in which case a damaged file is left for the cleanup. Whether a body is there that cannot be
     * read right now, for want of file descriptors say, is not known: that is a {@link StorageException}.
     */
    Optional<byte[]> read(CacheEntry entry);

    /**
     * Reads the body of an entry, decompressed, if that takes no waiting for the disk: never blocks, and computes
     * no longer than unpacking a page of usual size takes.
     *
     * @param body direct, with exactly as much room as the entry says; undefined if this fails
     * @return whether the body was read; if not, {@link #read} knows more
     */
    default boolean readAtHand(CacheEntry entry, ByteBuffer body) {
        return false;
    }

    /** Returns where the body of an entry would lie, for an entry that has none. */
    PagePath pathWithoutBody(CacheKey key, Instant expiry);

    /** What {@link #write} did. */
    record Stored(PagePath path, long diskSize) {}
}
