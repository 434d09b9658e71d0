package edgecomet.application.configuration;

import java.util.Arrays;
import java.util.Optional;

/** A version of TLS that a listener may speak. */
public enum TlsVersion {
    TLS_1_2("1.2"),
    TLS_1_3("1.3");

    private final String label;

    TlsVersion(String label) {
        this.label = label;
    }

    /** Returns its number, as configuration files write it. */
    public String label() {
        return label;
    }

    /** Returns the version of a number; empty for any other text. */
    public static Optional<TlsVersion> ofLabel(String label) {
        return Arrays.stream(values()).filter(v -> v.label.equals(label)).findFirst();
    }
}
