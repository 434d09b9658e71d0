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
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** {@code GET /render?url=…}, on a virtual thread (spec 02 §4). HEAD is answered alike, without the body. */
@Controller
@Requires(beans = ServePageUseCase.class)
class RenderEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(RenderEndpoint.class);

    private final ServePageUseCase pages;
    private final PageBodyWriter bodies;
    private final GatewayMetrics metrics;
    private final RequestEvents events;

    RenderEndpoint(ServePageUseCase pages, PageBodyWriter bodies, GatewayMetrics metrics, RequestEvents events) {
        this.pages = pages;
        this.bodies = bodies;
        this.metrics = metrics;
        this.events = events;
    }

    /** What a request got, and how it looks on the wire. */
    private record Reply(PageAnswer answer, MutableHttpResponse<PageBody> response) {}

    @Get("/render")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<PageBody> render(HttpRequest<?> request) {
        PublicRequest asked = PublicRequest.of(request);
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", asked.requestId())) {
            long startedAt = System.nanoTime();
            metrics.began();
            ServePageCommand command = command(asked);
            Reply reply = serve(command, startedAt);
            LongConsumer served = bytes -> {
                Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
                metrics.ended(reply.answer(), duration);
                events.answered(command, reply.answer(), delivery(reply.response(), bytes, duration));
                AccessLog.write(LOG, request, reply.response(), bytes, duration);
            };
            return request.getMethod() == HttpMethod.HEAD
                    ? withoutBody(reply.response(), served)
                    : withBody(reply.response(), served);
        }
    }

    private Reply serve(ServePageCommand command, long startedAt) {
        try {
            PageAnswer answer = pages.serve(command);
            MutableHttpResponse<PageBody> response = AnswerWriter.response(answer);
            response.bodyWriter(bodies);
            return new Reply(answer, response);
        } catch (RuntimeException e) {
            metrics.failed(Duration.ofNanos(System.nanoTime() - startedAt));
            events.failed(command, e);
            throw e;
        }
    }

    /** What flows is served when it is over. */
    private static HttpResponse<PageBody> withBody(MutableHttpResponse<PageBody> response, LongConsumer served) {
        switch (Objects.requireNonNull(response.body())) {
            case PageBody.Whole(byte[] bytes) -> served.accept(bytes.length);
            case PageBody.Flowing(OptionalLong length, InputStream stream) -> {
                length.ifPresent(response::contentLength);
                response.body(new PageBody.Flowing(length, new MeteredBody(stream, served)));
            }
        }
        return response;
    }

    /** The server drops the body of an answer to HEAD, and its length with it. */
    private static HttpResponse<PageBody> withoutBody(MutableHttpResponse<PageBody> response, LongConsumer served) {
        switch (Objects.requireNonNull(response.body())) {
            case PageBody.Whole(byte[] bytes) -> {
                response.contentLength(bytes.length);
                served.accept(bytes.length);
            }
            case PageBody.Flowing(OptionalLong length, InputStream stream) -> {
                length.ifPresent(response::contentLength);
                close(stream);
                served.accept(length.orElse(0));
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

    private static RequestEvents.Delivery delivery(HttpResponse<?> response, long bytes, Duration duration) {
        String location = response.code() / 100 == 3 ? response.getHeaders().get("Location") : null;
        return new RequestEvents.Delivery(response.code(), bytes, location == null ? "" : location, duration);
    }

    private static ServePageCommand command(PublicRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return new ServePageCommand(
                request.requestId(), QueryTarget.parameter(request.target(), "url"), headers.build(), request.peer());
    }
}
