package edgecomet.adapters.http.renderer;

import edgecomet.adapters.http.client.ClientAnswer;
import edgecomet.adapters.http.client.ClientRequest;
import edgecomet.adapters.http.client.Endpoint;
import edgecomet.adapters.http.client.HttpClient;
import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.domain.header.Headers;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks render services over HTTP (spec 04 §8). No answer is waited for longer than 60 s, whatever the deadline. */
public final class HttpRendererClient implements RendererClient {

    private static final Duration CAP = Duration.ofSeconds(60);
    private static final int QUOTED_BYTES = 512;

    private final HttpClient client;

    /** Creates the adapter on a client that may dial the private addresses where render services live. */
    public HttpRendererClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public RenderOutcome render(Reserved tab, RenderRequest request, Deadline deadline) {
        ClientRequest call = ClientRequest.post(
                new Endpoint(tab.address(), tab.port(), false),
                "/render",
                headers(request),
                RequestJson.write(request, tab.tab()),
                deadline.remaining(CAP));
        return switch (client.exchange(call)) {
            case ClientAnswer.Response response when response.status() == 200 -> read(response, tab.serviceId());
            case ClientAnswer.Response response -> refused(response);
            case ClientAnswer.Failure failure ->
                failed(transportError(failure.kind()), "HTTP request failed: " + failure.message());
        };
    }

    private static Headers headers(RenderRequest request) {
        return Headers.builder()
                .set("Content-Type", "application/json")
                .set("Accept", "application/octet-stream, application/json")
                .set("X-Request-ID", request.requestId())
                .build();
    }

    private static RenderOutcome read(ClientAnswer.Response response, String serviceId) {
        boolean framed = response.headers()
                .first("Content-Type")
                .filter(RenderFrame.CONTENT_TYPE::equals)
                .isPresent();
        return framed ? readFrame(response.body(), serviceId) : readJson(response.body(), serviceId);
    }

    private static RenderOutcome readFrame(byte[] body, String serviceId) {
        return switch (RenderFrame.split(body)) {
            case RenderFrame.Content.Malformed(String message) -> failed(RenderError.HTML_EXTRACTION_FAILED, message);
            case RenderFrame.Content.Parts parts -> {
                try {
                    ResponseJson.Response metadata = ResponseJson.read(parts.metadata());
                    RenderedPage page = new RenderedPage(
                            metadata.page().report(),
                            parts.html(),
                            metadata.page().seo(),
                            metadata.page().har());
                    yield outcome(metadata, page, serviceId);
                } catch (IOException e) {
                    yield failed(RenderError.HTML_EXTRACTION_FAILED, "failed to unmarshal metadata: " + e.getMessage());
                }
            }
        };
    }

    private static RenderOutcome readJson(byte[] body, String serviceId) {
        try {
            ResponseJson.Response response = ResponseJson.read(body);
            return outcome(response, response.page(), serviceId);
        } catch (IOException e) {
            return failed(RenderError.HTML_EXTRACTION_FAILED, "failed to unmarshal response: " + e.getMessage());
        }
    }

    private static RenderOutcome outcome(ResponseJson.Response response, RenderedPage page, String serviceId) {
        if (response.success()) {
            return new RenderOutcome.Rendered(page, serviceId);
        }
        RenderError type = response.errorType();
        return new RenderOutcome.Declined(
                type == null ? RenderError.NAVIGATION_FAILED : type, response.error(), page.har());
    }

    /** The body says in what way it failed, if it is a failure of the protocol and not somebody else's. */
    private static RenderOutcome refused(ClientAnswer.Response response) {
        String reason = "render service returned status " + response.status() + ": " + beginning(response.body());
        try {
            ResponseJson.Response failure = ResponseJson.read(response.body());
            RenderError type = failure.errorType();
            return new RenderOutcome.Unanswered(
                    type == null ? RenderError.POOL_UNAVAILABLE : type,
                    reason,
                    failure.page().har());
        } catch (IOException e) {
            return failed(RenderError.POOL_UNAVAILABLE, reason);
        }
    }

    private static String beginning(byte[] body) {
        return new String(body, 0, Math.min(body.length, QUOTED_BYTES), StandardCharsets.UTF_8);
    }

    private static RenderError transportError(ClientAnswer.Kind kind) {
        return switch (kind) {
            case TIMEOUT -> RenderError.HARD_TIMEOUT;
            case BODY_TOO_LARGE, HEADERS_TOO_LARGE -> RenderError.RESPONSE_TOO_LARGE;
            case INVALID_REQUEST,
                    FORBIDDEN_ADDRESS,
                    UNKNOWN_HOST,
                    UNREACHABLE,
                    UNTRUSTED,
                    CONNECTION_LOST,
                    MALFORMED,
                    EXHAUSTED,
                    CANCELLED -> RenderError.POOL_UNAVAILABLE;
        };
    }

    private static RenderOutcome failed(RenderError type, String message) {
        return new RenderOutcome.Unanswered(type, message, null);
    }
}
