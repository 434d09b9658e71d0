package edgecomet.domain.event;

/** Where an answer came from, in the two words that the event log has for it (spec 04 §11.3). */
public enum EventType {
    CACHE_HIT("cache_hit", "cache"),
    RENDER("render", "render"),
    /** The origin's own answer, or the fixed one of a rule. */
    BYPASS("bypass", "bypass"),
    BYPASS_CACHE("bypass_cache", "bypass_cache"),
    /** A page was rendered for the cache, and nobody waited for it. */
    RECACHED_RENDER("precache", "render"),
    /** An answer of the origin was fetched for the cache, and nobody waited for it. */
    RECACHED_BYPASS("precache", "bypass"),
    /** The request failed or was refused. */
    ERROR("error", "");

    private final String label;
    private final String source;

    EventType(String label, String source) {
        this.label = label;
        this.source = source;
    }

    /** Returns the word of {@code event_type}. */
    public String label() {
        return label;
    }

    /** Returns the word of {@code source}; empty for an error. */
    public String source() {
        return source;
    }
}
