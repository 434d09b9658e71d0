package edgecomet.domain.fallback;

/** The {@code reason} label of a bypass (spec 03 §17, 02 §15.2). */
public enum BypassReason {
    URL_RULE("url_rule"),
    UNMATCHED_USER_AGENT("unmatched_user_agent"),
    LOCK_ERROR("lock_error"),
    CONCURRENT_RENDER_TIMEOUT("concurrent_render_timeout"),
    REQUEST_TIMEOUT("request_timeout"),
    NO_SERVICES("no_services"),
    SERVICE_FAILED("service_failed"),
    OVERLOADED("overloaded"),
    STALE_UNAVAILABLE("stale_unavailable");

    private final String label;

    BypassReason(String label) {
        this.label = label;
    }

    /** Returns the word of the metric and of the log. */
    public String label() {
        return label;
    }
}
