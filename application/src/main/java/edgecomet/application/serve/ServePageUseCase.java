package edgecomet.application.serve;

/**
 * Answers one request of a bot for a page (spec 02 §4).
 *
 * <p>Safe for concurrent use. Blocks until the answer, at the longest for the request budget of the configuration plus
 * one fetch of the origin. Everything that can be expected to go wrong is an answer.
 */
public interface ServePageUseCase {

    /** Returns the best answer that is to be had. A {@link PageAnswer.Bypassed} may have a body that is to be closed. */
    PageAnswer serve(ServePageCommand command);
}
