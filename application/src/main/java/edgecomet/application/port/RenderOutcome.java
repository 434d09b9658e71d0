package edgecomet.application.port;

import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderedPage;

/** What came of a render. */
public sealed interface RenderOutcome {

    /** The page. */
    record Rendered(RenderedPage page, String serviceId) implements RenderOutcome {}

    /** No page; the message is for the log. */
    record Failed(RenderError error, String message) implements RenderOutcome {}
}
