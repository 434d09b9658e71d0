package edgecomet.application.port;

import edgecomet.domain.header.Headers;
import java.time.Duration;

/**
 * The site itself, fetched without rendering (spec 02 §15.3).
 *
 * <p>Safe for concurrent use; blocks until the answer or the limit. Failures are values. Redirects are answers, they
 * are not followed. No address of a private network is ever dialled while SSRF protection is on.
 */
public interface Origin {

    /** Sends one GET. */
    Answer fetch(Request request);

    /**
     * What to fetch.
     *
     * @param url normalised
     * @param headers the client's headers that may pass; a {@code User-Agent} among them is not sent
     * @param limit of the whole exchange
     */
    record Request(String url, String userAgent, Headers headers, Duration limit) {}

    /** What came of it. */
    sealed interface Answer {

        /**
         * The origin answered.
         *
         * @param body decoded; owned by this value
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Response(int statusCode, Headers headers, byte[] body) implements Answer {}

        /** It did not; the reason is for the log. */
        record Unreachable(String reason) implements Answer {}
    }
}
