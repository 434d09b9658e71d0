package edgecomet.domain.render;

import java.util.Arrays;
import java.util.Optional;

/** The error types of the render protocol (spec 05 §2.4). */
public enum RenderError {
    HARD_TIMEOUT("hard_timeout"),
    CHROME_CRASH("chrome_crash"),
    CHROME_RESTART_FAILED("chrome_restart_failed"),
    POOL_UNAVAILABLE("pool_unavailable"),
    SOFT_TIMEOUT("soft_timeout"),
    NAVIGATION_FAILED("navigation_failed"),
    NETWORK_ERROR("network_error"),
    HTML_EXTRACTION_FAILED("html_extraction_failed"),
    STATUS_CAPTURE_FAILED("status_capture_failed"),
    INVALID_URL("invalid_url"),
    EMPTY_RESPONSE("empty_response"),
    RESPONSE_TOO_LARGE("response_too_large");

    private final String label;

    RenderError(String label) {
        this.label = label;
    }

    /** Returns the word of the wire protocol. */
    public String label() {
        return label;
    }

    /** Returns the type with this word. */
    public static Optional<RenderError> ofLabel(String label) {
        return Arrays.stream(values()).filter(e -> e.label.equals(label)).findFirst();
    }
}
