package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.adapters.http.query.QueryTarget;
import edgecomet.application.serve.PageAnswer;
import edgecomet.application.serve.RequestEvents;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.application.serve.ServePageUseCase;
import edgecomet.domain.header.Headers;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** {@code GET /render?url=…}, on a virtual thread (spec 02 §4). HEAD is answered alike, without the body. */
@Controller
@Requires(beans = ServePageUseCase.class)
class RenderEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(RenderEndpoint.class);

    private final ServePageUseCase pages;
    private final GatewayMetrics metrics;
    private final RequestEvents events;

    RenderEndpoint(ServePageUseCase pages, GatewayMetrics metrics, RequestEvents events) {
        this.pages = pages;
        this.metrics = metrics;
        this.events = events;
    }

    @Get("/render")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<byte[]> render(HttpRequest<?> request) {
        PublicRequest asked = PublicRequest.of(request);
        String requestId = asked.requestId();
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", requestId)) {
            long startedAt = System.nanoTime();
            metrics.began();
            ServePageCommand command = command(asked);
            PageAnswer answer;
            MutableHttpResponse<byte[]> response;
            try {
                answer = pages.serve(command);
                response = AnswerWriter.response(answer);
            } catch (RuntimeException e) {
                metrics.failed(Duration.ofNanos(System.nanoTime() - startedAt));
                events.failed(command, e);
                throw e;
            }
            Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
            metrics.ended(answer, duration);
            events.answered(command, answer, delivery(response, duration));
            AccessLog.write(LOG, request, response, duration);
            return request.getMethod() == HttpMethod.HEAD ? withLength(response) : response;
        }
    }

    /** The server drops the body of an answer to HEAD, and its length with it. */
    private static HttpResponse<byte[]> withLength(MutableHttpResponse<byte[]> response) {
        return response.contentLength(
                response.getBody().map(body -> body.length).orElse(0));
    }

    private static RequestEvents.Delivery delivery(MutableHttpResponse<byte[]> response, Duration duration) {
        String location = response.code() / 100 == 3 ? response.getHeaders().get("Location") : null;
        return new RequestEvents.Delivery(
                response.code(),
                response.getBody().map(body -> body.length).orElse(0),
                location == null ? "" : location,
                duration);
    }

    private static ServePageCommand command(PublicRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return new ServePageCommand(
                request.requestId(), QueryTarget.parameter(request.target(), "url"), headers.build(), request.peer());
    }
}
