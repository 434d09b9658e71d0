package edgecomet.domain.fallback;

/** One way to answer a request for a page, best first (spec 03 §10; mission: fallback chain). */
public enum Step {
    FRESH_LOCAL("a fresh entry whose body this gateway holds"),
    FRESH_REMOTE("a fresh entry, its body pulled from another gateway"),
    RENDER("a new render"),
    STALE_LOCAL("an expired entry within its grace, held here"),
    STALE_REMOTE("an expired entry within its grace, pulled from another gateway"),
    RENDERED_ERROR("the rendered server error itself"),
    BYPASS("the origin's own answer, from the bypass cache or fetched now");

    private final String description;

    Step(String description) {
        this.description = description;
    }

    /** Says in a few words what this step answers with. */
    public String description() {
        return description;
    }
}
