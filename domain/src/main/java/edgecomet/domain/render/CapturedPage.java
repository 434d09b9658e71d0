package edgecomet.domain.render;

/**
 * What the browser held when the page was ready, before any processing (spec 05 §7).
 *
 * @param html the serialised document; empty for a redirect
 */
public record CapturedPage(RenderReport report, String html) {}
