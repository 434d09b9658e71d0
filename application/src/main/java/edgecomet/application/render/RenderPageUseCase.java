package edgecomet.application.render;

import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderRequest;
import edgecomet.domain.render.RenderedPage;
import org.jspecify.annotations.Nullable;

/**
 * Renders one page (spec 05 §2.1, §7).
 *
 * <p>Safe for concurrent use. Blocks until the page is there, at the longest for the hard timeout of the configuration
 * and the bounded wait for a free tab.
 */
public interface RenderPageUseCase {

    /** Renders the page; failures are values. */
    RenderPageOutcome render(RenderPageCommand command);

    /** Which page, in the tab that the gateway reserved. */
    record RenderPageCommand(int tab, RenderRequest request) {}

    /** What came of it. */
    sealed interface RenderPageOutcome {

        /** The page. */
        record Rendered(RenderedPage page) implements RenderPageOutcome {}

        /**
         * No page; the message is for the caller.
         *
         * @param har what was recorded until then; null unless the request asked for it and the page was begun
         */
        record Failed(
                RenderError error, String message, @Nullable HarDocument har) implements RenderPageOutcome {}

        /** There is no such tab. */
        record NoSuchTab(int tab, int poolSize) implements RenderPageOutcome {}
    }
}
