package edgecomet.domain.rules;

/** What a URL rule does (spec 01 §6). */
public enum Action {
    RENDER("render"),
    BYPASS("bypass"),
    BLOCK("block"),
    STATUS_403("status_403"),
    STATUS_404("status_404"),
    STATUS_410("status_410"),
    STATUS("status");

    private final String label;

    Action(String label) {
        this.label = label;
    }

    /** Returns the word of the configuration file. */
    public String label() {
        return label;
    }
}
