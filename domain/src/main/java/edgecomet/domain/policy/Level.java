package edgecomet.domain.policy;

/** Where a setting can be made, outermost first; a level overrides those before it (spec 01 §7). */
public enum Level {
    /** Nobody says anything: the value of the product. */
    BUILT_IN("built-in"),
    /** The main file. */
    GLOBAL("global"),
    HOST("host"),
    RULE("rule");

    private final String label;

    Level(String label) {
        this.label = label;
    }

    /** Returns the word for operators. */
    public String label() {
        return label;
    }
}
