package edgecomet.adapters.http.gateway;

import edgecomet.application.serve.RequestIds;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Gives every request its id before anything else sees it, and every response the id that it was given. */
@ServerFilter("/**")
@Requires(beans = ServePageUseCase.class)
class RequestScope {

    private static final String HEADER = "X-Request-ID";
    private static final String ATTRIBUTE = "edgecomet.request-id";

    private final RequestIds ids = new RequestIds();

    RequestScope() {}

    /** Returns the id that the request was given. */
    static String id(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class).orElse("");
    }

    /** The router takes a path with a slash at its end for the one without; the specification does not. */
    @RequestFilter
    @Nullable
    HttpResponse<?> assign(HttpRequest<?> request) {
        String offered = request.getHeaders().get(HEADER);
        String id = ids.next(offered == null ? "" : offered);
        request.setAttribute(ATTRIBUTE, id);
        return request.getPath().endsWith("/")
                ? AnswerWriter.text(404, "Endpoint not found").header(HEADER, id)
                : null;
    }

    @ResponseFilter
    void report(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!response.getHeaders().contains(HEADER)) {
            response.header(HEADER, id(request));
        }
    }
}
