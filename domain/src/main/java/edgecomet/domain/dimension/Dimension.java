package edgecomet.domain.dimension;

import edgecomet.domain.pattern.Pattern;
import java.util.List;

/**
 * One device dimension: the viewport and user agent to render with, and the user agents that select it (spec 01 §4.3).
 *
 * @param name the key in the configuration's map
 * @param id part of the cache key; 0 is the built-in bypass dimension
 * @param width viewport width in CSS pixels; 0 for a block dimension
 * @param height viewport height in CSS pixels; 0 for a block dimension
 * @param renderUserAgent the user agent that the browser sends to the origin
 * @param userAgents patterns of request user agents, bot aliases already expanded
 */
public record Dimension(
        String name,
        int id,
        DimensionAction action,
        int width,
        int height,
        String renderUserAgent,
        List<Pattern> userAgents) {

    /** The reserved name of the built-in bypass dimension. */
    public static final String BYPASS_NAME = "bypass";

    /** The built-in bypass dimension that every host has (spec 02 §10.1). */
    public static final Dimension BYPASS = new Dimension(
            BYPASS_NAME,
            0,
            DimensionAction.BYPASS,
            1920,
            1080,
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            List.of());

    public Dimension {
        userAgents = List.copyOf(userAgents);
    }
}
