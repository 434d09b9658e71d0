package edgecomet.domain.policy;

import java.time.Duration;

/**
 * How the origin is fetched without rendering (spec 01 §4.2, {@code bypass.*}).
 *
 * @param timeout limit of the whole fetch
 * @param cacheEnabled whether {@code cache} applies at all
 */
public record BypassPolicy(Duration timeout, String userAgent, boolean cacheEnabled, CachePolicy cache) {}
