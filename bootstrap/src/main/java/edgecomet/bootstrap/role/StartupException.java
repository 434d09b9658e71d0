package edgecomet.bootstrap.role;

/** A role cannot start; the message tells an operator what to do. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception without a deeper cause. */
    public StartupException(String message) {
        super(message);
    }
}
