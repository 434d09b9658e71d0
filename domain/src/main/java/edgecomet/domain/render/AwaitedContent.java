package edgecomet.domain.render;

/**
 * What a page must contain before it counts as settled ({@code render.events.wait_for_selector} and
 * {@code wait_for_expression}); both must hold where both are given.
 *
 * @param selector a CSS selector that matches something; empty if none is asked for
 * @param expression a JavaScript expression that is true; empty if none is asked for
 */
public record AwaitedContent(String selector, String expression) {

    /** Longest selector and longest expression, in characters. */
    public static final int MAX_LENGTH = 1000;

    /** Nothing in particular. */
    public static final AwaitedContent NONE = new AwaitedContent("", "");

    /** Returns whether neither is longer than {@link #MAX_LENGTH}. */
    public boolean isShortEnough() {
        return selector.length() <= MAX_LENGTH && expression.length() <= MAX_LENGTH;
    }
}
