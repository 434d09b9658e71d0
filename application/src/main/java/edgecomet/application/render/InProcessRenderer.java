package edgecomet.application.render;

import edgecomet.application.port.Deadline;
import edgecomet.application.port.RenderOutcome;
import edgecomet.application.port.RendererClient;
import edgecomet.application.port.RendererDirectory.Reservation.Reserved;
import edgecomet.application.render.RenderPageUseCase.RenderPageCommand;
import edgecomet.application.render.RenderPageUseCase.RenderPageOutcome;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The render service of the same process: what the standalone role has in the place of an HTTP call. The deadline of
 * the caller is kept by the hard timeout, which the configuration holds below the request budget.
 */
public final class InProcessRenderer implements RendererClient {

    private static final Logger LOG = LoggerFactory.getLogger(InProcessRenderer.class);

    private final RenderPageUseCase renderer;

    /** Creates the client of a use case. */
    public InProcessRenderer(RenderPageUseCase renderer) {
        this.renderer = renderer;
    }

    /** What breaks here is a render that failed, as it would be behind an HTTP call: the bot gets the next best answer. */
    @Override
    public RenderOutcome render(Reserved tab, RenderRequest request, Deadline deadline) {
        try {
            return outcome(tab, renderer.render(new RenderPageCommand(tab.tab(), request)));
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("target_url", request.url()).log("Render broke");
            return new RenderOutcome.Declined(RenderError.NAVIGATION_FAILED, "the render broke", null);
        }
    }

    private static RenderOutcome outcome(Reserved tab, RenderPageOutcome outcome) {
        return switch (outcome) {
            case RenderPageOutcome.Rendered rendered -> new RenderOutcome.Rendered(rendered.page(), tab.serviceId());
            case RenderPageOutcome.Failed failed ->
                new RenderOutcome.Declined(failed.error(), failed.message(), failed.har());
            case RenderPageOutcome.NoSuchTab none ->
                new RenderOutcome.Declined(RenderError.POOL_UNAVAILABLE, "no tab " + none.tab(), null);
        };
    }
}
