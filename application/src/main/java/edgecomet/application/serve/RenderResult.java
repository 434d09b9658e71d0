package edgecomet.application.serve;

import edgecomet.domain.fallback.Trigger;

/** What the render step came to. */
sealed interface RenderResult {

    /** A page was rendered for this request, or for an identical one beside it. */
    record Page(PageAnswer.Rendered answer) implements RenderResult {}

    /** Another gateway's render ended while this request waited for it. */
    record FromCache(PageAnswer.Cached answer) implements RenderResult {}

    /** There is no page. */
    record None(Trigger trigger) implements RenderResult {}
}
