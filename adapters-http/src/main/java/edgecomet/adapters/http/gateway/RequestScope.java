package edgecomet.adapters.http.gateway;

import edgecomet.application.serve.RequestIds;
import edgecomet.application.serve.ServePageUseCase;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

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

    @RequestFilter
    void assign(HttpRequest<?> request) {
        String offered = request.getHeaders().get(HEADER);
        request.setAttribute(ATTRIBUTE, ids.next(offered == null ? "" : offered));
    }

    @ResponseFilter
    void report(HttpRequest<?> request, MutableHttpResponse<?> response) {
        if (!response.getHeaders().contains(HEADER)) {
            response.header(HEADER, id(request));
        }
    }
}
