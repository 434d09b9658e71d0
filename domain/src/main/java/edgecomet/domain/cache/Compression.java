package edgecomet.domain.cache;

import java.util.Arrays;
import java.util.Optional;

/** How a body is kept on disk; the file's suffix names it (spec 03 §6). */
public enum Compression {
    NONE("none", ""),
    SNAPPY("snappy", ".snappy"),
    LZ4("lz4", ".lz4");

    /** Bodies below this many bytes are kept as they are. */
    public static final int MINIMUM_BYTES = 1024;

    private final String label;
    private final String suffix;

    Compression(String label, String suffix) {
        this.label = label;
        this.suffix = suffix;
    }

    /** Returns the word of the configuration and of metric labels. */
    public String label() {
        return label;
    }

    /** Returns what is appended to the file's name. */
    public String suffix() {
        return suffix;
    }

    /** Returns the compression with this word. */
    public static Optional<Compression> ofLabel(String label) {
        return Arrays.stream(values()).filter(c -> c.label.equals(label)).findFirst();
    }
}
