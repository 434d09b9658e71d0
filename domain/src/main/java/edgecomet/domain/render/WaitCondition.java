package edgecomet.domain.render;

import java.util.Arrays;
import java.util.Optional;

/**
 * When a page counts as ready (spec 01 §4.2, {@code render.events.wait_for}): after one of the browser's lifecycle
 * events, or when nothing that matters goes on in the page any more.
 */
public enum WaitCondition {
    DOM_CONTENT_LOADED("DOMContentLoaded"),
    LOAD("load"),
    NETWORK_IDLE("networkIdle"),
    NETWORK_ALMOST_IDLE("networkAlmostIdle"),

    /** An extension: no lifecycle event, but the render service's own judgement. */
    SETTLED("settled");

    private final String label;

    WaitCondition(String label) {
        this.label = label;
    }

    /** Returns the word of the configuration, of the render request and, but for {@link #SETTLED}, of the browser's event. */
    public String label() {
        return label;
    }

    /** Returns the condition with this label, which is case sensitive. */
    public static Optional<WaitCondition> ofLabel(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }
}
