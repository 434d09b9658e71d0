package edgecomet.application.recache;

import edgecomet.application.port.CoordinationException;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.StorageException;
import edgecomet.application.recache.RecachePage.Renewal;
import edgecomet.application.serve.CacheWriter;
import edgecomet.application.serve.CacheWriter.Kept;
import edgecomet.application.serve.RenderAttempt;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.RequestedPage;
import edgecomet.application.serve.ServePagePorts;
import edgecomet.application.serve.StoredRender;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.Freshness;
import edgecomet.domain.event.EventType;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.policy.RenderPolicy;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import edgecomet.domain.rules.Action;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Renders a page for the cache (spec 03 §15, step 7). Only a whole page with status 200 is kept. One that is incomplete
 * is kept briefly, and only where there is nothing better (spec 00).
 */
final class RenderAnew {

    /** What a render service is given beyond the time that a page may take, and at least (spec 04 §8). */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final Duration LEAST = Duration.ofSeconds(60);
    private static final int HTTP_OK = 200;

    /** In the words of the original, where a lifetime of nothing is found out after the render. */
    private static final String NO_LIFETIME =
            "failed to save to cache: failed to save cache: failed to store metadata: cache already expired"
                    + " (base_ttl=0s, stale_ttl=0s, redis_ttl=0s), refusing storage to prevent infinite Redis TTL";

    private final RenderAttempt attempt;
    private final CacheWriter writer;
    private final StoredRender stored;

    RenderAnew(ServePagePorts ports, CacheWriter writer, InstantSource clock) {
        this.attempt = new RenderAttempt(ports);
        this.writer = writer;
        this.stored = new StoredRender(ports, clock);
    }

    Renewal renew(String requestId, RequestedPage page) {
        CachePolicy policy = page.policy().render().cache();
        boolean nothingToKeep = policy.ttl().plus(policy.expired().grace()).isZero();
        if (page.action() != Action.RENDER || nothingToKeep) {
            return new Renewal.Failed(NO_LIFETIME);
        }
        RenderPolicy render = page.policy().render();
        RenderRequest request = render.request(requestId, page.url(), page.dimension(), Headers.EMPTY, false);
        return switch (attempt.render(page, request, Deadline.after(wholeTime(render)))) {
            case RenderAttempt.Result.NoTab(String reason) ->
                new Renewal.Failed("no render services available: " + reason);
            case RenderAttempt.Result.Asked(RenderOutcome.Failed failed) ->
                new Renewal.Failed("render service failed: " + failed.message());
            case RenderAttempt.Result.Asked(RenderOutcome.Rendered(RenderedPage rendered, String serviceId)) ->
                keep(requestId, page, rendered, serviceId);
        };
    }

    private static Duration wholeTime(RenderPolicy policy) {
        Duration own = policy.timeout().plus(policy.additionalWait()).plus(MARGIN);
        return own.compareTo(LEAST) < 0 ? LEAST : own;
    }

    private Renewal keep(String requestId, RequestedPage page, RenderedPage rendered, String serviceId) {
        RenderReport report = rendered.report();
        if (report.statusCode() != HTTP_OK) {
            return new Renewal.Failed("page returned non-200 status: " + report.statusCode());
        }
        RenderError qualifier = rendered.body().length == 0 ? RenderError.EMPTY_RESPONSE : report.qualifier();
        if (qualifier != null && stored.freshness(page, Freshness.FRESH).isServable()) {
            return new Renewal.Failed(
                    "render service failed: " + qualifier.label() + ", the entry that is there is better");
        }
        CachePolicy policy = page.policy().render().cache();
        CacheWriter.Content content = new CacheWriter.Content(
                EntrySource.RENDER, report.statusCode(), report.headers(), rendered.body(), rendered.seo());
        try {
            Kept kept = qualifier == null
                    ? writer.store(
                            requestId,
                            page,
                            content,
                            policy.ttl(),
                            policy.expired().grace())
                    : writer.store(
                            requestId, page, content, page.policy().render().partialLifetime(), Duration.ZERO);
            if (kept == Kept.STORED) {
                return new Renewal.Kept(
                        new RequestEvents.Recached(EventType.RECACHED_RENDER, content, serviceId, report));
            }
            return new Renewal.Failed(
                    qualifier == null
                            ? NO_LIFETIME
                            : "render service failed: " + qualifier.label() + ", incomplete pages are not kept");
        } catch (StorageException | CoordinationException e) {
            return new Renewal.Failed("failed to save to cache: failed to save cache: " + e.getMessage());
        }
    }
}
