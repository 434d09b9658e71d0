package edgecomet.application.port;

import edgecomet.domain.header.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The site itself, fetched without rendering (spec 02 §15.3).
 *
 * <p>Safe for concurrent use; blocks until the answer, or the beginning of a long one, or the limit. Failures are
 * values. Redirects are answers, they are not followed. No address of a private network is ever dialled while SSRF
 * protection is on.
 */
public interface Origin {

    /** Sends one GET. */
    Answer fetch(Request request);

    /**
     * What to fetch.
     *
     * @param url normalised
     * @param headers the client's headers that may pass; a {@code User-Agent} among them is not sent
     * @param limit of the whole exchange; time in which a body is not read does not count
     */
    record Request(String url, String userAgent, Headers headers, Duration limit) {}

    /** What came of it. */
    sealed interface Answer {

        /** Returns this answer with all of its body; blocks for the origin if it has only begun, and closes that. */
        Whole whole();

        /** An answer of which nothing is to come. */
        sealed interface Whole extends Answer {

            @Override
            default Whole whole() {
                return this;
            }
        }

        /** The origin answered, with whatever status. */
        sealed interface Answered extends Answer {

            /** Returns the status. */
            int statusCode();

            /** Returns the headers; those of the connection and of an undone encoding are not among them. */
            Headers headers();

            /** Returns the type of the body; one that the origin does not name is text (spec 03 §8.2). */
            default String contentType() {
                return headers().first("Content-Type").orElse("text/plain; charset=utf-8");
            }
        }

        /**
         * The whole answer.
         *
         * @param body decoded; owned by this value
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Response(int statusCode, Headers headers, byte[] body) implements Answered, Whole {}

        /**
         * An answer too long to be waited for.
         *
         * @param length of the body; empty where only its end will tell
         * @param beginning the first bytes of the body, which are also still to be read from it
         * @param body decoded. Reading blocks, in all no longer than the limit of the request; an {@link
         *     IOException} says that the rest cannot be had, or that the thread was interrupted. For one thread,
         *     which must close it: that ends the exchange with the origin
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Begun(int statusCode, Headers headers, OptionalLong length, byte[] beginning, InputStream body)
                implements Answered {

            @Override
            public Whole whole() {
                try (body) {
                    return new Response(statusCode, headers, body.readAllBytes());
                } catch (IOException e) {
                    return new Unreachable(String.valueOf(e.getMessage()));
                }
            }
        }

        /** It did not; the reason is for the log. */
        record Unreachable(String reason) implements Whole {}
    }
}
