package edgecomet.adapters.chrome.har;

import edgecomet.adapters.chrome.cdp.CdpEvent;
import edgecomet.adapters.chrome.cdp.CdpObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request and what came of it. Times are the browser's: seconds on a clock that never jumps. Used by one thread.
 *
 * <p>The browser reports headers twice: early, as the page knows them, and once more as they were on the wire. The
 * latter win, and may come before the former.
 */
final class HarEntry {
    private static final String NO_ANSWER = "Incomplete: no response received";

    private final String url;
    private final String method;
    private final boolean withBody;
    private final double startedAt;
    private final double wallTime;
    private String type;
    private List<HarHeader> requestHeaders;
    private boolean sentHeadersKnown;
    private @Nullable List<HarHeader> receivedHeaders;
    private @Nullable Answer answer;
    private @Nullable End end;
    private boolean fromMemory;
    private long contentBytes;

    /** The head of an answer. */
    record Answer(
            int status,
            String statusText,
            String protocol,
            String mimeType,
            List<HarHeader> headers,
            String remoteAddress,
            long connection,
            CdpObject timing,
            long headBytes,
            String cache) {

        private static Answer of(CdpObject response, TextBudget budget) {
            return new Answer(
                    (int) response.number("status"),
                    budget.keep(response.text("statusText")),
                    response.text("protocol"),
                    budget.keep(response.text("mimeType")),
                    HarHeader.list(response.object("headers"), budget),
                    response.text("remoteIPAddress"),
                    (long) response.number("connectionId"),
                    response.object("timing"),
                    (long) response.number("encodedDataLength"),
                    cache(response));
        }

        private static String cache(CdpObject response) {
            if (response.isTrue("fromDiskCache")) {
                return "disk";
            }
            return response.isTrue("fromPrefetchCache") ? "prefetch" : "";
        }
    }

    /** How a request ended. */
    sealed interface End {

        /** With its whole answer, of so many bytes on the wire. */
        record Finished(double at, long bytes) implements End {}

        /** With an answer that led to another request. */
        record Redirected(double at, String to) implements End {}

        /** With an error. */
        record Failed(double at, String error) implements End {}

        /** Before it was sent. */
        record Blocked(String reason) implements End {}
    }

    /** Begins with {@code Network.requestWillBeSent}. */
    HarEntry(CdpEvent sent, TextBudget budget) {
        CdpObject request = sent.params().object("request");
        this.url = budget.keepUrl(request.text("url"));
        this.method = budget.keep(request.text("method"));
        this.withBody = request.isTrue("hasPostData");
        this.startedAt = sent.number("timestamp");
        this.wallTime = sent.number("wallTime");
        this.type = sent.text("type");
        this.requestHeaders = HarHeader.list(request.object("headers"), budget);
    }

    /** Takes the headers that were sent, unless they are known; returns whether they were not. */
    boolean sentHeaders(CdpEvent extra, TextBudget budget) {
        if (sentHeadersKnown) {
            return false;
        }
        sentHeadersKnown = true;
        requestHeaders = HarHeader.list(extra.params().object("headers"), budget);
        return true;
    }

    /** Takes the headers that were received, unless they are known; returns whether they were not. */
    boolean receivedHeaders(CdpEvent extra, TextBudget budget) {
        if (receivedHeaders != null) {
            return false;
        }
        receivedHeaders = HarHeader.list(extra.params().object("headers"), budget);
        return true;
    }

    void answered(CdpEvent received, TextBudget budget) {
        type = received.text("type");
        answer = Answer.of(received.params().object("response"), budget);
    }

    void redirected(CdpEvent next, TextBudget budget) {
        answer = Answer.of(next.params().object("redirectResponse"), budget);
        end = new End.Redirected(next.number("timestamp"), budget.keepUrl(next.text("request", "url")));
    }

    void fromMemory() {
        fromMemory = true;
    }

    void received(CdpEvent data) {
        contentBytes += (long) data.number("dataLength");
    }

    void finished(CdpEvent finished) {
        end = new End.Finished(finished.number("timestamp"), (long) finished.number("encodedDataLength"));
    }

    void failed(CdpEvent failed, TextBudget budget) {
        String error = failed.text("errorText").isEmpty() ? failed.text("blockedReason") : failed.text("errorText");
        end = new End.Failed(failed.number("timestamp"), budget.keep(error));
    }

    void blocked(String reason) {
        end = new End.Blocked(reason);
    }

    String url() {
        return url;
    }

    String method() {
        return method;
    }

    /** Returns whether the request carries a body, which is not recorded. */
    boolean hasBody() {
        return withBody;
    }

    /** Returns when it began, in seconds since 1970. */
    double wallTime() {
        return wallTime;
    }

    /** Returns the browser's word for what was asked for. */
    String type() {
        return type;
    }

    List<HarHeader> requestHeaders() {
        return requestHeaders;
    }

    List<HarHeader> responseHeaders() {
        if (receivedHeaders != null) {
            return receivedHeaders;
        }
        return answer == null ? List.of() : answer.headers();
    }

    Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /** Returns why there is no complete answer, as far as there is none. */
    String whyItEnded() {
        return switch (end) {
            case End.Blocked(String reason) -> reason;
            case End.Failed(double _, String error) -> error;
            case End.Finished _, End.Redirected _ -> "";
            case null -> NO_ANSWER;
        };
    }

    /** Returns which cache the answer came from; empty if none. */
    String cache() {
        if (fromMemory) {
            return "memory";
        }
        return answer == null ? "" : answer.cache();
    }

    /** Returns how long the content is that the page got, as far as it got it. */
    long contentBytes() {
        return contentBytes;
    }

    /** Returns what came over the wire, head included. */
    long transferredBytes() {
        if (!cache().isEmpty()) {
            return 0;
        }
        long head = answer == null ? 0 : answer.headBytes();
        return end instanceof End.Finished finished ? Math.max(finished.bytes(), head) : head;
    }

    /** Returns what came over the wire, without the head. */
    long bodyBytes() {
        return answer == null ? 0 : Math.max(0, transferredBytes() - answer.headBytes());
    }

    /**
     * Returns where its time went.
     *
     * @param now for a request that has not ended
     */
    HarTimings timings(double now) {
        double endedAt = switch (end) {
            case End.Finished finished -> finished.at();
            case End.Redirected redirected -> redirected.at();
            case End.Failed failed -> failed.at();
            case End.Blocked blocked -> startedAt;
            case null -> 0;
        };
        if (answer == null) {
            return end instanceof End.Blocked
                    ? HarTimings.ZERO
                    : HarTimings.waited((endedAt == 0 ? now : endedAt) - startedAt);
        }
        return answer.timing().has("requestTime")
                ? HarTimings.of(answer.timing(), startedAt, endedAt)
                : HarTimings.ZERO;
    }
}
