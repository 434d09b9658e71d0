package edgecomet.application.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A text that must not appear in a log, a metric, a header or an error. */
public final class Secret {

    private final String value;

    /** Wraps the text. */
    public Secret(String value) {
        this.value = value;
    }

    /** Returns the text, for the one place that sends or compares it. */
    public String reveal() {
        return value;
    }

    /** Returns whether the candidate is the secret, in a time that depends on no character of it. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && matches(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
