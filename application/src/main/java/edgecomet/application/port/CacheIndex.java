package edgecomet.application.port;

import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The metadata of cached pages, shared by every gateway (spec 03 §4).
 *
 * <p>Safe for concurrent use. Every method blocks for a short, bounded time and throws {@link CoordinationException}
 * when the store cannot be asked.
 */
public interface CacheIndex {

    /**
     * No caller waits longer for an entry, however much time its request has: a store that takes longer than this does
     * not answer at all, and the page is waited for meanwhile. (The original waits five seconds.)
     */
    Duration LONGEST_FIND = Duration.ofSeconds(2);

    /**
     * Returns the entry of a key; empty if there is none or what is there cannot be read.
     *
     * @param limit the longest time to wait for the store, which is never more than {@link #LONGEST_FIND}
     */
    Optional<CacheEntry> find(CacheKey key, Duration limit);

    /**
     * Replaces the entry of its key in one step: no field of an earlier entry survives, except the time of the last
     * bot hit where the new entry names none.
     *
     * @param lifetime after which the store forgets the entry, at least one second
     * @throws IllegalArgumentException if the lifetime is under a second
     */
    void store(CacheEntry entry, Duration lifetime);

    /** Forgets the entry; nothing happens if there is none. */
    void delete(CacheKey key);

    /** Notes that a bot got the entry from the cache; nothing happens if the entry is gone. */
    void recordBotHit(CacheKey key, Instant at);

    /** Forgets when a bot got the entry from the cache; nothing happens if nobody knows. */
    void forgetBotHit(CacheKey key);

    /** Takes a gateway off the list of those that hold the body; nothing happens if the entry is gone. */
    void removeHolder(CacheKey key, String gatewayId);
}
