package edgecomet.domain.pattern;

import org.jspecify.annotations.Nullable;

/** The text of a pattern is not a pattern; the message is the one that an operator sees (spec 01 §3.4). */
public final class InvalidPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with the operator's message. */
    public InvalidPatternException(String message) {
        super(message);
    }

    InvalidPatternException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
