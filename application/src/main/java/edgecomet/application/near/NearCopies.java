package edgecomet.application.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.CacheKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of fresh entries, a bounded amount of them, that are given only while they are known to be true.
 *
 * <p><b>Reads.</b> Who reads an entry in order to copy it leaves a claim in its place first. An invalidation removes
 * whatever is there, so that a copy is put only in the place of the reader's own claim: if the entry changed after the
 * claim was laid, the claim is gone and what was read is not kept.
 *
 * <p><b>Trust.</b> The source of invalidations proves from time to time that it has delivered all of them up to some
 * moment. For {@link #BOUND} after that moment copies are given; without another proof none are. The proof's age is
 * looked at before the copy: a thread that is held up in between then gives a copy that was good when it was asked.
 * What was copied before an interruption of the source is not given any more, whatever is left of it, because it is of
 * an earlier age.
 *
 * <p>Safe for concurrent use; never blocks.
 */
public final class NearCopies {

    /** How old the proof may be by which a copy is given. */
    public static final Duration BOUND = Duration.ofSeconds(1);

    private static final long MAX_BYTES = 16 * 1024 * 1024;

    /** About what an entry and its place here take without their texts. */
    private static final int ENTRY_BYTES = 900;

    private final InstantSource clock;
    private final boolean alwaysTrusted;
    private final Cache<CacheKey, Place> places = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((CacheKey key, Place place) -> place.bytes())
            .executor(Runnable::run)
            .build();
    private final AtomicLong age = new AtomicLong();
    private volatile long trustedUntil = System.nanoTime();

    private NearCopies(InstantSource clock, boolean alwaysTrusted) {
        this.clock = clock;
        this.alwaysTrusted = alwaysTrusted;
    }

    /** Creates copies of what this process alone can change, and whose changes it tells. */
    public static NearCopies ofOwnEntries(InstantSource clock) {
        return new NearCopies(clock, true);
    }

    /** Creates copies of what others change too; none are given before the first {@link #restart}. */
    public static NearCopies ofSharedEntries(InstantSource clock) {
        return new NearCopies(clock, false);
    }

    /** What is kept for a key: a copy, or the claim of a reader. Compared by identity. */
    private static final class Place {
        private final long age;
        private final @Nullable CacheEntry entry;

        Place(long age, @Nullable CacheEntry entry) {
            this.age = age;
            this.entry = entry;
        }

        int bytes() {
            return entry == null ? ENTRY_BYTES : ENTRY_BYTES + textOf(entry);
        }

        private static int textOf(CacheEntry entry) {
            int[] chars = {entry.url().length() + entry.title().length()};
            entry.headers().forEach((name, value) -> chars[0] += name.length() + value.length());
            return 2 * chars[0];
        }
    }

    /** Returns the copy of an entry; empty if there is none that may be given. */
    Optional<CacheEntry> get(CacheKey key) {
        if (!isTrusted()) {
            return Optional.empty();
        }
        long now = age.get();
        Place place = places.getIfPresent(key);
        return place == null || place.age != now
                ? Optional.empty()
                : Optional.ofNullable(place.entry).filter(this::isFresh);
    }

    /** Reads an entry and keeps a copy, if the entry does not change meanwhile. */
    Optional<CacheEntry> read(CacheKey key, Supplier<Optional<CacheEntry>> source) {
        Place claim = new Place(age.get(), null);
        if (!isTrusted() || !lay(key, claim)) {
            return source.get();
        }
        boolean kept = false;
        try {
            Optional<CacheEntry> found = source.get();
            kept = found.isPresent()
                    && isFresh(found.get())
                    && places.asMap().replace(key, claim, new Place(claim.age, found.get()));
            return found;
        } finally {
            if (!kept) {
                places.asMap().remove(key, claim);
            }
        }
    }

    /** One reader at a time: what lies there of this age, and is no copy past its time, is another one's claim. */
    private boolean lay(CacheKey key, Place claim) {
        Place there = places.asMap().putIfAbsent(key, claim);
        return there == null
                || ((there.age != claim.age || there.entry != null)
                        && places.asMap().replace(key, there, claim));
    }

    /** The entry of this key has changed, or may have. */
    public void invalidate(CacheKey key) {
        places.invalidate(key);
    }

    /** Any entry may have changed. */
    public void invalidateAll() {
        age.incrementAndGet();
        places.invalidateAll();
    }

    /**
     * Begins anew: from this moment on every change is told, by one source, which calls this, {@link #prove} and {@link
     * #distrust} in turn.
     *
     * @param moment on {@link System#nanoTime}
     */
    public void restart(long moment) {
        invalidateAll();
        trustedUntil = moment + BOUND.toNanos();
    }

    /**
     * Every change whose call had returned by this moment has been told.
     *
     * @param moment on {@link System#nanoTime}
     */
    public void prove(long moment) {
        trustedUntil = moment + BOUND.toNanos();
    }

    /** Changes may have been missed: no copy is given before the next {@link #restart}. */
    public void distrust() {
        trustedUntil = System.nanoTime();
        invalidateAll();
    }

    private boolean isTrusted() {
        return alwaysTrusted || System.nanoTime() - trustedUntil < 0;
    }

    private boolean isFresh(CacheEntry entry) {
        return !clock.instant().isAfter(entry.expiresAt());
    }
}
