package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PreparedAnswer;
import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.application.serve.FindHitUseCase;
import edgecomet.application.serve.FindHitUseCase.Hit;
import edgecomet.application.serve.ServePageCommand;
import io.micronaut.context.annotation.Requires;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers hits on the event loop (docs/adr/0002-hit-path-before-routing.md): those whose entry is near and whose page
 * is hot. What it does not answer it leaves as it was. It writes and does not flush, so that the answers to requests
 * that came together leave together.
 *
 * <p>Streams of HTTP/2 take the other path: their answers are frames, not text.
 */
@Singleton
@Requires(beans = FindHitUseCase.class)
final class HitPath {

    private final FindHitUseCase hits;
    private final HotPages pages;
    private final AnsweredRequests requests;

    HitPath(FindHitUseCase hits, HotPages pages, AnsweredRequests requests) {
        this.hits = hits;
        this.pages = pages;
        this.requests = requests;
    }

    /** Writes the answer to a request for a page; returns false where that is for others to do. */
    boolean answer(ChannelHandlerContext ctx, PublicRequest request) {
        if (!request.takesPreparedAnswer()) {
            return false;
        }
        long startedAt = System.nanoTime();
        ServePageCommand command = RenderCommand.of(request);
        Optional<Hit> found = hits.find(command);
        if (found.isEmpty()) {
            return false;
        }
        Hit hit = found.get();
        Optional<HotPage> page = pages.find(hit, Coding.of(request));
        Optional<PreparedAnswer> answer =
                page.flatMap(hot -> hot.answer(hit, !request.method().equals(HttpMethod.HEAD)));
        if (page.isEmpty() || answer.isEmpty()) {
            return false;
        }
        requests.began();
        ChannelFuture _ = ctx.write(answer.get());
        requests.answered(
                command,
                hit.withoutBody(),
                new AnsweredRequests.Delivery(
                        request.method().name(),
                        hit.entry().statusCode(),
                        "cache",
                        page.get().bodyBytes(),
                        hit.entry().isRedirect()
                                ? hit.entry().headers().first("Location").orElse("")
                                : ""),
                Duration.ofNanos(System.nanoTime() - startedAt));
        return true;
    }
}
