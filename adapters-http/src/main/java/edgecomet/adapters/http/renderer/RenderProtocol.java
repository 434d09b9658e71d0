package edgecomet.adapters.http.renderer;

import edgecomet.domain.render.AwaitedContent;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The render service's side of the protocol: requests in, answers out (spec 05 §2). Pure and safe for concurrent use. */
public final class RenderProtocol {

    /** The content type of {@link #encodePage}. */
    public static final String FRAME_TYPE = RenderFrame.CONTENT_TYPE;

    /** The content type of {@link #encodeFailure}. */
    public static final String FAILURE_TYPE = "application/json";

    private RenderProtocol() {}

    /** A request's body, read and checked. */
    public sealed interface Incoming {

        /** A request that can be served. */
        record Accepted(RenderRequest request, int tab) implements Incoming {}

        /**
         * A request that is answered with 400 and {@link RenderError#INVALID_URL}.
         *
         * @param requestId to echo; may be empty
         * @param message for the client
         */
        record Invalid(String requestId, String message) implements Incoming {}
    }

    /** Reads and checks a request for a pool of this many tabs; the first failed check is the answer. */
    public static Incoming decodeRequest(byte[] body, int poolSize) {
        RequestJson.Assigned assigned;
        try {
            assigned = RequestJson.read(body);
        } catch (IOException e) {
            return new Incoming.Invalid("", "Invalid JSON body");
        }
        RenderRequest request = assigned.request();
        int tab = assigned.tab();
        if (request.url().isEmpty()) {
            return new Incoming.Invalid(request.requestId(), "url field is required");
        }
        if (request.requestId().isEmpty()) {
            return new Incoming.Invalid("", "request_id field is required");
        }
        if (tab < 0 || tab >= poolSize) {
            return new Incoming.Invalid(
                    request.requestId(), "Invalid tab_id: " + tab + " (pool size: " + poolSize + ")");
        }
        if (!request.awaitedContent().isShortEnough()) {
            return new Incoming.Invalid(
                    request.requestId(),
                    "wait_for_selector and wait_for_expression may have at most " + AwaitedContent.MAX_LENGTH
                            + " characters");
        }
        return new Incoming.Accepted(request, tab);
    }

    /** Returns the frame that answers a request with a page. */
    public static byte[] encodePage(RenderRequest request, RenderedPage page) {
        return RenderFrame.join(ResponseJson.writePage(request, page), page.body());
    }

    /**
     * Returns the JSON that answers a request with a failure.
     *
     * @param har what was recorded until then; null for nothing. Clients of the original do not look for it
     */
    public static byte[] encodeFailure(
            String requestId, RenderError type, String error, Instant now, @Nullable HarDocument har) {
        return ResponseJson.writeFailure(requestId, type, error, now, har);
    }
}
