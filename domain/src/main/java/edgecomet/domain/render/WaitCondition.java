package edgecomet.domain.render;

import java.util.Arrays;
import java.util.Optional;

/** The lifecycle event after which a page counts as ready (spec 01 §4.2, {@code render.events.wait_for}). */
public enum WaitCondition {
    DOM_CONTENT_LOADED("DOMContentLoaded"),
    LOAD("load"),
    NETWORK_IDLE("networkIdle"),
    NETWORK_ALMOST_IDLE("networkAlmostIdle");

    private final String label;

    WaitCondition(String label) {
        this.label = label;
    }

    /** Returns the word of the configuration, of the render request and of the browser's lifecycle event. */
    public String label() {
        return label;
    }

    /** Returns the condition with this label, which is case sensitive. */
    public static Optional<WaitCondition> ofLabel(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }
}
