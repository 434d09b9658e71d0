package edgecomet.application.serve;

/**
 * A request as it came in.
 *
 * @param requestId as {@link RequestIds} made it
 * @param targetUrl the decoded {@code url} parameter; empty if there was none
 * @param headers as they came
 * @param peerAddress address of the socket's other end
 * @param client tells when nobody waits for the answer any more
 */
public record ServePageCommand(
        String requestId, String targetUrl, RequestHeaders headers, String peerAddress, ClientPresence client) {

    /** Returns the first value of {@code X-Render-Key}; empty if there is none. */
    String renderKey() {
        return headers.first("X-Render-Key");
    }

    /** Returns the user agent; empty if there is none. */
    public String userAgent() {
        return headers.first("User-Agent");
    }

    /** Describes the request without its key. */
    @Override
    public String toString() {
        return "ServePageCommand[requestId=" + requestId + ", targetUrl=" + targetUrl + "]";
    }
}
