package edgecomet.application.port;

import edgecomet.domain.render.HarDocument;
import edgecomet.domain.render.RenderError;
import edgecomet.domain.render.RenderedPage;
import org.jspecify.annotations.Nullable;

/** What came of a render. */
public sealed interface RenderOutcome {

    /** The page. */
    record Rendered(RenderedPage page, String serviceId) implements RenderOutcome {}

    /** No page. */
    sealed interface Failed extends RenderOutcome {

        /** Returns in what way it failed. */
        RenderError error();

        /** Returns why, for the log. */
        String message();

        /** Returns what was recorded until then; null unless the request asked for it and the page was begun. */
        @Nullable
        HarDocument har();
    }

    /**
     * The render service said that it could not.
     *
     * @param reason its words
     */
    record Declined(
            RenderError error, String reason, @Nullable HarDocument har) implements Failed {

        @Override
        public String message() {
            return "render failed: " + reason;
        }
    }

    /** The render service did not answer, or not as agreed. */
    record Unanswered(
            RenderError error, String reason, @Nullable HarDocument har) implements Failed {

        @Override
        public String message() {
            return "render service call failed: " + reason;
        }
    }
}
