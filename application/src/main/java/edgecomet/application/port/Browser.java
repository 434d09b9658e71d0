package edgecomet.application.port;

import edgecomet.domain.render.CapturedPage;
import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import org.jspecify.annotations.Nullable;

/**
 * A pool of real browsers (spec 05 §4-8).
 *
 * <p>Safe for concurrent use. Each capture has a browser context of its own that shares no cookie, storage or document
 * cache with another.
 */
public interface Browser {

    /** Opens the page and returns what it has become; blocks until then or the deadline. Failures are values. */
    Capture capture(RenderRequest request, Deadline deadline);

    /** Returns how the pool is doing. */
    Pool pool();

    /** What came of a capture. */
    sealed interface Capture {

        /** The page. */
        record Captured(CapturedPage page) implements Capture {}

        /**
         * No page; the message is for the log and for the caller of the render service.
         *
         * @param har what was recorded until then; null unless the request asked for it and the page was begun
         */
        record Failed(
                RenderError error, String message, @Nullable HarDocument har) implements Capture {}
    }

    /**
     * The pool at an instant.
     *
     * @param size tabs in all
     * @param active tabs in use
     * @param waiting renders for which there is no tab yet
     * @param restarts browsers that were started in the place of another one, so far
     */
    record Pool(int size, int active, int waiting, long restarts) {

        /** Returns how many tabs are free. */
        public int available() {
            return size - active;
        }
    }
}
