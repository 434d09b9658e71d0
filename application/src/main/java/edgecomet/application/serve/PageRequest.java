package edgecomet.application.serve;

import edgecomet.application.port.Deadline;
import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.header.Headers;
import edgecomet.domain.host.Host;
import edgecomet.domain.policy.EffectivePolicy;
import edgecomet.domain.rules.Action;
import edgecomet.domain.url.NormalizedUrl;
import java.time.Instant;

/**
 * A request after the pipeline: who asks for what, and what the configuration says about it.
 *
 * @param userAgent the client's; empty if there was none
 * @param unmatched whether no dimension pattern accepted the user agent
 * @param action the rule's, or the dimension's where no rule matched
 * @param forwarded the client's headers that may reach the origin
 * @param receivedAt wall-clock time of arrival
 */
public record PageRequest(
        String requestId,
        String clientIp,
        String userAgent,
        Host host,
        Dimension dimension,
        boolean unmatched,
        NormalizedUrl url,
        EffectivePolicy policy,
        Action action,
        Headers forwarded,
        Instant receivedAt,
        Deadline deadline,
        ClientPresence client) {

    /** Returns the key under which the answer is cached. */
    public CacheKey key() {
        return new CacheKey(host.id(), dimension.id(), url.hash());
    }
}
