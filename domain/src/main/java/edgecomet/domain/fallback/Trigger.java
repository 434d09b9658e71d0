package edgecomet.domain.fallback;

/** Why a step could not answer. */
public enum Trigger {
    NO_ENTRY("no usable entry"),
    STORAGE_FAILED("the body is missing or unreadable"),
    REPLICAS_DOWN("no other gateway delivers the body"),
    COORDINATION_DOWN("the lock cannot be asked for"),
    LOCK_WAIT_TIMEOUT("another request's render did not end in time"),
    BUDGET_SPENT("the request's time is spent"),
    NO_RENDERER("no render service has a free tab"),
    OVERLOADED("as much is under way as this gateway takes on"),
    RENDER_FAILED("the render failed or timed out"),
    ORIGIN_5XX("the rendered page is a server error");

    private final String description;

    Trigger(String description) {
        this.description = description;
    }

    /** Says in a few words what happened. */
    public String description() {
        return description;
    }
}
