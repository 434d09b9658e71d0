package edgecomet.application.serve;

import edgecomet.application.port.Origin;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.dimension.Dimension;
import edgecomet.domain.host.Host;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.rules.StatusAction;
import java.time.Duration;

/** Every way in which a request for a page ends (spec 02 §15-16). The HTTP adapter alone knows how each one looks. */
public sealed interface PageAnswer {

    /** The request is refused without an answer of the site. */
    sealed interface Refusal extends PageAnswer {

        /** The target is no URL that may be asked for. */
        record InvalidUrl(String message) implements Refusal {}

        /** The key is missing, wrong, or belongs to another host. */
        record Unauthorized(String message) implements Refusal {}

        /** No dimension accepts the user agent, and such requests are blocked. */
        record UserAgentBlocked(Host host) implements Refusal {}

        /** The user agent's dimension is blocked. */
        record DimensionBlocked(Host host, Dimension dimension) implements Refusal {}

        /** The URL has no normal form. */
        record NotNormalizable(Host host, Dimension dimension, String message) implements Refusal {}

        /** The configuration names a dimension that the host does not have. */
        record NoSuchDimension(Host host, String name) implements Refusal {}

        /** As much is under way as this gateway takes on. */
        record Overloaded() implements Refusal {}

        /** The client went away before there was an answer; nobody will read this one. */
        record Abandoned(Host host) implements Refusal {}
    }

    /** An answer to a request that the configuration says something about. */
    sealed interface Served extends PageAnswer {

        /** Returns the page that was asked for. */
        RequestedPage requested();
    }

    /** A rule answers with a fixed status. */
    record Status(RequestedPage requested, StatusAction action) implements Served {}

    /** The page was rendered for this request. */
    record Rendered(RequestedPage requested, RenderedPage page, String serviceId) implements Served {}

    /**
     * The page came from the cache.
     *
     * @param body empty for a redirect; owned by this value
     * @param age since the entry was made
     * @param stale whether the entry is past its lifetime
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Cached(RequestedPage requested, CacheEntry entry, byte[] body, Duration age, boolean stale)
            implements Served {}

    /**
     * The origin's own answer. One that is still coming is owned by this value: whoever gets it closes its body.
     *
     * @param flagged whether the user agent matched nothing and this is the reason for the bypass
     */
    record Bypassed(RequestedPage requested, Origin.Answer answer, boolean flagged) implements Served {}
}
