package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * {@code GET /render?url=…}, on a virtual thread (spec 02 §4). HEAD is answered alike, without the body. What a client
 * accepts is for the site to decide, so any type will do.
 */
@Controller
@Requires(beans = ServePageUseCase.class)
class RenderEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(RenderEndpoint.class);

    private final ServePageUseCase pages;
    private final PageBodyWriter bodies;
    private final AnsweredRequests requests;
    private final HotPages hotPages;

    RenderEndpoint(ServePageUseCase pages, PageBodyWriter bodies, AnsweredRequests requests, HotPages hotPages) {
        this.pages = pages;
        this.bodies = bodies;
        this.requests = requests;
        this.hotPages = hotPages;
    }

    /** What a request got, and how it looks on the wire. */
    private record Reply(PageAnswer answer, MutableHttpResponse<PageBody> response) {}

    @Get("/render")
    @Produces(MediaType.ALL)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<PageBody> render(HttpRequest<?> request) {
        PublicRequest asked = PublicRequest.of(request);
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", asked.requestId())) {
            long startedAt = System.nanoTime();
            requests.began();
            ServePageCommand command = RenderCommand.of(asked);
            Reply reply = serve(command, startedAt);
            MutableHttpResponse<PageBody> response = reply.response();
            if (reply.answer() instanceof PageAnswer.Cached cached) {
                hotPages.offer(cached, response, Coding.of(asked));
            }
            LongConsumer served = bytes ->
                    requests.answered(command, reply.answer(), delivery(request, response, bytes), since(startedAt));
            return request.getMethod() == HttpMethod.HEAD ? withoutBody(response, served) : withBody(response, served);
        }
    }

    private Reply serve(ServePageCommand command, long startedAt) {
        try {
            PageAnswer answer = pages.serve(command);
            MutableHttpResponse<PageBody> response = AnswerWriter.response(answer);
            response.bodyWriter(bodies);
            return new Reply(answer, response);
        } catch (RuntimeException e) {
            requests.failed(command, e, since(startedAt));
            throw e;
        }
    }

    private static Duration since(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static AnsweredRequests.Delivery delivery(HttpRequest<?> request, HttpResponse<?> response, long bytes) {
        String source = response.getHeaders().get("X-Render-Source");
        String location = response.code() / 100 == 3 ? response.getHeaders().get("Location") : null;
        return new AnsweredRequests.Delivery(
                request.getMethodName(),
                response.code(),
                source == null ? "" : source,
                bytes,
                location == null ? "" : location);
    }

    /** What flows is answered when it is over. */
    private static HttpResponse<PageBody> withBody(MutableHttpResponse<PageBody> response, LongConsumer answered) {
        switch (Objects.requireNonNull(response.body())) {
            case PageBody.Whole(byte[] bytes) -> answered.accept(bytes.length);
            case PageBody.Flowing(OptionalLong length, InputStream stream) -> {
                length.ifPresent(response::contentLength);
                response.body(new PageBody.Flowing(length, new MeteredBody(stream, answered)));
            }
        }
        return response;
    }

    /** The server drops the body of an answer to HEAD, and its length with it. */
    private static HttpResponse<PageBody> withoutBody(MutableHttpResponse<PageBody> response, LongConsumer answered) {
        switch (Objects.requireNonNull(response.body())) {
            case PageBody.Whole(byte[] bytes) -> {
                response.contentLength(bytes.length);
                answered.accept(bytes.length);
            }
            case PageBody.Flowing(OptionalLong length, InputStream stream) -> {
                length.ifPresent(response::contentLength);
                close(stream);
                answered.accept(length.orElse(0));
            }
        }
        return response;
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Failed to close a body");
        }
    }
}
