package edgecomet.domain.pattern;

/** Equality without regard to case, by Unicode simple case folding (spec 02 §9). */
public final class ExactPattern implements Pattern {
    private final String text;
    private final String folded;

    ExactPattern(String text) {
        this.text = text;
        this.folded = CaseMapping.fold(text);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public boolean matches(String candidate) {
        return CaseMapping.equalsFolded(folded, candidate);
    }

    @Override
    public Kind kind() {
        return Kind.EXACT;
    }

    /** Returns the text that the folding of every matching candidate equals. */
    String folded() {
        return folded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
