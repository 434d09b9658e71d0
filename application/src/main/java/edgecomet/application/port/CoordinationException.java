package edgecomet.application.port;

/** The coordination store (Redis or the embedded one) cannot be asked right now. Callers degrade, they do not fail. */
public final class CoordinationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public CoordinationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception without a deeper cause. */
    public CoordinationException(String message) {
        super(message);
    }
}
