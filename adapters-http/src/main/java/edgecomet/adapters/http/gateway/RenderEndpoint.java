package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import org.slf4j.MDC;

/** {@code GET /render?url=…}, on a virtual thread (spec 02 §4). HEAD is answered alike, without the body. */
@Controller
@Requires(beans = ServePageUseCase.class)
class RenderEndpoint {

    private final ServePageUseCase pages;
    private final AnsweredRequests requests;
    private final HotPages hotPages;

    RenderEndpoint(ServePageUseCase pages, AnsweredRequests requests, HotPages hotPages) {
        this.pages = pages;
        this.requests = requests;
        this.hotPages = hotPages;
    }

    @Get("/render")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> render(HttpRequest<?> request) {
        PublicRequest asked = PublicRequest.of(request);
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", asked.requestId())) {
            long startedAt = System.nanoTime();
            requests.began();
            ServePageCommand command = RenderCommand.of(asked);
            PageAnswer answer;
            MutableHttpResponse<byte[]> response;
            try {
                answer = pages.serve(command);
                response = AnswerWriter.response(answer);
            } catch (RuntimeException e) {
                requests.failed(command, e, since(startedAt));
                throw e;
            }
            if (answer instanceof PageAnswer.Cached cached) {
                hotPages.offer(cached, response, Coding.of(asked));
            }
            requests.answered(command, answer, delivery(request, response), since(startedAt));
            return request.getMethod() == HttpMethod.HEAD ? withLength(response) : response;
        }
    }

    private static Duration since(long startedAt) {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private static AnsweredRequests.Delivery delivery(HttpRequest<?> request, HttpResponse<byte[]> response) {
        String source = response.getHeaders().get("X-Render-Source");
        String location = response.code() / 100 == 3 ? response.getHeaders().get("Location") : null;
        return new AnsweredRequests.Delivery(
                request.getMethodName(),
                response.code(),
                source == null ? "" : source,
                response.getBody().map(body -> body.length).orElse(0),
                location == null ? "" : location);
    }

    /** The server drops the body of an answer to HEAD, and its length with it. */
    private static HttpResponse<byte[]> withLength(MutableHttpResponse<byte[]> response) {
        return response.contentLength(
                response.getBody().map(body -> body.length).orElse(0));
    }
}
