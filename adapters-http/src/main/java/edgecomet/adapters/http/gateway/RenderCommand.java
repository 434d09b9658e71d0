package edgecomet.adapters.http.gateway;

import edgecomet.adapters.http.listener.PlainRequest;
import edgecomet.adapters.http.listener.PublicRequest;
import edgecomet.adapters.http.query.QueryTarget;
import edgecomet.application.serve.ClientPresence;
import edgecomet.application.serve.RequestHeaders;
import edgecomet.application.serve.ServePageCommand;

/** What a request for a page asks of the use cases. */
final class RenderCommand {

    private static final String URL = "url";

    private RenderCommand() {}

    static ServePageCommand of(PublicRequest request) {
        return new ServePageCommand(
                request.requestId(),
                QueryTarget.parameter(request.target(), URL),
                new ReceivedHeaders(request.headers()),
                request.peer(),
                request.client());
    }

    /**
     * Does the same for a request that was not decoded. Nothing is asked for it that its client could give up.
     *
     * @param headers the request itself, or a copy that holds beyond the call
     */
    static ServePageCommand of(PlainRequest request, RequestHeaders headers) {
        return new ServePageCommand(
                request.requestId(),
                QueryTarget.parameter(request.target(), URL),
                headers,
                request.peer(),
                new ClientPresence());
    }
}
