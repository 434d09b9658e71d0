package edgecomet.domain.render;

import org.jspecify.annotations.Nullable;

/**
 * What the browser held when the page was ready, before any processing (spec 05 §7).
 *
 * @param html the serialised document; empty for a redirect
 * @param har null unless the request asked for it
 */
public record CapturedPage(
        RenderReport report, String html, @Nullable HarDocument har) {}
