package edgecomet.application.render;

import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.domain.render.RenderRequest;

/** Has every page rendered so that nothing in it may reach an address that is not public (spec 00, spec 02 §6). */
public final class GuardedRenderer implements RendererClient {

    private final RendererClient renderer;

    /** Guards what this client asks for. */
    public GuardedRenderer(RendererClient renderer) {
        this.renderer = renderer;
    }

    @Override
    public RenderOutcome render(Reserved tab, RenderRequest request, Deadline deadline) {
        return renderer.render(tab, request.guarded(), deadline);
    }
}
