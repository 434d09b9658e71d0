package edgecomet.application.serve;

import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.Freshness;
import edgecomet.domain.fallback.Trigger;
import edgecomet.domain.header.Headers;
import edgecomet.domain.policy.CachePolicy;
import edgecomet.domain.render.RenderReport;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a render service open the page, and keeps what came of it (spec 03 §10, steps E to I). */
final class RenderAndKeep {

    private static final Logger LOG = LoggerFactory.getLogger(RenderAndKeep.class);

    private final RenderAttempt attempt;
    private final CacheWriter writer;
    private final StoredRender stored;

    RenderAndKeep(RenderAttempt attempt, CacheWriter writer, StoredRender stored) {
        this.attempt = attempt;
        this.writer = writer;
        this.stored = stored;
    }

    /**
     * Returns the page, or why there is none.
     *
     * @param before how usable the page was that was in the cache, for where nobody can say what is there now
     * @param deadline of the render, no later than the request's
     */
    RenderResult render(PageRequest request, Freshness before, Deadline deadline) {
        if (request.deadline().isSpent()) {
            return new RenderResult.None(Trigger.BUDGET_SPENT);
        }
        return switch (attempt.render(request.page(), renderRequest(request), deadline)) {
            case RenderAttempt.Result.NoTab(String reason) -> {
                LOG.atWarn().addKeyValue("reason", reason).log("No render service available");
                yield new RenderResult.None(Trigger.NO_RENDERER);
            }
            case RenderAttempt.Result.Asked(RenderOutcome.Failed failed) -> {
                LOG.atWarn()
                        .addKeyValue("error_type", failed.error().label())
                        .addKeyValue("error", failed.message())
                        .log("Render service failed");
                yield new RenderResult.None(
                        request.deadline().isSpent() ? Trigger.BUDGET_SPENT : Trigger.RENDER_FAILED);
            }
            case RenderAttempt.Result.Asked(RenderOutcome.Rendered(RenderedPage page, String serviceId)) ->
                keep(request, before, new PageAnswer.Rendered(request.page(), page, serviceId));
        };
    }

    private RenderResult keep(PageRequest request, Freshness before, PageAnswer.Rendered answer) {
        RenderReport report = answer.page().report();
        boolean redirect = report.isRedirect();
        boolean empty = answer.page().body().length == 0 && !redirect;
        if (report.statusCode() == 0 || (empty && report.qualifier() == null)) {
            LOG.atWarn().addKeyValue("status_code", report.statusCode()).log("Render service delivered no page");
            return new RenderResult.None(Trigger.RENDER_FAILED);
        }
        CachePolicy policy = request.policy().render().cache();
        boolean whole = report.qualifier() == null && !empty;
        if (whole && report.statusCode() < 500 && policy.stores(report.statusCode())) {
            writer.keep(request, content(answer), policy);
        } else {
            keepUnlessWorse(request, stored.freshness(request.page(), before), answer, whole);
        }
        return new RenderResult.Page(answer);
    }

    /** What is no better than the page that is there does not replace it. */
    private void keepUnlessWorse(PageRequest request, Freshness there, PageAnswer.Rendered answer, boolean whole) {
        RenderReport report = answer.page().report();
        CachePolicy policy = request.policy().render().cache();
        if (!whole) {
            if (policy.stores(report.statusCode()) && !there.isServable()) {
                writer.keepBriefly(
                        request, content(answer), request.policy().render().partialLifetime());
            }
        } else if (report.statusCode() >= 500 && there.isServable()) {
            LOG.atInfo()
                    .addKeyValue("status_code", report.statusCode())
                    .log("Server error is not kept, a page is there");
        } else if (policy.stores(report.statusCode())) {
            writer.keep(request, content(answer), policy);
        } else if (there == Freshness.STALE) {
            LOG.atInfo()
                    .addKeyValue("status_code", report.statusCode())
                    .log("Deleted stale cache after non-cacheable render");
            writer.forget(request.key());
        }
    }

    private static CacheWriter.Content content(PageAnswer.Rendered answer) {
        RenderReport report = answer.page().report();
        Headers headers = report.headers();
        if (report.isRedirect() && !report.finalUrl().isEmpty()) {
            headers = Headers.builder()
                    .addAll(headers)
                    .set("Location", report.finalUrl())
                    .build();
        }
        return new CacheWriter.Content(
                EntrySource.RENDER,
                report.statusCode(),
                headers,
                answer.page().body(),
                answer.page().seo());
    }

    private static RenderRequest renderRequest(PageRequest request) {
        return request.policy()
                .render()
                .request(request.requestId(), request.url(), request.dimension(), request.forwarded(), false);
    }
}
