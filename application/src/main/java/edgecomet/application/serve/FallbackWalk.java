package edgecomet.application.serve;

import edgecomet.application.port.Telemetry;
import edgecomet.domain.cache.CacheEntry;
import edgecomet.domain.cache.EntrySource;
import edgecomet.domain.cache.Freshness;
import edgecomet.domain.fallback.BypassReason;
import edgecomet.domain.fallback.FallbackChain;
import edgecomet.domain.fallback.Step;
import edgecomet.domain.fallback.Trigger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks the fallback chain for one page: takes a step, and if it has no answer, the one that {@link FallbackChain}
 * names next. The order of things is there and nowhere else.
 */
final class FallbackWalk {

    private static final Logger LOG = LoggerFactory.getLogger(FallbackWalk.class);

    private final CacheReader reader;
    private final LockedRender render;
    private final BypassPage bypass;
    private final Telemetry telemetry;

    FallbackWalk(CacheReader reader, LockedRender render, BypassPage bypass, Telemetry telemetry) {
        this.reader = reader;
        this.render = render;
        this.bypass = bypass;
        this.telemetry = telemetry;
    }

    PageAnswer serve(PageRequest request) {
        Walk walk = new Walk(request, rendered(request));
        Step step = FallbackChain.START;
        while (true) {
            switch (walk.take(step)) {
                case StepResult.Answered(PageAnswer answer) -> {
                    return answer;
                }
                case StepResult.Failed _
                when request.client().isGone() -> {
                    return new PageAnswer.Refusal.Abandoned(request.host());
                }
                case StepResult.Failed(Trigger trigger) -> {
                    FallbackChain.reason(step, trigger).ifPresent(walk::because);
                    step = next(step, trigger);
                }
            }
        }
    }

    private static Step next(Step step, Trigger trigger) {
        return FallbackChain.next(step, trigger)
                .orElseThrow(() -> new IllegalStateException("no step after " + step + " on " + trigger));
    }

    /** While a render is possible, the origin's own answer is not a page: it has a step of its own at the end. */
    private Optional<CacheEntry> rendered(PageRequest request) {
        return reader.find(request.key(), request.deadline()).filter(entry -> entry.source() == EntrySource.RENDER);
    }

    /** One walk: the entry found at its start, and what the steps so far have come to. */
    private final class Walk {

        private final PageRequest request;
        private final Optional<CacheEntry> entry;
        private final Freshness freshness;
        private @Nullable BypassReason reason;
        private PageAnswer.@Nullable Rendered serverError;

        Walk(PageRequest request, Optional<CacheEntry> entry) {
            this.request = request;
            this.entry = entry;
            this.freshness = entry.map(
                            e -> reader.freshness(e, request.policy().render().cache()))
                    .orElse(Freshness.EXPIRED);
        }

        StepResult take(Step step) {
            return switch (step) {
                case FRESH_LOCAL -> local(Freshness.FRESH);
                case FRESH_REMOTE -> remote(Freshness.FRESH);
                case RENDER -> render();
                case STALE_LOCAL -> local(Freshness.STALE);
                case STALE_REMOTE -> serverError == null ? remote(Freshness.STALE) : remoteOrServerError();
                case RENDERED_ERROR -> answered(serverError);
                case BYPASS -> answered(bypass.serve(request, reason()));
            };
        }

        void because(BypassReason ofLastFailure) {
            reason = ofLastFailure;
        }

        private StepResult local(Freshness wanted) {
            if (entry.isEmpty() || freshness != wanted) {
                return new StepResult.Failed(Trigger.NO_ENTRY);
            }
            return reader.answerLocally(request, entry.get(), wanted == Freshness.STALE)
                    .map(this::served)
                    .orElse(new StepResult.Failed(Trigger.STORAGE_FAILED));
        }

        private StepResult remote(Freshness wanted) {
            if (entry.isEmpty() || freshness != wanted) {
                return new StepResult.Failed(Trigger.NO_ENTRY);
            }
            return reader.answerRemotely(request, entry.get(), wanted == Freshness.STALE)
                    .map(this::served)
                    .orElse(new StepResult.Failed(Trigger.REPLICAS_DOWN));
        }

        private StepResult remoteOrServerError() {
            StepResult result = remote(Freshness.STALE);
            return result instanceof StepResult.Failed ? new StepResult.Failed(Trigger.ORIGIN_5XX) : result;
        }

        private StepResult render() {
            return switch (render.render(request, freshness)) {
                case RenderResult.Page(PageAnswer.Rendered answer)
                when isServerError(answer) -> {
                    serverError = answer;
                    yield failed(Trigger.ORIGIN_5XX);
                }
                case RenderResult.Page(PageAnswer.Rendered answer) -> answered(answer);
                case RenderResult.FromCache(PageAnswer.Cached answer) -> answered(answer);
                case RenderResult.None(Trigger trigger) -> failed(trigger);
            };
        }

        private StepResult failed(Trigger trigger) {
            LOG.atWarn().addKeyValue("reason", trigger.description()).log("Render not available, falling back");
            return new StepResult.Failed(trigger);
        }

        private StepResult served(PageAnswer answer) {
            if (freshness == Freshness.STALE) {
                telemetry.servedStale(
                        request.host().primaryDomain(), request.dimension().name(), EntrySource.RENDER.label());
            }
            return answered(answer);
        }

        private BypassReason reason() {
            if (reason == null) {
                throw new IllegalStateException("a bypass for no reason");
            }
            return reason;
        }
    }

    private static boolean isServerError(PageAnswer.Rendered answer) {
        return answer.page().report().statusCode() >= 500;
    }

    private static StepResult answered(@Nullable PageAnswer answer) {
        if (answer == null) {
            throw new IllegalStateException("this step was reached without its answer");
        }
        return new StepResult.Answered(answer);
    }

    /** What a step came to. */
    private sealed interface StepResult {
        record Answered(PageAnswer answer) implements StepResult {}

        record Failed(Trigger trigger) implements StepResult {}
    }
}
