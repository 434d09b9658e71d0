package edgecomet.application.port;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.util.Optional;

/**
 * A {@link CacheIndex} that keeps copies of fresh entries in this process, so that what is asked for often is answered
 * without a round trip.
 *
 * <p>A change made through this index is seen by the next call. One that another process makes is seen within a bounded
 * time after its call has returned, also when the store cannot be reached meanwhile; where the store cannot say what
 * changes, there are no copies.
 */
public interface NearIndex extends CacheIndex {

    /** Returns the entry of a key if there is a copy of it that is good and fresh. Never blocks, never throws. */
    Optional<CacheEntry> peek(CacheKey key);
}
