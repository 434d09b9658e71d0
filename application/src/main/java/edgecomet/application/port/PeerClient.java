package edgecomet.application.port;

import edgecomet.domain.cache.CacheEntry;
import java.util.Optional;

/**
 * Fetches the body of an entry from another gateway that holds it (spec 03 §10.2).
 *
 * <p>Safe for concurrent use; blocks until the answer or the deadline. Never throws: a peer that does not deliver is an
 * empty answer.
 */
public interface PeerClient {

    /** A gateway on its own: there is nobody to ask. */
    PeerClient NONE = (entry, deadline) -> Optional.empty();

    /** Returns the body, decompressed and of the size that the entry says. */
    Optional<byte[]> pull(CacheEntry entry, Deadline deadline);
}
