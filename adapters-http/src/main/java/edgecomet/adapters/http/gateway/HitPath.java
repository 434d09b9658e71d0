package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.gateway.KnownRequests.Known;
import edgecomet.adapters.http.listener.EarlyStage;
import edgecomet.adapters.http.listener.PlainRequest;
import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.application.serve.FindHitUseCase.KnownPage;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePageCommand;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers hits on the event loop before they are decoded (docs/adr/0010): those whose entry is near, from memory where
 * the page is hot, else from the disk. What it does not answer it leaves as it was.
 *
 * <p>Streams of HTTP/2 take the other path: their answers are frames, not text.
 */
@Singleton
@Requires(beans = FindHitUseCase.class)
final class HitPath implements EarlyStage {

    private static final String RENDER_KEY = "X-Render-Key";
    private static final String ACCEPT_ENCODING = "Accept-Encoding";

    /** Larger bodies are left to the controller: the readers hold theirs in the heap, all at the same time. */
    private static final long MOST_BYTES = 4 * 1024 * 1024;

    /** What is larger takes too long for a thread that others wait for. */
    private static final long MOST_BYTES_AT_HAND = 256 * 1024;

    private final FindHitUseCase hits;
    private final HotPages hotPages;
    private final ColdPages coldPages;
    private final AnsweredRequests requests;
    private final GatewayMetrics metrics;
    private final KnownRequests requestsKnown = new KnownRequests();

    HitPath(
            FindHitUseCase hits,
            HotPages hotPages,
            ColdPages coldPages,
            AnsweredRequests requests,
            GatewayMetrics metrics) {
        this.hits = hits;
        this.hotPages = hotPages;
        this.coldPages = coldPages;
        this.requests = requests;
        this.metrics = metrics;
    }

    /** A hit that is being answered. */
    private record Answering(
            Hit hit, Known known, long startedAt, @Nullable ServePageCommand command) {}

    @Override
    public Reply reply(PlainRequest request) {
        long startedAt = System.nanoTime();
        String renderKey = request.first(RENDER_KEY);
        Known before = requestsKnown.find(request);
        if (before != null) {
            Optional<Hit> hit = hits.find(before.page(), renderKey);
            if (hit.isPresent()) {
                return reply(request, hit.get(), before, startedAt);
            }
        }
        Optional<KnownPage> page = hits.identify(RenderCommand.of(request, request));
        Optional<Hit> hit = page.flatMap(asked -> hits.find(asked, renderKey));
        if (page.isEmpty() || hit.isEmpty()) {
            return Reply.DECLINED;
        }
        Known learned = requestsKnown.learn(
                request, page.get(), metrics.ofHits(page.get().page()));
        return reply(request, hit.get(), learned, startedAt);
    }

    private Reply reply(PlainRequest request, Hit hit, Known known, long startedAt) {
        Coding accepted = request.isHead() ? Coding.PLAIN : Coding.of(request.all(ACCEPT_ENCODING));
        PreparedAnswer hot = hotPages.answer(hit, accepted, !request.isHead());
        boolean isCold =
                accepted == Coding.PLAIN && !request.isHead() && !hit.entry().isRedirect();
        if (hot == null && !isCold) {
            return Reply.DECLINED;
        }
        ServePageCommand command = requests.areTold() ? RenderCommand.of(request, request.copy()) : null;
        Answering answering = new Answering(hit, known, startedAt, command);
        return hot == null ? cold(answering) : answered(answering, request.isHead() ? "HEAD" : "GET", hot);
    }

    private Reply cold(Answering answering) {
        Hit hit = answering.hit();
        long size = hit.entry().size();
        Optional<PageHead> head = size < 0 || size > MOST_BYTES
                ? Optional.empty()
                : answering.known().head(hit);
        if (head.isEmpty()) {
            return Reply.DECLINED;
        }
        PreparedAnswer atHand = size > MOST_BYTES_AT_HAND
                ? null
                : hotPages.prepare(hit, head.get(), body -> hits.readAtHand(hit, body));
        return atHand == null ? later(answering, head.get()) : answered(answering, "GET", atHand);
    }

    private Reply later(Answering answering, PageHead head) {
        Hit hit = answering.hit();
        return new Reply.Later(coldPages
                .read(() -> hits.read(hit).map(body -> hotPages.prepare(hit, head, body)))
                .thenApply(answer ->
                        answer.map(it -> answered(answering, "GET", it)).orElse(Reply.DECLINED)));
    }

    private Reply answered(Answering answering, String method, PreparedAnswer answer) {
        try {
            tell(answering, method);
        } catch (RuntimeException e) {
            answer.rest().release();
            throw e;
        }
        return new Reply.Ready(answer);
    }

    private void tell(Answering answering, String method) {
        Hit hit = answering.hit();
        Duration duration = Duration.ofNanos(System.nanoTime() - answering.startedAt());
        answering.known().meter().count(duration);
        PageAnswer.Cached cached = hit.withoutBody();
        requests.hit(cached);
        ServePageCommand command = answering.command();
        if (command != null) {
            boolean redirect = hit.entry().isRedirect();
            String location = redirect ? hit.entry().headers().first("Location").orElse("") : "";
            requests.tell(
                    command,
                    cached,
                    new AnsweredRequests.Delivery(
                            method,
                            hit.entry().statusCode(),
                            "cache",
                            redirect ? 0 : hit.entry().size(),
                            location),
                    duration);
        }
    }
}
