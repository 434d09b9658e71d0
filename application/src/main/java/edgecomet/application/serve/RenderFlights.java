package edgecomet.application.serve;

import edgecomet.domain.cache.CacheKey;
import edgecomet.domain.fallback.Trigger;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The renders under way in this process. The first request for a key does the work; those that come meanwhile take its
 * result. The map holds one entry for each request that works, so it is as bounded as the requests are.
 */
final class RenderFlights {

    private final ConcurrentMap<CacheKey, CompletableFuture<RenderResult>> underWay = new ConcurrentHashMap<>();
    private final Waits waits;

    RenderFlights(Waits waits) {
        this.waits = waits;
    }

    /** Does the work, or waits for the one who does it already. */
    RenderResult join(PageRequest request, Duration wait, Supplier<RenderResult> work) {
        CompletableFuture<RenderResult> mine = new CompletableFuture<>();
        CompletableFuture<RenderResult> other = underWay.putIfAbsent(request.key(), mine);
        return other == null ? lead(request.key(), mine, work) : follow(request, other, wait);
    }

    private RenderResult lead(CacheKey key, CompletableFuture<RenderResult> mine, Supplier<RenderResult> work) {
        RenderResult result = new RenderResult.None(Trigger.RENDER_FAILED);
        try {
            result = work.get();
            return result;
        } finally {
            underWay.remove(key, mine);
            mine.complete(result);
        }
    }

    private RenderResult follow(PageRequest request, CompletableFuture<RenderResult> other, Duration wait) {
        long since = System.nanoTime();
        try (ClientPresence.Watch _ = request.client().interruptWhenGone()) {
            RenderResult result = other.get(request.deadline().remaining(wait).toNanos(), TimeUnit.NANOSECONDS);
            if (!(result instanceof RenderResult.None)) {
                waits.succeeded(request, since);
            }
            return readdressed(request, result);
        } catch (TimeoutException e) {
            waits.timedOut(request, since);
            return new RenderResult.None(
                    request.deadline().isSpent() ? Trigger.BUDGET_SPENT : Trigger.LOCK_WAIT_TIMEOUT);
        } catch (InterruptedException e) {
            if (!request.client().isGone()) {
                Thread.currentThread().interrupt();
            }
            return new RenderResult.None(Trigger.BUDGET_SPENT);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight always completes with a value", e);
        }
    }

    /** The page is the same, but the answer is to another request. */
    private static RenderResult readdressed(PageRequest request, RenderResult result) {
        return switch (result) {
            case RenderResult.Page(PageAnswer.Rendered answer) ->
                new RenderResult.Page(new PageAnswer.Rendered(request.page(), answer.page(), answer.serviceId()));
            case RenderResult.FromCache(PageAnswer.Cached answer) ->
                new RenderResult.FromCache(new PageAnswer.Cached(
                        request.page(), answer.entry(), answer.body(), answer.age(), answer.stale()));
            case RenderResult.None none -> none;
        };
    }
}
