package edgecomet.adapters.http.metrics;

import org.jspecify.annotations.Nullable;

/** How a request ended, as its {@code status} label says it, and what else is counted then (spec 02 §16). */
enum RequestStatus {
    CACHE_HIT("cache_hit", Cache.HIT, null),
    BYPASS_CACHE_HIT("bypass_cache_hit", Cache.HIT, null),
    SUCCESS("success", Cache.MISS, null),
    INVALID_URL("invalid_url", Cache.NEITHER, null),
    AUTH_FAILED("auth_failed", Cache.NEITHER, "auth_failed"),
    UNMATCHED_BLOCKED("unmatched_blocked", Cache.NEITHER, "unmatched_user_agent"),
    DIMENSION_BLOCKED("dimension_blocked", Cache.NEITHER, "dimension_blocked"),
    URL_NORMALIZATION_ERROR("url_normalization_error", Cache.NEITHER, "url_normalization_error"),
    DIMENSION_ERROR("dimension_error", Cache.NEITHER, "dimension_error"),
    OVERLOADED("overloaded", Cache.NEITHER, "overloaded"),
    CLIENT_GONE("client_gone", Cache.NEITHER, null),
    RENDER_ERROR("render_error", Cache.NEITHER, "render_error");

    /** What such a request says about the cache. */
    enum Cache {
        HIT,
        MISS,
        NEITHER
    }

    private final String label;
    private final Cache cache;
    private final @Nullable String errorType;

    RequestStatus(String label, Cache cache, @Nullable String errorType) {
        this.label = label;
        this.cache = cache;
        this.errorType = errorType;
    }

    String label() {
        return label;
    }

    Cache cache() {
        return cache;
    }

    /** Returns under which {@code error_type} it is counted; null for none. */
    @Nullable
    String errorType() {
        return errorType;
    }
}
