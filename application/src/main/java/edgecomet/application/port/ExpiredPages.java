package edgecomet.application.port;

import java.time.Instant;

/**
 * The bodies on this gateway's disk, by the end of their lifetime (spec 03 §16).
 *
 * <p>Safe for concurrent use, also with those who write and read bodies. Blocks for the disk; ends early when its
 * thread is interrupted.
 */
public interface ExpiredPages {

    /**
     * Removes the bodies of a host whose lifetime ended in a minute before this instant, and what they leave empty.
     * What cannot be removed stays and is said in the log.
     *
     * @throws StorageException if the disk cannot be looked through
     */
    Removed removeExpiredBefore(int hostId, Instant threshold);

    /**
     * What was removed.
     *
     * @param minutes directories, each with the bodies of one minute
     * @param bytes of their files
     */
    record Removed(int minutes, long bytes) {

        /** There was nothing to remove. */
        public static final Removed NOTHING = new Removed(0, 0);
    }
}
