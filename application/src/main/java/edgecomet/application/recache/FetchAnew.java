package edgecomet.application.recache;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Origin;
import edgecomet.application.port.StorageException;
import edgecomet.application.recache.RecachePage.Renewal;
import edgecomet.application.serve.CacheWriter;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.RequestedPage;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.domain.event.EventType;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.BypassPolicy;
import java.time.Duration;

/** Fetches a page of the site for the bypass cache (spec 03 §15, step 6). */
final class FetchAnew {

    private final Origin origin;
    private final CacheWriter writer;

    FetchAnew(ServePagePorts ports, CacheWriter writer) {
        this.origin = ports.origin();
        this.writer = writer;
    }

    Renewal renew(String requestId, RequestedPage page) {
        BypassPolicy policy = page.policy().bypass();
        if (!policy.cacheEnabled()) {
            return new Renewal.Failed("bypass cache disabled, skipping recache");
        }
        if (policy.cache().ttl().isZero()) {
            return new Renewal.Failed("bypass cache TTL is 0, skipping recache");
        }
        Origin.Request fetch =
                new Origin.Request(page.url().value(), policy.userAgent(), Headers.EMPTY, policy.timeout());
        return switch (origin.fetch(fetch).whole()) {
            case Origin.Answer.Response response -> keep(requestId, page, response);
            case Origin.Answer.Unreachable(String why) -> new Renewal.Failed("bypass fetch failed: " + why);
        };
    }

    private Renewal keep(String requestId, RequestedPage page, Origin.Answer.Response response) {
        BypassPolicy policy = page.policy().bypass();
        if (!policy.cache().stores(response.statusCode())) {
            return new Renewal.Failed("bypass cache save skipped: non-cacheable status code");
        }
        try {
            CacheWriter.Content content = CacheWriter.Content.of(page, response);
            Duration grace = policy.cache().expired().grace();
            return switch (writer.store(requestId, page, content, policy.cache().ttl(), grace)) {
                case STORED ->
                    new Renewal.Kept(new RequestEvents.Recached(EventType.RECACHED_BYPASS, content, "", null));
                case RENDER_IS_BETTER -> new Renewal.Failed("bypass cache save skipped: render cache already exists");
                case NO_LIFETIME -> new Renewal.Failed("bypass cache save skipped: lifetime under a second");
            };
        } catch (StorageException | CoordinationException e) {
            return new Renewal.Failed("failed to save bypass cache: " + e.getMessage());
        }
    }
}
