package edgecomet.adapters.fs.coordination;

import edgecomet.application.port.CacheIndex;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.cache.EntrySource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of cached pages in one ordered map on disk, from logical key to {@link StoredEntry}.
 *
 * <p>An entry ends when a reader finds that its time is over, or when the purge comes by, which goes round all entries
 * a part at a time. Changes of one key take turns.
 */
final class EmbeddedCacheIndex implements CacheIndex {

    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);
    private static final int TURNS = 64;

    private final MendedStore store;
    private final InstantSource clock;
    private final List<ReentrantLock> turns =
            IntStream.range(0, TURNS).mapToObj(i -> new ReentrantLock()).toList();
    private @Nullable String purgeFrom;

    EmbeddedCacheIndex(MendedStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Optional<CacheEntry> find(CacheKey key, Duration limit) {
        return store.call("reading metadata", maps -> {
            Optional<StoredEntry> found = current(maps.entries(), key);
            if (found.isEmpty() && maps.entries().containsKey(key.text())) {
                removeIfEnded(maps.entries(), key);
            }
            return found.map(StoredEntry::entry);
        });
    }

    @Override
    public void store(CacheEntry entry, Duration lifetime) {
        store(entry, lifetime, there -> true);
    }

    @Override
    public boolean storeUnlessRendered(CacheEntry entry, Duration lifetime) {
        return store(entry, lifetime, there -> there.source() != EntrySource.RENDER);
    }

    private boolean store(CacheEntry entry, Duration lifetime, Predicate<CacheEntry> replaceable) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0) {
            throw new IllegalArgumentException("lifetime under a second: " + lifetime);
        }
        Instant end = clock.instant().plus(lifetime);
        return store.call(
                "storing metadata",
                maps -> inTurn(entry.key(), () -> {
                    Optional<CacheEntry> there =
                            current(maps.entries(), entry.key()).map(StoredEntry::entry);
                    if (there.isPresent() && !replaceable.test(there.get())) {
                        return false;
                    }
                    Instant hit = entry.lastBotHit();
                    Instant kept = hit != null
                            ? hit
                            : there.map(CacheEntry::lastBotHit).orElse(null);
                    StoredEntry stored = new StoredEntry(entry.withLastBotHit(kept), end);
                    maps.entries().put(entry.key().text(), stored.toBytes());
                    return true;
                }));
    }

    @Override
    public void delete(CacheKey key) {
        change("deleting metadata", key, entry -> null);
    }

    @Override
    public void recordBotHit(CacheKey key, Instant at) {
        Instant seconds = Instant.ofEpochSecond(at.getEpochSecond());
        change("noting a bot hit", key, entry -> entry.withLastBotHit(seconds));
    }

    @Override
    public void forgetBotHit(CacheKey key) {
        change("forgetting a bot hit", key, entry -> entry.withLastBotHit(null));
    }

    @Override
    public void removeHolder(CacheEntry seen, String gatewayId) {
        change("removing a holder", seen.key(), entry -> {
            if (!entry.hasBodyOf(seen)) {
                return entry;
            }
            List<String> left = entry.gatewayIds().stream()
                    .filter(id -> !id.equals(gatewayId))
                    .toList();
            return entry.withGatewayIds(left);
        });
    }

    /**
     * Looks at so many entries, from where the last call stopped, and removes those whose time is over.
     *
     * @throws edgecomet.application.port.CoordinationException if the file fails
     */
    void purge(int limit) {
        store.call("purging", maps -> purge(maps.entries(), limit));
    }

    private boolean purge(MVMap<String, byte[]> entries, int limit) {
        Instant now = clock.instant();
        Cursor<String, byte[]> cursor = entries.cursor(purgeFrom);
        List<String> ended = new ArrayList<>();
        String last = null;
        for (int seen = 0; seen < limit && cursor.hasNext(); seen++) {
            last = cursor.next();
            if (StoredEntry.hasEnded(cursor.getValue(), now)) {
                ended.add(last);
            }
        }
        purgeFrom = cursor.hasNext() ? last : null;
        ended.forEach(text ->
                CacheKey.parse(text).ifPresentOrElse(key -> removeIfEnded(entries, key), () -> entries.remove(text)));
        return purgeFrom != null;
    }

    /** Returns how many entries the file has, ended ones included. */
    int size() {
        return store.call("counting", maps -> maps.entries().size());
    }

    /** Returns the entry unless its time is over or it cannot be read. */
    private Optional<StoredEntry> current(MVMap<String, byte[]> entries, CacheKey key) {
        byte[] bytes = entries.get(key.text());
        if (bytes == null || StoredEntry.hasEnded(bytes, clock.instant())) {
            return Optional.empty();
        }
        return StoredEntry.read(key, bytes);
    }

    /** Whoever calls this saw that it has ended; it is judged again, as another one may be there by now. */
    private void removeIfEnded(MVMap<String, byte[]> entries, CacheKey key) {
        change(entries, key, entry -> entry);
    }

    private void change(String what, CacheKey key, Change change) {
        store.call(what, maps -> change(maps.entries(), key, change));
    }

    /** Replaces an entry within its lifetime, or removes it where the change makes nothing of it or its time is over. */
    private boolean change(MVMap<String, byte[]> entries, CacheKey key, Change change) {
        return inTurn(key, () -> {
            Optional<StoredEntry> found = current(entries, key);
            CacheEntry made = found.map(StoredEntry::entry).map(change::apply).orElse(null);
            if (made == null || found.isEmpty()) {
                entries.remove(key.text());
                return false;
            }
            entries.put(key.text(), new StoredEntry(made, found.get().end()).toBytes());
            return true;
        });
    }

    /** What becomes of an entry. */
    private interface Change {
        @Nullable
        CacheEntry apply(CacheEntry entry);
    }

    private <T extends @Nullable Object> T inTurn(CacheKey key, Supplier<T> action) {
        ReentrantLock turn = turns.get(Math.floorMod(key.hashCode(), TURNS));
        turn.lock();
        try {
            return action.get();
        } finally {
            turn.unlock();
        }
    }
}
