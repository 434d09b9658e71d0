package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.query.QueryTarget;
import edgecomet.application.serve.ServePageCommand;
import edgecomet.domain.header.Headers;

/** What a request for a page asks of the use cases. */
final class RenderCommand {

    private RenderCommand() {}

    static ServePageCommand of(PublicRequest request) {
        Headers.Builder headers = Headers.builder();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return new ServePageCommand(
                request.requestId(),
                QueryTarget.parameter(request.target(), "url"),
                headers.build(),
                request.peer(),
                request.client());
    }
}
