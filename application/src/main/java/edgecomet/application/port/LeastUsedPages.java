package edgecomet.application.port;

import edgecomet.domain.cache.PagePath;
import java.util.Collection;

/**
 * The bodies on this gateway's disk, by when they were last used. Uses are told apart by some minutes.
 *
 * <p>Safe for concurrent use, also with those who write and read bodies. Blocks for the disk.
 */
public interface LeastUsedPages {

    /** Notes that a body is in use. A body that is not there, or a disk that takes no notes, is no error. */
    void used(PagePath path);

    /**
     * Removes bodies, those first that were not used for the longest time, until no more than this many bytes are left.
     * What cannot be removed stays and is said in the log. Ends early when its thread is interrupted.
     *
     * @param inUse bodies that are in use without being read
     * @throws StorageException if the disk cannot be looked through
     */
    Trimmed trimTo(long bytes, Collection<PagePath> inUse);

    /**
     * What was removed, and what was not.
     *
     * @param pages how many were removed
     * @param bytes of those
     * @param bytesLeft of the others
     */
    record Trimmed(int pages, long bytes, long bytesLeft) {}
}
