package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.metrics.GatewayMetrics;
import edgecomet.application.serve.PageAnswer;
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
import io.micronaut.http.server.netty.NettyHttpRequest;
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

    RenderEndpoint(ServePageUseCase pages, PageBodyWriter bodies, GatewayMetrics metrics) {
        this.pages = pages;
        this.bodies = bodies;
        this.metrics = metrics;
    }

    @Get("/render")
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<PageBody> render(HttpRequest<?> request) {
        PublicRequest asked = asked(request);
        try (MDC.MDCCloseable _ = MDC.putCloseable("request_id", asked.requestId())) {
            long startedAt = System.nanoTime();
            metrics.began();
            PageAnswer answer = pages.serve(command(asked));
            MutableHttpResponse<PageBody> response = AnswerWriter.response(answer);
            response.bodyWriter(bodies);
            LongConsumer served = bytes -> {
                Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
                metrics.ended(answer, duration);
                AccessLog.write(LOG, request, response, bytes, duration);
            };
            return request.getMethod() == HttpMethod.HEAD ? withoutBody(response, served) : withBody(response, served);
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
            case PageBody.Whole(byte[] bytes) -> response.contentLength(bytes.length);
            case PageBody.Flowing(OptionalLong length, InputStream stream) -> {
                length.ifPresent(response::contentLength);
                close(stream);
            }
        }
        served.accept(0);
        return response;
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Failed to close a body");
        }
    }

    private static ServePageCommand command(PublicRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return new ServePageCommand(
                request.requestId(), QueryTarget.of(request.target()), headers.build(), request.peer());
    }

    /** Nothing comes here but through {@link PublicRoutes}. */
    private static PublicRequest asked(HttpRequest<?> request) {
        if (request instanceof NettyHttpRequest<?> netty && netty.getNativeRequest() instanceof PublicRequest asked) {
            return asked;
        }
        throw new IllegalStateException("not a request of a public listener");
    }
}
