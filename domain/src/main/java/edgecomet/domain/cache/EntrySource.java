package edgecomet.domain.cache;

import java.util.Arrays;
import java.util.Optional;

/** Where the content of an entry came from (spec 03 §4.1, {@code source}). */
public enum EntrySource {
    RENDER("render"),
    BYPASS("bypass");

    private final String label;

    EntrySource(String label) {
        this.label = label;
    }

    /** Returns the word kept in the metadata. */
    public String label() {
        return label;
    }

    /** Returns the source with this word. */
    public static Optional<EntrySource> ofLabel(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
    }
}
