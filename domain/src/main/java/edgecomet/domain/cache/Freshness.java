package edgecomet.domain.cache;

import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.policy.ExpiredPolicy;
import java.time.Duration;
import java.time.Instant;

/** How usable an entry is at an instant (spec 03 §7). */
public enum Freshness {
    /** Within its lifetime: the answer. */
    FRESH,
    /** Past its lifetime, but allowed to answer when nothing better is to be had. */
    STALE,
    /** Not to be used. */
    EXPIRED;

    /** Returns whether an entry may be used in any way. */
    public boolean isServable() {
        return this != EXPIRED;
    }

    /** Returns the better of two. */
    public Freshness or(Freshness other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** Judges an entry under the policy that applies to its URL now. One whose body nobody holds any more has no time. */
    public static Freshness of(CacheEntry entry, CachePolicy policy, Instant now) {
        if (!entry.isRedirect() && entry.gatewayIds().isEmpty()) {
            return EXPIRED;
        }
        if (!now.isAfter(entry.expiresAt())) {
            return FRESH;
        }
        return switch (policy.expired()) {
            case ExpiredPolicy.Delete() -> EXPIRED;
            case ExpiredPolicy.ServeStale(Duration staleTtl) ->
                now.isBefore(entry.expiresAt().plus(staleTtl))
                                && policy.statusCodes().contains(entry.statusCode())
                        ? STALE
                        : EXPIRED;
        };
    }
}
