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
 * A request after the pipeline: who asks for what.
 *
 * @param userAgent the client's; empty if there was none
 * @param forwarded the client's headers that may reach the origin
 * @param receivedAt wall-clock time of arrival
 */
public record PageRequest(
        String requestId,
        String userAgent,
        RequestedPage page,
        Headers forwarded,
        Instant receivedAt,
        Deadline deadline,
        ClientPresence client) {

    /** Returns the host. */
    public Host host() {
        return page.host();
    }

    /** Returns the dimension in which the page is asked for. */
    public Dimension dimension() {
        return page.dimension();
    }

    /** Returns whether no dimension pattern accepted the user agent. */
    public boolean unmatched() {
        return page.unmatched();
    }

    /** Returns the page's URL. */
    public NormalizedUrl url() {
        return page.url();
    }

    /** Returns what the configuration says about the page. */
    public EffectivePolicy policy() {
        return page.policy();
    }

    /** Returns what is to be done. */
    public Action action() {
        return page.action();
    }

    /** Returns the key under which the answer is cached. */
    public CacheKey key() {
        return page.key();
    }
}
