package edgecomet.application.near;

import edgecomet.application.port.CacheIndex;
import edgecomet.application.port.NearIndex;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A {@link CacheIndex} with {@link NearCopies}. Its own changes remove the copy themselves, after the fact and also
 * when they fail, for a change that failed to be acknowledged may have been made.
 */
public final class NearCacheIndex implements NearIndex {

    private final CacheIndex index;
    private final NearCopies copies;

    /**
     * Creates the index.
     *
     * @param copies of this index; whoever made them tells them what others change
     */
    public NearCacheIndex(CacheIndex index, NearCopies copies) {
        this.index = index;
        this.copies = copies;
    }

    @Override
    public Optional<CacheEntry> peek(CacheKey key) {
        return copies.get(key);
    }

    @Override
    public Optional<CacheEntry> find(CacheKey key, Duration limit) {
        Optional<CacheEntry> copy = copies.get(key);
        return copy.isPresent() ? copy : copies.read(key, () -> index.find(key, limit));
    }

    @Override
    public void store(CacheEntry entry, Duration lifetime) {
        changing(entry.key(), () -> index.store(entry, lifetime));
    }

    @Override
    public boolean storeUnlessRendered(CacheEntry entry, Duration lifetime) {
        try {
            return index.storeUnlessRendered(entry, lifetime);
        } finally {
            copies.invalidate(entry.key());
        }
    }

    @Override
    public void delete(CacheKey key) {
        changing(key, () -> index.delete(key));
    }

    @Override
    public void recordBotHit(CacheKey key, Instant at) {
        changing(key, () -> index.recordBotHit(key, at));
    }

    @Override
    public void forgetBotHit(CacheKey key) {
        changing(key, () -> index.forgetBotHit(key));
    }

    @Override
    public void removeHolder(CacheEntry seen, String gatewayId) {
        changing(seen.key(), () -> index.removeHolder(seen, gatewayId));
    }

    private void changing(CacheKey key, Runnable change) {
        try {
            change.run();
        } finally {
            copies.invalidate(key);
        }
    }
}
