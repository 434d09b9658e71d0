package edgecomet.application.port;

import edgecomet.domain.render.RenderRequest;

/**
 * Asks a render service for a page (spec 04 §8).
 *
 * <p>Safe for concurrent use; blocks until the answer or the deadline. Failures are values.
 */
public interface RendererClient {

    /** Renders in the reserved tab. */
    RenderOutcome render(RendererDirectory.Reservation.Reserved tab, RenderRequest request, Deadline deadline);
}
