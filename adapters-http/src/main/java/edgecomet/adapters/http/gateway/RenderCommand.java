package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.query.QueryTarget;
import edgecomet.application.serve.ServePageCommand;

/** What a request for a page asks of the use cases. */
final class RenderCommand {

    private RenderCommand() {}

    static ServePageCommand of(PublicRequest request) {
        return new ServePageCommand(
                request.requestId(),
                QueryTarget.parameter(request.target(), "url"),
                new ReceivedHeaders(request.headers()),
                request.peer(),
                request.client());
    }
}
