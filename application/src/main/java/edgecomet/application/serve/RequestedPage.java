package edgecomet.application.serve;

import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.rules.Action;
import edgecomet.domain.url.NormalizedUrl;

/**
 * Which page is asked for, and what the configuration says about it: a function of the URL, the user agent and the
 * configuration alone.
 *
 * @param unmatched whether no dimension pattern accepted the user agent
 * @param action the rule's, or the dimension's where no rule matched
 * @param countsAsBotHit whether a cache hit of the user agent makes the page due for a render (spec 03 §14)
 */
public record RequestedPage(
        Host host,
        Dimension dimension,
        boolean unmatched,
        NormalizedUrl url,
        EffectivePolicy policy,
        Action action,
        boolean countsAsBotHit) {

    /** Returns the key under which the answer is cached. */
    public CacheKey key() {
        return new CacheKey(host.id(), dimension.id(), url.hash());
    }
}
