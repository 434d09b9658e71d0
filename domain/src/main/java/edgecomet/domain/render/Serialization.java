package edgecomet.domain.render;

import java.util.Arrays;
import java.util.Optional;

/** How a document becomes text ({@code render.serialize}). Both agree on documents that markup alone describes. */
public enum Serialization {
    /** Open shadow roots and styles that scripts made are written into the document. */
    FAITHFUL("faithful"),

    /** What {@code outerHTML} gives, and nothing else. */
    MARKUP("markup");

    private final String label;

    Serialization(String label) {
        this.label = label;
    }

    /** Returns the word of the configuration and of the render request. */
    public String label() {
        return label;
    }

    /** Returns the serialization with this label, which is case sensitive. */
    public static Optional<Serialization> ofLabel(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst();
    }
}
